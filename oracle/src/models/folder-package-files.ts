import { readFile, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import type { PackageFiles } from "@openimo/runtime";

/** A package in a folder. Paths come from its manifest, which may be anybody's, so none may leave the folder. */
export function folderPackageFiles(folder: string): PackageFiles {
  return {
    async read(path, maxBytes) {
      const root = await realpath(folder);
      const file = await realpath(join(root, path));
      if (!file.startsWith(root + sep)) throw new Error("outside of the package");
      const { size } = await stat(file);
      if (size > maxBytes) throw new Error(`${size} bytes, more than ${maxBytes}`);
      return new Uint8Array(await readFile(file));
    },
  };
}
