import { code as DAG_PB } from "@ipld/dag-pb";
import type { CID } from "multiformats/cid";
import { ARCHIVE_BLOCKS, ARCHIVE_DEPTH } from "../limits.ts";
import { ArchiveError } from "./archive-error.ts";
import type { CarBlocks } from "./car-blocks.ts";
import { type ArchivedFile, readNode } from "./unixfs-files.ts";

/**
 * Puts a file's blocks together. Every node's sizes must be those of its children, so that no more is held than was
 * said, and blocks are counted as they are met, since one that has no bytes may be repeated without end.
 * @throws ArchiveError when what the blocks say of their sizes is not so.
 */
export async function readArchivedFile(
  blocks: CarBlocks,
  { cid, bytes }: ArchivedFile,
  path: string,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let visited = 0;

  async function collect(part: CID, expected: number, depth: number): Promise<void> {
    visited += 1;
    if (visited > ARCHIVE_BLOCKS) throw new ArchiveError(path, `at most ${ARCHIVE_BLOCKS} blocks`, "more");
    if (depth > ARCHIVE_DEPTH) throw new ArchiveError(path, `a tree at most ${ARCHIVE_DEPTH} deep`, "a deeper one");
    if (part.code !== DAG_PB) return take(await blocks.read(part), expected);
    const { entry, links } = await readNode(blocks, part, path);
    if (entry.isDirectory()) throw new ArchiveError(path, "a file", "a folder in a file");
    const sizes = entry.blockSizes.map(Number);
    if (sizes.length !== links.length) throw new ArchiveError(path, `${links.length} sizes`, `${sizes.length}`);
    const own = entry.data ?? new Uint8Array(0);
    take(own, own.length);
    const sum = sizes.reduce((total, size) => total + size, own.length);
    if (sum !== expected) throw new ArchiveError(path, `${expected} bytes`, `${sum}`);
    for (const [i, { Hash: child }] of links.entries()) await collect(child, sizes[i], depth + 1);
  }

  function take(part: Uint8Array, expected: number): void {
    if (part.length !== expected) throw new ArchiveError(path, `a block of ${expected} bytes`, `${part.length}`);
    parts.push(part);
  }

  await collect(cid, bytes, 0);
  return new Uint8Array(Buffer.concat(parts));
}
