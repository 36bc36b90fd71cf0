import { sha256 } from "@noble/hashes/sha2.js";
import { createExecutor } from "../executor/create-executor.ts";
import type { ExecutableModel } from "../executor/executor.ts";
import { createHasher } from "../hash/create-hasher.ts";
import { toHex } from "../hash/hex.ts";
import { canonicalJson } from "../package/canonical-json.ts";
import { encodeGolden } from "../package/golden-run.ts";
import { CARD_FILE, GOLDEN_FOLDER, loadPackage, PARITY_FILE, recomputeRoots } from "../package/load-package.ts";
import { type AccumulatorBound, FORMAT_VERSION, type Manifest, type ManifestOutput } from "../package/manifest.ts";
import { memoryPackageFiles } from "../package/memory-package-files.ts";
import { MANIFEST_FILE } from "../package/read-manifest.ts";
import { DEFAULT_LOG2_LEAF, MAX_OUTPUTS } from "../program/limits.ts";
import { type Program, valueType } from "../program/program.ts";
import { byteLength, elementCount, type TensorType } from "../program/tensor-type.ts";
import { validateProgram } from "../program/validate-program.ts";
import { traceRoot } from "../tree/trace-root.ts";
import { calibrate } from "./calibrate.ts";
import { CompileError } from "./compile-error.ts";
import type { CompiledModel, CompileOptions } from "./compile-options.ts";
import { type LoweredValue, programShape } from "./lower/lowered-value.ts";
import { Lowering } from "./lower/lowering.ts";
import { prune } from "./lower/prune.ts";
import { type AnswerPart, measureParity, requireParity } from "./measure-parity.ts";
import { ModelGraph } from "./model-graph.ts";
import { simplify } from "./rewrite/simplify.ts";

const MAX_GOLDEN_RUNS = 64;
const LABEL_BITS = 31;

/**
 * Compiles a float model to an integer program and measures how well it does.
 *
 * The same file and options give the same bytes.
 *
 * @param onnx The ONNX file: one input, one or more float outputs. With labels, the first output has one score for each.
 * @throws CompileError when the model holds what is not supported, its accumulators cannot be kept within int32, or
 * the program is below a threshold of parity.
 */
export async function compileModel(onnx: Uint8Array, options: CompileOptions): Promise<CompiledModel> {
  const progress = options.onProgress ?? (() => {});
  progress("decode", 0, 1);
  const graph = new ModelGraph(onnx);
  const inputShape = programShape(graph.inputShape);
  const inputType: TensorType = { dtype: "uint8", shape: inputShape, log2Leaf: DEFAULT_LOG2_LEAF };
  checkData(options, inputType);
  const simple = simplify(graph);
  progress("decode", 1, 1);

  const { scale } = options.input;
  const samples = options.calibration.map((bytes) => Float64Array.from(bytes, (byte) => byte * scale));
  const ranges = calibrate(simple, samples, (done) => progress("calibrate", done, samples.length));
  const lowering = new Lowering(simple, ranges);
  const values = lowering.lower(scale, (done) => progress("quantise", done, simple.nodes.length));
  const { program, outputs, bounds } = finish(lowering, { input: inputType, values, labels: options.labels, graph });
  validateProgram(program);
  const model: ExecutableModel = { program, constants: lowering.constants };

  const executor = await createExecutor(model);
  const parts = outputs.map((output): AnswerPart => ({ ...output, type: valueType(program, output.value) }));
  const subject = { graph, executor, input: options.input, parts };
  const { evaluation } = options;
  const total = evaluation.inputs.length;
  const parity = await measureParity(subject, evaluation, (done) => progress("parity", done, total));
  requireParity(parity, options.thresholds);

  progress("pack", 0, 1);
  const files = await goldenFiles(model, options.golden ?? []);
  files.set(PARITY_FILE, canonicalJson(parity));
  files.set(CARD_FILE, new TextEncoder().encode(options.card));
  const constants = lowering.constantTypes.map((type, i) => ({ ...type, file: `tensors/${i}.bin` }));
  for (const [i, { file }] of constants.entries()) files.set(file, lowering.constants[i]);
  const manifest: Manifest = {
    formatVersion: FORMAT_VERSION,
    name: options.name,
    description: options.description,
    licence: options.licence,
    source: { format: "onnx", sha256: toHex(sha256(onnx)) },
    ...(await recomputeRoots(program, lowering.constants)),
    input: { name: graph.inputName, ...inputType, ...options.input },
    outputs,
    constants,
    instructions: program.instructions,
    bounds,
    files: [...files.keys()].sort().map((path) => fileEntry(path, files.get(path) ?? new Uint8Array(0))),
  };
  files.set(MANIFEST_FILE, canonicalJson(manifest));
  const loaded = await loadPackage(memoryPackageFiles(files));
  progress("pack", 1, 1);
  return { model: loaded, parity, files };
}

function checkData({ calibration, evaluation, golden = [], labels }: CompileOptions, inputType: TensorType): void {
  if (calibration.length === 0 || evaluation.inputs.length === 0) {
    throw new CompileError("at least one sample to calibrate with and one to evaluate with are needed");
  }
  if (evaluation.labels !== undefined && evaluation.inputs.length !== evaluation.labels.length) {
    throw new CompileError(`${evaluation.inputs.length} inputs to evaluate, but ${evaluation.labels.length} labels`);
  }
  const isLabel = (label: number) => Number.isInteger(label) && label >= 0 && label < (labels?.length ?? label + 1);
  const wrong = evaluation.labels?.find((label) => !isLabel(label));
  if (wrong !== undefined) throw new CompileError(`${wrong} is the index of no label`);
  if (golden.length > MAX_GOLDEN_RUNS) throw new CompileError(`at most ${MAX_GOLDEN_RUNS} golden runs`);
  const expected = byteLength(inputType);
  const other = [...calibration, ...evaluation.inputs, ...golden].find((bytes) => bytes.length !== expected);
  if (other !== undefined) throw new CompileError(`a sample has ${other.length} bytes, the model takes ${expected}`);
}

interface Unfinished {
  readonly input: TensorType;
  readonly values: readonly LoweredValue[];
  readonly labels: readonly string[] | undefined;
  readonly graph: ModelGraph;
}

/** The program and its outputs: for a classifier the best label's index first, then the model's own. */
function finish(
  lowering: Lowering,
  { input, values, labels, graph }: Unfinished,
): { program: Program; outputs: ManifestOutput[]; bounds: readonly AccumulatorBound[] } {
  const own = values.map(({ value, scale, bits }, i): ManifestOutput => {
    return { name: graph.outputNames[i], value, scale, bits, meaning: { kind: "numbers" } };
  });
  const outputs = labels === undefined ? own : withLabel(lowering, values[0], own, labels);
  if (outputs.length > MAX_OUTPUTS) {
    throw new CompileError(`${outputs.length} outputs, with the label; at most ${MAX_OUTPUTS} are supported`);
  }
  const { constantTypes: constants } = lowering;
  const pruned = prune({
    instructions: lowering.instructions,
    bounds: lowering.bounds,
    outputs: outputs.map(({ value }) => value),
  });
  const program = { input, constants, instructions: pruned.instructions, outputs: pruned.outputs };
  const renumbered = outputs.map((output, i) => ({ ...output, value: pruned.outputs[i] }));
  return { program, outputs: renumbered, bounds: pruned.bounds };
}

/** Appends the choice of the best label. */
function withLabel(
  lowering: Lowering,
  first: LoweredValue,
  [, ...others]: readonly ManifestOutput[],
  labels: readonly string[],
): ManifestOutput[] {
  const count = elementCount(first.type);
  if (count !== labels.length || first.type.dtype !== "int16") {
    throw new CompileError(`output of shape [${first.type.shape.join(", ")}] for ${labels.length} labels`);
  }
  const scores = first.type.shape.at(-1) === count ? first : lowering.shaped(first, [1, count]);
  const shape = scores.type.shape.length === 1 ? [1] : scores.type.shape.slice(0, -1);
  const output: TensorType = { dtype: "int32", shape, log2Leaf: DEFAULT_LOG2_LEAF };
  const label = lowering.emit({ op: "ArgMax", operands: [scores.value], output });
  const { value, scale, bits } = scores;
  return [
    { name: "label", value: label, scale: 1, bits: LABEL_BITS, meaning: { kind: "label", labels } },
    { name: lowering.graph.outputName, value, scale, bits, meaning: { kind: "scores", labels } },
    ...others,
  ];
}

/** A run for each golden input: what every executor must reproduce. */
async function goldenFiles(model: ExecutableModel, golden: readonly Uint8Array[]): Promise<Map<string, Uint8Array>> {
  const executor = await createExecutor(model, { engine: "reference" });
  const hasher = await createHasher();
  const files = new Map<string, Uint8Array>();
  for (const [i, input] of golden.entries()) {
    const { tensors, answer } = await executor.trace(input);
    const root = toHex(traceRoot(hasher, model.program, tensors));
    files.set(`${GOLDEN_FOLDER}${i}.json`, encodeGolden({ input, answer, traceRoot: root }));
  }
  return files;
}

function fileEntry(path: string, bytes: Uint8Array) {
  return { path, bytes: bytes.length, sha256: toHex(sha256(bytes)) };
}
