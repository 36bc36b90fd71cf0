import { existsSync, readdirSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPackage, type ModelPackage } from "@openimo/runtime";
import { orDamaged } from "../archive/damaged.ts";
import { readArchive } from "../archive/read-archive.ts";
import { readArchivedManifest } from "../archive/read-archived-manifest.ts";
import { UsageError } from "../command-line/errors.ts";
import { folderPackageFiles } from "./folder-package-files.ts";

/** A package on disk, a folder or an archive, that was read and checked as a whole. */
export type LocalPackage = { readonly folder: string; readonly model: ModelPackage };

const projectModels = join(dirname(fileURLToPath(import.meta.url)), "../../../models");

const ARCHIVE_ENDING = ".car";
const MANIFEST_FILE = "manifest.json";

/** Options that name package folders. */
export const PACKAGE_ARGS = {
  models: {
    type: "string",
    valueHint: "folder|car",
    description:
      "Package, a folder or an archive, may be given several times (default: the project's models/*/package)",
  },
} as const;

/** The packages that ship with the project and were built. */
function shippedFolders(): string[] {
  if (!existsSync(projectModels)) return [];
  const folders = readdirSync(projectModels).map((name) => join(projectModels, name, "package"));
  return folders.filter((folder) => existsSync(join(folder, MANIFEST_FILE))).sort();
}

export function isArchive(path: string): boolean {
  return path.endsWith(ARCHIVE_ENDING) && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * The packages that are named, or those that ship with the project.
 * @throws UsageError for one that is neither a package folder nor an archive.
 */
export function packageFolders(named: readonly string[] = []): string[] {
  if (named.length === 0) return shippedFolders();
  return named.map((path) => {
    if (isArchive(path) || existsSync(join(path, MANIFEST_FILE))) return resolve(path);
    throw new UsageError(`${path} is no package folder: there is no ${MANIFEST_FILE} in it.`);
  });
}

/**
 * @param path A folder or an archive.
 * @throws FailedError naming the damaged file, what was expected and what was found.
 */
export async function loadLocalPackage(path: string): Promise<LocalPackage> {
  const load = () =>
    isArchive(path) ? readArchive(path).then(({ model }) => model) : loadPackage(folderPackageFiles(path));
  return { folder: path, model: await orDamaged(path, load) };
}

/**
 * The package that a command's argument names: a folder or an archive.
 * @throws UsageError when it is neither, FailedError as `loadLocalPackage` does.
 */
export async function loadNamedPackage(path: string): Promise<ModelPackage> {
  return (await loadLocalPackage(packageFolders([path])[0])).model;
}

/** What the manifest claims; undefined when it can't be read. Enough to choose a package, never to trust it. */
async function claimedHash(path: string): Promise<string | undefined> {
  try {
    const bytes = isArchive(path) ? await readArchivedManifest(path) : await readFile(join(path, MANIFEST_FILE));
    const manifest: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof manifest !== "object" || manifest === null || !("modelHash" in manifest)) return undefined;
    return typeof manifest.modelHash === "string" ? manifest.modelHash.toLowerCase() : undefined;
  } catch {
    // A broken package of another model must not stop this one; whoever needs it gets the error from loading it.
    return undefined;
  }
}

/** Model hashes of these packages. */
export async function claimedHashes(paths: readonly string[]): Promise<Set<string>> {
  const hashes = await Promise.all(paths.map(claimedHash));
  return new Set(hashes.filter((hash) => hash !== undefined));
}

/** The checked package of a model, or undefined when none of these is. */
export async function findLocalPackage(paths: readonly string[], modelHash: string): Promise<ModelPackage | undefined> {
  for (const path of paths) {
    if ((await claimedHash(path)) === modelHash.toLowerCase()) return (await loadLocalPackage(path)).model;
  }
  return undefined;
}
