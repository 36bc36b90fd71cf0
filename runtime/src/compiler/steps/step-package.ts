import { sha256 } from "@noble/hashes/sha2.js";
import { createDecoder } from "../../executor/create-decoder.ts";
import type { ExecutableModel } from "../../executor/executor.ts";
import { createHasher } from "../../hash/create-hasher.ts";
import { toHex } from "../../hash/hex.ts";
import { canonicalJson } from "../../package/canonical-json.ts";
import { encodeGolden } from "../../package/golden-run.ts";
import { CARD_FILE, GOLDEN_FOLDER, loadPackage, PARITY_FILE, recomputeRoots } from "../../package/load-package.ts";
import { type AccumulatorBound, FORMAT_VERSION, type Manifest } from "../../package/manifest.ts";
import { memoryPackageFiles } from "../../package/memory-package-files.ts";
import type { ParityReport } from "../../package/parity-report.ts";
import { MANIFEST_FILE } from "../../package/read-manifest.ts";
import { encodeTensor } from "../../program/tensor-values.ts";
import { decodeTraceRoot } from "../../tree/decode-trace-root.ts";
import type { CompiledModel } from "../compile-options.ts";
import { type TextEncoding, TOKENIZER_FILE } from "./read-tokenizer.ts";
import { TOKEN } from "./step-convention.ts";
import type { GoldenPrompt, StepCompileOptions } from "./step-options.ts";

const TOKEN_BITS = 31;

/** A step program with what its package says about it. */
interface UnpackedStepModel {
  readonly onnx: Uint8Array;
  readonly model: ExecutableModel;
  readonly bounds: readonly AccumulatorBound[];
  readonly parity: ParityReport;
  readonly encoding: TextEncoding;
  readonly options: StepCompileOptions;
}

/** The files of a package, which are loaded as anybody would. */
export async function packStepModel(unpacked: UnpackedStepModel): Promise<CompiledModel> {
  const { onnx, model, bounds, parity, encoding, options } = unpacked;
  const { program } = model;
  const files = await goldenFiles(model, encoding, options.golden ?? []);
  files.set(PARITY_FILE, canonicalJson({ ...parity }));
  files.set(CARD_FILE, new TextEncoder().encode(options.card));
  if (encoding.file !== null) files.set(TOKENIZER_FILE, encoding.file);
  const constants = program.constants.map((type, i) => ({ ...type, file: `tensors/${i}.bin` }));
  for (const [i, { file }] of constants.entries()) files.set(file, model.constants[i]);
  const tokenizer = encoding.file === null ? null : TOKENIZER_FILE;
  const [value] = program.outputs;
  const manifest: Manifest = {
    formatVersion: FORMAT_VERSION,
    ...{ name: options.name, description: options.description, licence: options.licence },
    source: { format: "onnx", sha256: toHex(sha256(onnx)) },
    ...(await recomputeRoots(program, model.constants)),
    input: { name: TOKEN, ...program.input, scale: 1, meaning: { kind: "prompt", tokenizer }, preprocessing: null },
    outputs: [{ name: "next", value, scale: 1, bits: TOKEN_BITS, meaning: { kind: "text", tokenizer } }],
    ...{ constants, instructions: program.instructions, loop: program.loop, bounds },
    files: [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, bytes]) => fileEntry(path, bytes)),
  };
  files.set(MANIFEST_FILE, canonicalJson(manifest));
  return { model: await loadPackage(memoryPackageFiles(files)), parity, files };
}

/** A run for each golden prompt: what every decoder must reproduce. */
async function goldenFiles(
  model: ExecutableModel,
  encoding: TextEncoding,
  golden: readonly GoldenPrompt[],
): Promise<Map<string, Uint8Array>> {
  const decoder = await createDecoder(model, { engine: "reference" });
  const hasher = await createHasher();
  const files = new Map<string, Uint8Array>();
  const { dtype } = model.program.loop?.prompt ?? model.program.input;
  for (const [i, { text, seed }] of golden.entries()) {
    const input = encodeTensor(dtype, encoding.encode(text));
    const trace = await decoder.trace(input, { seed });
    const traceRoot = toHex(await decodeTraceRoot(hasher, model.program, trace));
    files.set(`${GOLDEN_FOLDER}${i}.json`, encodeGolden({ input, seed, answer: trace.answer, traceRoot }));
  }
  return files;
}

function fileEntry(path: string, bytes: Uint8Array) {
  return { path, bytes: bytes.length, sha256: toHex(sha256(bytes)) };
}
