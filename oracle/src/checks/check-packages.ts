import { accessSync, constants, mkdirSync } from "node:fs";
import { FailedError } from "../command-line/errors.ts";
import { loadLocalPackage, packageFolders } from "../models/local-packages.ts";
import { defaultCacheFolder } from "../packages/package-cache.ts";
import type { Found } from "./check.ts";

/** @throws UsageError or FailedError for a package that is none or is damaged. */
export async function checkPackages(named: readonly string[] | undefined): Promise<Found<number>> {
  const names: string[] = [];
  for (const path of packageFolders(named)) names.push((await loadLocalPackage(path)).model.manifest.name);
  return {
    value: names.length,
    detail: names.length === 0 ? "none on disk" : `${names.join(", ")}: every file is sound`,
  };
}

/** @throws FailedError unless this user can write there. */
export function checkCache(named: string | undefined): Found<string> {
  const folder = named ?? defaultCacheFolder();
  checkWritable(folder);
  return { value: folder, detail: folder };
}

/** Makes a folder that isn't there. @throws FailedError unless this user can write in it. */
export function checkWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new FailedError(`The folder ${folder} can't be written.`, {}, { cause: error });
  }
}
