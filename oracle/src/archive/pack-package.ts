import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { archiveBytes, unixfsTree } from "@openimo/runtime/archive";
import type { Hex } from "viem";
import { folderPackageFiles } from "../models/folder-package-files.ts";
import { checkContents } from "./checked-contents.ts";
import { placeWhole } from "./place-whole.ts";

export type Packed = {
  /** The root's CID, as text. The same files have the same. */
  readonly root: string;
  readonly modelHash: Hex;
  readonly files: number;
  /** Length of the archive. */
  readonly bytes: number;
};

/**
 * Writes the files that a package's manifest lists, and nothing else of its folder, as one CAR v1 file. The same
 * package gives the same bytes.
 * @throws PackageError or ProgramError when the folder is no sound package.
 */
export async function packPackage(folder: string, out: string): Promise<Packed> {
  const { model, contents } = await checkContents(folderPackageFiles(folder));
  const tree = unixfsTree(contents);
  await placeWhole(out, (temporary) =>
    pipeline(Readable.from(archiveBytes(tree)), createWriteStream(temporary, { flags: "wx" })),
  );
  const { size } = await stat(out);
  return { root: `${tree.cid}`, modelHash: model.modelHash, files: contents.size, bytes: size };
}
