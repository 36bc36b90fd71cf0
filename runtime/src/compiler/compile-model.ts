import { sha256 } from "@noble/hashes/sha2.js";
import { createExecutor } from "../executor/create-executor.ts";
import type { ExecutableModel } from "../executor/executor.ts";
import { createHasher } from "../hash/create-hasher.ts";
import { toHex } from "../hash/hex.ts";
import { canonicalJson } from "../package/canonical-json.ts";
import { encodeGolden } from "../package/golden-run.ts";
import { CARD_FILE, GOLDEN_FOLDER, loadPackage, PARITY_FILE, recomputeRoots } from "../package/load-package.ts";
import { FORMAT_VERSION, type Manifest } from "../package/manifest.ts";
import { memoryPackageFiles } from "../package/memory-package-files.ts";
import { MANIFEST_FILE } from "../package/read-manifest.ts";
import { valueType } from "../program/program.ts";
import { byteLength, type TensorType } from "../program/tensor-type.ts";
import { validateProgram } from "../program/validate-program.ts";
import { traceRoot } from "../tree/trace-root.ts";
import { calibrate } from "./calibrate.ts";
import { CompileError } from "./compile-error.ts";
import type { CompiledModel, CompileOptions } from "./compile-options.ts";
import { finishProgram } from "./finish-program.ts";
import { inputScales, toFloats } from "./input-scales.ts";
import { inputType } from "./lower/inputs.ts";
import { Lowering } from "./lower/lowering.ts";
import { type AnswerPart, measureParity, requireParity } from "./measure-parity.ts";
import { ModelGraph } from "./model-graph.ts";
import { simplify } from "./rewrite/simplify.ts";

const MAX_GOLDEN_RUNS = 64;

/**
 * Compiles a float model to an integer program and measures how well it does.
 *
 * The same file and options give the same bytes.
 *
 * @param onnx The ONNX file. Of several inputs, each is a part of the program's one. With labels, the first output has one
 * score for each.
 * @throws CompileError when the model holds what is not supported, its accumulators cannot be kept within int32, or
 * the program is below a threshold of parity.
 */
export async function compileModel(onnx: Uint8Array, options: CompileOptions): Promise<CompiledModel> {
  const progress = options.onProgress ?? (() => {});
  progress("decode", 0, 1);
  const graph = new ModelGraph(onnx);
  const type = inputType(graph);
  checkData(options, type);
  const simple = simplify(graph);
  progress("decode", 1, 1);

  const scales = inputScales(simple, options.input);
  const count = options.calibration.length;
  const ranges = calibrate(simple, allFloats(graph, options.calibration, scales), (done) =>
    progress("calibrate", done, count),
  );
  const lowering = new Lowering(simple, ranges);
  const values = lowering.lower(scales, (done) => progress("quantise", done, simple.nodes.length));
  const { program, outputs, bounds } = finishProgram(lowering, values, options);
  validateProgram(program);
  const model: ExecutableModel = { program, constants: lowering.constants };

  const executor = await createExecutor(model);
  const parts = outputs.map((output): AnswerPart => ({ ...output, type: valueType(program, output.value) }));
  const subject = { graph, executor, input: { scale: options.input.scale, scales }, parts };
  const { evaluation } = options;
  const total = evaluation.inputs.length;
  const parity = await measureParity(subject, evaluation, (done) => progress("parity", done, total));
  requireParity(parity, options.thresholds);

  progress("pack", 0, 1);
  const { scale, meaning, preprocessing } = options.input;
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
    input: { name: graph.inputs.map(({ name }) => name).join(", "), ...type, scale, meaning, preprocessing },
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

/** One after the other, since all at once would take eight times the memory of the samples. */
function* allFloats(graph: ModelGraph, samples: readonly Uint8Array[], scales: readonly number[]) {
  for (const bytes of samples) yield toFloats(graph, bytes, scales);
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
