import { sha256 } from "@noble/hashes/sha2.js";
import { createExecutor } from "../executor/create-executor.ts";
import type { ExecutableModel } from "../executor/executor.ts";
import { createHasher } from "../hash/create-hasher.ts";
import { toHex } from "../hash/hex.ts";
import { canonicalJson } from "../package/canonical-json.ts";
import { encodeGolden } from "../package/golden-run.ts";
import { CARD_FILE, GOLDEN_FOLDER, loadPackage, PARITY_FILE, recomputeRoots } from "../package/load-package.ts";
import { FORMAT_VERSION, type Manifest, type ManifestOutput } from "../package/manifest.ts";
import { memoryPackageFiles } from "../package/memory-package-files.ts";
import { MANIFEST_FILE } from "../package/read-manifest.ts";
import { DEFAULT_LOG2_LEAF } from "../program/limits.ts";
import type { Program } from "../program/program.ts";
import { byteLength, elementCount, type TensorType } from "../program/tensor-type.ts";
import { validateProgram } from "../program/validate-program.ts";
import { traceRoot } from "../tree/trace-root.ts";
import { calibrate } from "./calibrate.ts";
import { CompileError } from "./compile-error.ts";
import type { CompiledModel, CompileOptions } from "./compile-options.ts";
import { type LoweredValue, Lowering } from "./lowering.ts";
import { measureParity, requireParity } from "./measure-parity.ts";
import { ModelGraph } from "./model-graph.ts";

const MAX_GOLDEN_RUNS = 64;
const LABEL_BITS = 31;

/**
 * Compiles a float classifier to an integer program and measures how well it does.
 *
 * The same file and options give the same bytes.
 *
 * @param onnx The ONNX file: one float input, one float output of one score for each label.
 * @throws CompileError when the model holds what is not supported, its accumulators cannot be kept within int32, or
 * the program is below a threshold of parity.
 */
export async function compileModel(onnx: Uint8Array, options: CompileOptions): Promise<CompiledModel> {
  const progress = options.onProgress ?? (() => {});
  progress("decode", 0, 1);
  const graph = new ModelGraph(onnx);
  progress("decode", 1, 1);
  const inputType: TensorType = { dtype: "uint8", shape: graph.inputShape, log2Leaf: DEFAULT_LOG2_LEAF };
  checkData(options, inputType);

  const { scale } = options.input;
  const samples = options.calibration.map((bytes) => Float64Array.from(bytes, (byte) => byte * scale));
  const ranges = calibrate(graph, samples, (done) => progress("calibrate", done, samples.length));
  const lowering = new Lowering(graph, ranges);
  const scores = lowering.lower(scale, (done) => progress("quantise", done, graph.nodes.length));
  const program = classifier(lowering, inputType, scores, options.labels);
  validateProgram(program);
  const model: ExecutableModel = { program, constants: lowering.constants };

  const executor = await createExecutor(model);
  const subject = { graph, executor, input: options.input, scores };
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
    outputs: describeOutputs(program, graph.outputName, scores, options.labels),
    constants,
    instructions: program.instructions,
    bounds: lowering.bounds,
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
  if (evaluation.inputs.length !== evaluation.labels.length) {
    throw new CompileError(`${evaluation.inputs.length} inputs to evaluate, but ${evaluation.labels.length} labels`);
  }
  const wrong = evaluation.labels.find((label) => !Number.isInteger(label) || label < 0 || label >= labels.length);
  if (wrong !== undefined) throw new CompileError(`${wrong} is the index of no label`);
  if (golden.length > MAX_GOLDEN_RUNS) throw new CompileError(`at most ${MAX_GOLDEN_RUNS} golden runs`);
  const expected = byteLength(inputType);
  const other = [...calibration, ...evaluation.inputs, ...golden].find((bytes) => bytes.length !== expected);
  if (other !== undefined) throw new CompileError(`a sample has ${other.length} bytes, the model takes ${expected}`);
}

/** Appends the choice of the best label; the answer is the label, then the scores. */
function classifier(lowering: Lowering, input: TensorType, scores: LoweredValue, labels: readonly string[]): Program {
  const count = elementCount(scores.type);
  if (count !== labels.length || scores.type.shape.at(-1) !== count) {
    throw new CompileError(`output of shape [${scores.type.shape.join(", ")}] for ${labels.length} labels`);
  }
  const shape = scores.type.shape.length === 1 ? [1] : scores.type.shape.slice(0, -1);
  const output: TensorType = { dtype: "int32", shape, log2Leaf: DEFAULT_LOG2_LEAF };
  const instructions = [...lowering.instructions, { op: "ArgMax", operands: [scores.value], output } as const];
  return { input, constants: lowering.constantTypes, instructions, outputs: [instructions.length, scores.value] };
}

function describeOutputs(
  program: Program,
  name: string,
  scores: LoweredValue,
  labels: readonly string[],
): ManifestOutput[] {
  const [label, score] = program.outputs;
  return [
    { name: "label", value: label, scale: 1, bits: LABEL_BITS, meaning: { kind: "label", labels } },
    { name, value: score, scale: scores.scale, bits: scores.bits, meaning: { kind: "scores", labels } },
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
