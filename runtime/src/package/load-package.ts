import { sha256 } from "@noble/hashes/sha2.js";
import { createHasher } from "../hash/create-hasher.ts";
import { type Hex, toHex } from "../hash/hex.ts";
import { encodeProgram } from "../program/encode-program.ts";
import type { Program } from "../program/program.ts";
import { ProgramError } from "../program/program-error.ts";
import { validateProgram } from "../program/validate-program.ts";
import { parseTokenizer } from "../tokenizer/parse-tokenizer.ts";
import { modelHash } from "../tree/model-hash.ts";
import { programRoot } from "../tree/program-root.ts";
import { constantByteLength } from "../tree/row-layout.ts";
import { weightsRoot } from "../tree/weights-root.ts";
import { checkMeanings, tokenizerPaths } from "./check-meanings.ts";
import { parseGolden } from "./golden-run.ts";
import type { FileEntry, Manifest } from "./manifest.ts";
import { programOf } from "./manifest-program.ts";
import type { ModelPackage } from "./model-package.ts";
import { PackageError } from "./package-error.ts";
import type { PackageFiles } from "./package-files.ts";
import { parseParity } from "./parity-report.ts";
import { MANIFEST_FILE, MAX_MANIFEST_BYTES, readManifest } from "./read-manifest.ts";

export const CARD_FILE = "README.md";
export const PARITY_FILE = "parity.json";
export const GOLDEN_FOLDER = "golden/";

/**
 * Reads every file of a package and checks all of it: canonical manifest, valid program, lengths, SHA-256 of every
 * file, roots and model hash recomputed.
 * @throws PackageError naming the file, what was expected of it and what was found.
 */
export async function loadPackage(files: PackageFiles): Promise<ModelPackage> {
  const manifest = readManifest(await read(files, MANIFEST_FILE, MAX_MANIFEST_BYTES));
  const program = checkedProgram(manifest);
  checkMeanings(manifest, program);
  const entries = checkedEntries(manifest);

  const contents = new Map<string, Uint8Array>();
  for (const entry of entries.values()) contents.set(entry.path, await readChecked(files, entry));
  const file = (path: string) => contents.get(path) ?? missing(path);
  for (const [path, bytes] of contents) if (path.startsWith(GOLDEN_FOLDER)) checkGolden(program, path, bytes);
  parseParity(file(PARITY_FILE));
  const constants = manifest.constants.map((constant) => file(constant.file));

  const roots = await recomputeRoots(program, constants);
  for (const name of ["programRoot", "weightsRoot", "modelHash"] as const) {
    if (roots[name] !== manifest[name]) throw new PackageError(MANIFEST_FILE, `${name} ${roots[name]}`, manifest[name]);
  }
  const [tokenizer = null] = tokenizerPaths(manifest).map((path) => parseTokenizer(path, file(path)));
  const card = new TextDecoder().decode(file(CARD_FILE));
  return { manifest, program, constants, records: encodeProgram(program), card, tokenizer, ...roots };
}

/** The three hashes that name a model, computed from its content. */
export async function recomputeRoots(
  program: Program,
  constants: readonly Uint8Array[],
): Promise<{ programRoot: Hex; weightsRoot: Hex; modelHash: Hex }> {
  const hasher = await createHasher();
  const ofProgram = programRoot(hasher, program);
  const ofWeights = weightsRoot(hasher, program.constants, constants);
  return {
    programRoot: toHex(ofProgram),
    weightsRoot: toHex(ofWeights),
    modelHash: toHex(modelHash(hasher, ofProgram, ofWeights)),
  };
}

function checkedProgram(manifest: Manifest): Program {
  const program = programOf(manifest);
  try {
    validateProgram(program);
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    throw new PackageError(MANIFEST_FILE, `${error.expected} at ${error.where}`, error.found, { cause: error });
  }
  return program;
}

function checkGolden({ loop }: Program, path: string, bytes: Uint8Array): void {
  const { seed } = parseGolden(path, bytes);
  if ((seed === undefined) === (loop === undefined)) return;
  throw new PackageError(path, loop === undefined ? "no seed" : "a seed", seed === undefined ? "none" : "one");
}

/** The file list by path: sorted, without repetition, with every file that the package needs, of the right length. */
function checkedEntries(manifest: Manifest): Map<string, FileEntry> {
  manifest.files.forEach(({ path }, i) => {
    if (i > 0 && path <= manifest.files[i - 1].path) {
      throw new PackageError(MANIFEST_FILE, "files sorted by path", `${path} after ${manifest.files[i - 1].path}`);
    }
  });
  const entries = new Map(manifest.files.map((entry) => [entry.path, entry]));
  const constants = manifest.constants.map(({ file }) => file);
  for (const path of [CARD_FILE, PARITY_FILE, ...constants, ...tokenizerPaths(manifest)]) {
    if (!entries.has(path)) missing(path);
  }
  for (const constant of manifest.constants) {
    const expected = constantByteLength(constant);
    const listed = entries.get(constant.file)?.bytes;
    if (listed !== expected) {
      throw new PackageError(constant.file, `${expected} bytes by its shape`, `${listed} bytes in the manifest`);
    }
  }
  return entries;
}

function missing(path: string): never {
  throw new PackageError(MANIFEST_FILE, `${path} in the list of files`, "no such entry");
}

async function readChecked(files: PackageFiles, entry: FileEntry): Promise<Uint8Array> {
  const bytes = await read(files, entry.path, entry.bytes);
  if (bytes.length !== entry.bytes) {
    throw new PackageError(entry.path, `${entry.bytes} bytes`, `${bytes.length} bytes`);
  }
  const found = toHex(sha256(bytes));
  if (found !== entry.sha256) throw new PackageError(entry.path, `SHA-256 ${entry.sha256}`, found);
  return bytes;
}

async function read(files: PackageFiles, path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    return await files.read(path, maxBytes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PackageError(path, "a readable file", reason, { cause });
  }
}
