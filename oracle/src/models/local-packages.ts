import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPackage, type ModelPackage } from "@openimo/runtime";
import type { Hex } from "viem";
import { orDamaged } from "../archive/damaged.ts";
import { readArchive } from "../archive/read-archive.ts";
import { FailedError, UsageError } from "../command-line/errors.ts";
import { folderPackageFiles } from "./folder-package-files.ts";

/** A package on disk that was read and checked as a whole. */
export type LocalPackage = { readonly folder: string; readonly model: ModelPackage };

const projectModels = join(dirname(fileURLToPath(import.meta.url)), "../../../models");

const ARCHIVE_ENDING = ".car";

/** Options that name package folders. */
export const PACKAGE_ARGS = {
  models: {
    type: "string",
    valueHint: "folder",
    description: "Package folder, may be given several times (default: the project's models/*/package)",
  },
} as const;

/** The packages that ship with the project and were built. */
function shippedFolders(): string[] {
  if (!existsSync(projectModels)) return [];
  const folders = readdirSync(projectModels).map((name) => join(projectModels, name, "package"));
  return folders.filter((folder) => existsSync(join(folder, "manifest.json"))).sort();
}

/** @throws UsageError for a named folder that is no package. */
export function packageFolders(named: readonly string[] = []): string[] {
  if (named.length === 0) return shippedFolders();
  return named.map((folder) => {
    if (existsSync(join(folder, "manifest.json"))) return resolve(folder);
    throw new UsageError(`${folder} is no package folder: there is no manifest.json in it.`);
  });
}

/** @throws FailedError naming the damaged file, what was expected and what was found. */
export async function loadLocalPackage(folder: string): Promise<LocalPackage> {
  return { folder, model: await orDamaged(folder, () => loadPackage(folderPackageFiles(folder))) };
}

/**
 * The package that a command's argument names: a folder or an archive.
 * @throws UsageError when it is neither, FailedError as `loadLocalPackage` does.
 */
export async function loadNamedPackage(path: string): Promise<ModelPackage> {
  if (path.endsWith(ARCHIVE_ENDING) && existsSync(path)) return (await orDamaged(path, () => readArchive(path))).model;
  return (await loadLocalPackage(packageFolders([path])[0])).model;
}

/** What the manifest claims; undefined when it can't be read. Enough to choose a folder, never to trust it. */
function claimedHash(folder: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
    if (typeof manifest !== "object" || manifest === null || !("modelHash" in manifest)) return undefined;
    return typeof manifest.modelHash === "string" ? manifest.modelHash.toLowerCase() : undefined;
  } catch {
    // A broken package of another model must not stop this one; whoever needs it gets the error from loading it.
    return undefined;
  }
}

/** Model hashes of the packages in these folders. */
export function claimedHashes(folders: readonly string[]): Set<string> {
  return new Set(folders.map(claimedHash).filter((hash) => hash !== undefined));
}

/** @throws FailedError when no folder has the model's package. */
export async function requirePackage(
  folders: readonly string[],
  model: { readonly name: string; readonly modelHash: Hex },
): Promise<ModelPackage> {
  const found = await findLocalPackage(folders, model.modelHash);
  if (found !== undefined) return found;
  throw new FailedError(`The package of ${model.name} is needed to run it: name its folder with --models.`);
}

/** The checked package of a model, or undefined when no folder has it. */
export async function findLocalPackage(folders: readonly string[], modelHash: Hex): Promise<ModelPackage | undefined> {
  const folder = folders.find((candidate) => claimedHash(candidate) === modelHash.toLowerCase());
  return folder === undefined ? undefined : (await loadLocalPackage(folder)).model;
}
