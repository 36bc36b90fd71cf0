import {
  MAX_CONSTANTS,
  MAX_DIMENSION,
  MAX_INSTRUCTIONS,
  MAX_LOG2_LEAF,
  MAX_OUTPUTS,
  MAX_STEPS,
  MAX_TENSOR_BYTES,
  MIN_LOG2_LEAF,
} from "../program/limits.ts";
import { type StepLoop, TABLE_DTYPES } from "../program/program.ts";
import { JsonReader } from "./json-reader.ts";
import {
  type FileEntry,
  FORMAT_VERSION,
  type Manifest,
  type ManifestConstant,
  type ManifestInput,
  type ManifestOutput,
} from "./manifest.ts";
import { PackageError } from "./package-error.ts";
import { readInstruction, readTensorType } from "./read-instruction.ts";
import { readInputMeaning, readOutputMeaning } from "./read-meaning.ts";

export const MANIFEST_FILE = "manifest.json";
export const MAX_MANIFEST_BYTES = 2 ** 22;

const MAX_FILES = 8192;
/** Folders and names in lower case: no `..`, no absolute path, no difference between file systems. */
const PATH = /^([a-z0-9][a-z0-9._-]*\/)*[A-Za-z0-9][A-Za-z0-9._-]*$/;
const HASH_BYTES = 32;

/**
 * Reads `manifest.json`. That its program is valid and its files are there is for `loadPackage` to check.
 * @throws PackageError naming the member that is wrong.
 */
export function readManifest(bytes: Uint8Array): Manifest {
  const reader = JsonReader.parseCanonical(MANIFEST_FILE, bytes);
  // The version is read first: another version may have other members.
  const version = reader.members().formatVersion?.integer(0, Number.MAX_SAFE_INTEGER);
  if (version !== FORMAT_VERSION) {
    throw new PackageError(
      MANIFEST_FILE,
      `formatVersion ${FORMAT_VERSION}`,
      version === undefined ? "none" : `${version}`,
    );
  }
  const hasLoop = reader.members().loop !== undefined;
  const members = reader.object([
    ...(hasLoop ? (["loop"] as const) : []),
    ...(["formatVersion", "name", "description", "licence", "source", "modelHash", "programRoot"] as const),
    ...(["weightsRoot", "input", "outputs", "constants", "instructions", "bounds", "files"] as const),
  ]);
  const source = members.source.object(["format", "sha256"]);
  return {
    formatVersion: version,
    name: members.name.string(),
    description: members.description.string(),
    licence: members.licence.string(),
    source: { format: source.format.oneOf("onnx"), sha256: source.sha256.hex(HASH_BYTES) },
    modelHash: members.modelHash.hex(HASH_BYTES),
    programRoot: members.programRoot.hex(HASH_BYTES),
    weightsRoot: members.weightsRoot.hex(HASH_BYTES),
    input: readInput(members.input),
    outputs: members.outputs.array(MAX_OUTPUTS).map(readOutput),
    constants: members.constants.array(MAX_CONSTANTS).map(readConstant),
    instructions: members.instructions.array(MAX_INSTRUCTIONS).map(readInstruction),
    ...(hasLoop ? { loop: readLoop(members.loop) } : {}),
    bounds: members.bounds.array(MAX_INSTRUCTIONS).map((bound) => {
      const { instruction, accumulator } = bound.object(["instruction", "accumulator"]);
      return {
        instruction: instruction.integer(0, MAX_INSTRUCTIONS),
        accumulator: accumulator.integer(0, Number.MAX_SAFE_INTEGER),
      };
    }),
    files: members.files.array(MAX_FILES).map(readFileEntry),
  };
}

/** Whether it fits the program is for `validateProgram` to say. */
function readLoop(reader: JsonReader): StepLoop {
  const { prompt, stepLimit, tokenLimit, stopToken } = reader.object([
    ...(["prompt", "stepLimit", "tokenLimit", "stopToken"] as const),
  ]);
  return {
    prompt: readTensorType(prompt.object(["dtype", "shape", "log2Leaf"])),
    stepLimit: stepLimit.integer(1, MAX_STEPS),
    tokenLimit: tokenLimit.integer(1, MAX_STEPS),
    stopToken: stopToken.integer(-1, Number.MAX_SAFE_INTEGER),
  };
}

function readInput(reader: JsonReader): ManifestInput {
  const members = reader.object(["name", "dtype", "shape", "log2Leaf", "scale", "meaning", "preprocessing"]);
  return {
    name: members.name.string(),
    ...readTensorType(members),
    scale: members.scale.number(Number.MIN_VALUE, Number.MAX_VALUE),
    meaning: readInputMeaning(members.meaning),
    preprocessing: members.preprocessing.isNull ? null : members.preprocessing.string(),
  };
}

function readOutput(reader: JsonReader): ManifestOutput {
  const members = reader.object(["name", "value", "scale", "bits", "meaning"]);
  return {
    name: members.name.string(),
    value: members.value.integer(0, MAX_INSTRUCTIONS),
    scale: members.scale.number(Number.MIN_VALUE, Number.MAX_VALUE),
    bits: members.bits.integer(1, 31),
    meaning: readOutputMeaning(members.meaning),
  };
}

function readConstant(reader: JsonReader): ManifestConstant {
  const kind = reader.members().kind?.oneOf("rows", "table") ?? "rows";
  const members = reader.object([
    "kind",
    "rows",
    "columns",
    "log2Leaf",
    "file",
    ...(kind === "table" ? ["dtype"] : []),
  ]);
  const size = {
    rows: members.rows.integer(1, MAX_DIMENSION),
    columns: members.columns.integer(1, MAX_DIMENSION),
    log2Leaf: members.log2Leaf.integer(MIN_LOG2_LEAF, MAX_LOG2_LEAF),
    file: members.file.string(),
  };
  return kind === "table" ? { kind, dtype: members.dtype.oneOf(...TABLE_DTYPES), ...size } : { kind, ...size };
}

function readFileEntry(reader: JsonReader): FileEntry {
  const members = reader.object(["path", "bytes", "sha256"]);
  const path = members.path.string();
  if (!PATH.test(path)) throw new PackageError(MANIFEST_FILE, "a relative path of plain names", JSON.stringify(path));
  return { path, bytes: members.bytes.integer(0, MAX_TENSOR_BYTES), sha256: members.sha256.hex(HASH_BYTES) };
}
