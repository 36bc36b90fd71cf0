import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CarWriter } from "@ipld/car/writer";
import type { Hex } from "viem";
import { folderPackageFiles } from "../models/folder-package-files.ts";
import { checkContents } from "./checked-contents.ts";
import { placeWhole } from "./place-whole.ts";
import { type TreeBlock, unixfsTree } from "./unixfs-blocks.ts";

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
  await placeWhole(out, (temporary) => writeCar(tree, temporary));
  const { size } = await stat(out);
  return { root: `${tree.cid}`, modelHash: model.modelHash, files: contents.size, bytes: size };
}

/** Writes a tree's blocks, each before what it names and once, so that a reader meets them in the order it needs them. */
async function writeCar(tree: TreeBlock, path: string): Promise<void> {
  const { writer, out } = CarWriter.create([tree.cid]);
  const written = new Set<string>();
  async function put(block: TreeBlock): Promise<void> {
    if (written.has(`${block.cid}`)) return;
    written.add(`${block.cid}`);
    await writer.put(block);
    for (const child of block.children) await put(child);
  }
  const blocks = put(tree).finally(() => writer.close());
  await Promise.all([blocks, pipeline(Readable.from(out), createWriteStream(path, { flags: "wx" }))]);
}
