import type { PackageFiles } from "./package-files.ts";

/** A package held in memory, by path: what the compiler returns, or a folder that a page was given. */
export function memoryPackageFiles(files: ReadonlyMap<string, Uint8Array>): PackageFiles {
  return {
    async read(path) {
      const bytes = files.get(path);
      if (bytes === undefined) throw new Error("no such file");
      return bytes;
    },
  };
}
