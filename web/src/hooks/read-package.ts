import type { InputLength, Manifest, ModelPackage, PackageFiles, ParityReport } from "@openimo/runtime";
import { concat, keccak256 } from "viem";
import { readAhead } from "../verification/read-ahead.ts";
import type { ListedModel } from "./read-model.ts";

/** A package whose every byte was checked against the roots in the registry. */
export interface CheckedPackage {
  readonly manifest: Manifest;
  readonly parity: ParityReport;
  readonly card: string;
  /** Makes tokens of text and back, where the model works on tokens. */
  readonly tokenizer: ModelPackage["tokenizer"];
}

/** Where the package lies can't be read by a browser, for example an ipfs: address; the message is empty where none was given. */
export class PackageAddressError extends Error {
  override readonly name = "PackageAddressError";
}

/** The package is whole, but it isn't this model's. */
export class PackageMismatchError extends Error {
  override readonly name = "PackageMismatchError";
}

const PARITY_FILE = "parity.json";

/** Loads and checks a package from anywhere. The runtime is only loaded for it. */
export async function openPackage(
  files: PackageFiles,
): Promise<{ package: ModelPackage; parity: ParityReport; inputLength: InputLength }> {
  const { inputLength, loadPackage, parseParity } = await import("@openimo/runtime");
  const read = new Map<string, Uint8Array>();
  const loaded = await loadPackage({
    async read(path, maxBytes) {
      const bytes = await files.read(path, maxBytes);
      read.set(path, bytes);
      return bytes;
    },
  });
  const parity = read.get(PARITY_FILE);
  if (!parity) throw new PackageMismatchError(PARITY_FILE);
  return { package: loaded, parity: parseParity(parity), inputLength: inputLength(loaded.program) };
}

/** The address of a package's folder as a browser can fetch it. */
export function packageAddress(packageURI: string): string {
  if (packageURI === "") throw new PackageAddressError("");
  const url = new URL(packageURI, location.href);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new PackageAddressError(url.protocol);
  return url.href;
}

export async function fetchPackage(packageURI: string, signal?: AbortSignal) {
  const { fetchPackageFiles } = await import("@openimo/runtime");
  return openPackage(
    readAhead(fetchPackageFiles(packageAddress(packageURI), (url, init) => fetch(url, init), { signal })),
  );
}

/** `keccak256(programRoot ‖ weightsRoot)`, as the registry computes it. */
export function modelHashOf({ programRoot, weightsRoot }: Pick<ListedModel, "programRoot" | "weightsRoot">) {
  return keccak256(concat([programRoot, weightsRoot]));
}

/** The package of a registered model, with its weights. */
export async function readWholePackage(model: ListedModel, signal?: AbortSignal) {
  const opened = await fetchPackage(model.packageURI, signal);
  const { programRoot, weightsRoot, modelHash } = opened.package;
  if (programRoot !== model.programRoot || weightsRoot !== model.weightsRoot) {
    throw new PackageMismatchError(modelHash);
  }
  return opened;
}

export async function readModelPackage(model: ListedModel, signal?: AbortSignal): Promise<CheckedPackage> {
  const { package: loaded, parity } = await readWholePackage(model, signal);
  const { manifest, card, tokenizer } = loaded;
  return { manifest, parity, card, tokenizer };
}
