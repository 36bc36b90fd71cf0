import type { PackageFiles } from "@openimo/runtime";
import type { CarBlocks } from "./car-blocks.ts";
import { readArchivedFile } from "./read-archived-file.ts";
import type { ArchivedFile } from "./unixfs-files.ts";

/** A package in an archive that is open. */
export function archivedPackageFiles(blocks: CarBlocks, files: ReadonlyMap<string, ArchivedFile>): PackageFiles {
  return {
    async read(path, maxBytes) {
      const file = files.get(path);
      if (file === undefined) throw new Error("no such file in the archive");
      if (file.bytes > maxBytes) throw new Error(`${file.bytes} bytes, more than ${maxBytes}`);
      return readArchivedFile(blocks, file, path);
    },
  };
}
