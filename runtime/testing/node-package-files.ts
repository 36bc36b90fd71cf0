import { readFile } from "node:fs/promises";
import type { PackageFiles } from "../src/package/package-files.ts";

/** Reads a package from a folder. */
export function nodePackageFiles(folder: URL): PackageFiles {
  return { read: async (path) => new Uint8Array(await readFile(new URL(path, folder))) };
}
