import { createMachine } from "../../executor/create-machine.ts";
import type { ExecutableModel } from "../../executor/executor.ts";
import type { AccumulatorBound } from "../../package/manifest.ts";
import { DEFAULT_LOG2_LEAF } from "../../program/limits.ts";
import type { Program } from "../../program/program.ts";
import type { TensorType } from "../../program/tensor-type.ts";
import { validateProgram } from "../../program/validate-program.ts";
import type { Range } from "../calibrate.ts";
import { chooseSumMultipliers, MAX_SUM_RATIO } from "../choose-multipliers.ts";
import { CompileError } from "../compile-error.ts";
import type { CompiledModel } from "../compile-options.ts";
import { gumbelTable } from "../gumbel-table.ts";
import type { LoweredValue } from "../lower/lowered-value.ts";
import { Lowering } from "../lower/lowering.ts";
import { prune } from "../lower/prune.ts";
import type { ModelGraph } from "../model-graph.ts";
import { checkRuns, checkUnderstood, requirePerplexity } from "./check-step-model.ts";
import { readTokenizer } from "./read-tokenizer.ts";
import { type Logits, measureRunParity } from "./run-parity.ts";
import { evaluateRun, sequenceGraph } from "./sequence-graph.ts";
import { distinctConstants, shareEmbedding } from "./share-constants.ts";
import { StepGraph } from "./step-graph.ts";
import type { StepCompileOptions } from "./step-options.ts";
import { packStepModel } from "./step-package.ts";

const TOKEN_TYPE: TensorType = { dtype: "int32", shape: [1], log2Leaf: DEFAULT_LOG2_LEAF };
/** What a nat of the scores is in the units of a Gumbel table: as much as the table has room for. */
const UNITS_PER_NAT = 1477;

/**
 * Compiles one decoding step of a float model to an integer step program, and measures how well it does. The same file
 * and options give the same bytes.
 * @param onnx An ONNX file with the inputs and outputs that `StepGraph` says.
 * @throws CompileError when the file holds what is not supported, its accumulators cannot be kept within int32, or the
 * program is below a threshold of parity.
 */
export async function compileStepModel(onnx: Uint8Array, options: StepCompileOptions): Promise<CompiledModel> {
  const progress = options.onProgress ?? (() => {});
  progress("decode", 0, 1);
  const step = new StepGraph(onnx);
  checkRuns(step, options);
  const encoding = readTokenizer(options.tokenizer, step.shapeOf(step.logits).at(-1) ?? 0);
  const graph = sequenceGraph(step);
  checkUnderstood(step, graph, options.calibration[0]);
  progress("decode", 1, 1);

  const total = options.calibration.length;
  const ranges = rangesOf(graph, options.calibration, (done) => progress("calibrate", done, total));
  const lowering = new Lowering(graph, ranges);
  const [scores] = lowering.lower([1], (done) => progress("quantise", done, graph.nodes.length));
  const { model, bounds, logits } = finish(lowering, shareEmbedding(lowering, scores), step, options);
  validateProgram(model.program);

  const machine = await createMachine(model, {});
  const runs = options.evaluation;
  const parity = measureRunParity({ graph, machine, logits }, runs, (done) => progress("parity", done, runs.length));
  machine.dispose();
  requirePerplexity(parity, options.thresholds);
  progress("pack", 0, 1);
  const packed = await packStepModel({ onnx, model, bounds, parity, encoding, options });
  progress("pack", 1, 1);
  return packed;
}

/** The range of every value over the runs. */
function rangesOf(
  graph: ModelGraph,
  runs: readonly (readonly number[])[],
  onRun: (done: number) => void,
): Map<string, Range> {
  const ranges = new Map<string, Range>();
  for (const [i, run] of runs.entries()) {
    evaluateRun(graph, run, (name, { values }) => {
      let { min, max } = ranges.get(name) ?? { min: values[0], max: values[0] };
      for (const value of values) {
        if (value < min) min = value;
        if (value > max) max = value;
      }
      ranges.set(name, { min, max });
    });
    onRun(i + 1);
  }
  return ranges;
}

/** The whole program: the step's logits, and the choice of the next token. */
function finish(
  lowering: Lowering,
  scores: LoweredValue,
  { stepLimit }: StepGraph,
  { temperature, tokenizer, promptLimit, tokenLimit, stopToken }: StepCompileOptions,
): { model: ExecutableModel; bounds: readonly AccumulatorBound[]; logits: Logits } {
  const choice = temperature === undefined ? best(lowering, scores) : drawn(lowering, scores, temperature);
  const { instructions, bounds } = lowering;
  const pruned = prune({ instructions, bounds, outputs: [choice, scores.value] });
  const [token, value] = pruned.outputs;
  const distinct = distinctConstants(lowering, pruned.instructions);
  const dtype = tokenizer === null ? "uint8" : "int32";
  const prompt: TensorType = { dtype, shape: [promptLimit], log2Leaf: DEFAULT_LOG2_LEAF };
  const program: Program = {
    ...{ input: TOKEN_TYPE, constants: distinct.types, instructions: distinct.instructions, outputs: [token] },
    loop: { prompt, stepLimit, tokenLimit, stopToken },
  };
  const model = { program, constants: distinct.constants };
  return { model, bounds: pruned.bounds, logits: { value, scale: scores.scale } };
}

function best(lowering: Lowering, scores: LoweredValue): number {
  return lowering.emit({ op: "ArgMax", operands: [scores.value], output: TOKEN_TYPE });
}

function drawn(lowering: Lowering, scores: LoweredValue, temperature: number): number {
  const ratio = (scores.scale / temperature) * UNITS_PER_NAT;
  if (!(temperature > 0 && ratio <= MAX_SUM_RATIO)) {
    throw new CompileError(`a temperature of ${temperature} is not supported: leave it out for the best token`);
  }
  const { multipliers, shift } = chooseSumMultipliers([ratio]);
  const constant = lowering.addTable("int16", gumbelTable(UNITS_PER_NAT));
  return lowering.emit({
    ...{ op: "Sample", operands: [scores.value], constant, multiplier: multipliers[0], shift },
    output: TOKEN_TYPE,
  });
}
