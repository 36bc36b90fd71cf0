import type { Hex } from "viem";
import { placeWhole } from "./place-whole.ts";
import { readArchive } from "./read-archive.ts";
import { writeContents } from "./write-contents.ts";

export type Unpacked = { readonly root: string; readonly modelHash: Hex; readonly files: number };

/**
 * Unpacks an archive into a new folder. The package is read and checked as a whole first; what is written is what was
 * checked, so an archive that lies leaves nothing behind.
 * @throws ArchiveError, PackageError or ProgramError when the archive is no sound package and nothing else.
 */
export async function unpackPackage(path: string, out: string): Promise<Unpacked> {
  const { root, model, contents } = await readArchive(path);
  await placeWhole(out, (temporary) => writeContents(temporary, contents));
  return { root, modelHash: model.modelHash, files: contents.size };
}
