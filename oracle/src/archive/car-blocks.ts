import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { createDecoder } from "@ipld/car/decoder";
import { code as DAG_PB } from "@ipld/dag-pb";
import { equals } from "multiformats/bytes";
import type { CID } from "multiformats/cid";
import { code as RAW } from "multiformats/codecs/raw";
import { ARCHIVE_BLOCK_BYTES, ARCHIVE_BLOCKS, ARCHIVE_BYTES } from "../limits.ts";
import { ArchiveError } from "./archive-error.ts";
import { carHeadReader } from "./car-head-reader.ts";

/** Code of SHA-256 in a multihash. */
const SHA2_256 = 0x12;
const HEX_RADIX = 16;

/** The blocks of an archive by CID. */
export type CarBlocks = {
  /** What the archive holds: its only root. */
  readonly root: CID;
  /** @throws ArchiveError when there is no such block, or its bytes are not those that the CID names. */
  readonly read: (cid: CID) => Promise<Uint8Array>;
  /** @throws ArchiveError when there is no such block. */
  readonly bytesOf: (cid: CID) => number;
  /** A block that was never read, if there is one. */
  readonly unread: () => string | undefined;
};

type Place = { readonly offset: number; readonly bytes: number };

/**
 * Opens a CAR v1 file (https://ipld.io/specs/transport/car/carv1/) while `use` runs. Blocks may stand in any order.
 * Nothing that the file says is believed: its lengths are bounded here, and a block is hashed whenever it is read.
 * @throws ArchiveError when it is no such file, has not exactly one root, or is beyond a limit.
 */
export async function withCarBlocks<T>(path: string, use: (blocks: CarBlocks) => Promise<T>): Promise<T> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size > ARCHIVE_BYTES) throw new ArchiveError("the file", `at most ${ARCHIVE_BYTES} bytes`, `${size}`);
    return await use(await indexBlocks(file, size));
  } finally {
    await file.close();
  }
}

async function indexBlocks(file: FileHandle, fileBytes: number): Promise<CarBlocks> {
  const places = new Map<string, Place>();
  const root = await readSections(file, fileBytes, places);
  const unread = new Set(places.keys());
  const placeOf = (cid: CID) => places.get(`${cid}`) ?? absent(cid);
  if (!places.has(`${root}`)) absent(root);
  return {
    root,
    bytesOf: (cid) => placeOf(cid).bytes,
    unread: () => [...unread][0],
    async read(cid) {
      const { offset, bytes: length } = placeOf(cid);
      const bytes = new Uint8Array(length);
      await file.read(bytes, 0, length, offset);
      const found = createHash("sha256").update(bytes).digest();
      if (!equals(found, cid.multihash.digest)) {
        throw new ArchiveError(`block ${cid}`, "bytes of its hash", `SHA-256 0x${found.toString("hex")}`);
      }
      unread.delete(`${cid}`);
      return bytes;
    },
  };
}

/** @returns The root. The library's own errors say where it stopped reading. */
async function readSections(file: FileHandle, fileBytes: number, places: Map<string, Place>): Promise<CID> {
  const reader = carHeadReader(file, fileBytes);
  try {
    const decoder = createDecoder(reader);
    const { version, roots } = await decoder.header();
    if (version !== 1) throw new ArchiveError("the header", "version 1", `${version}`);
    if (roots.length !== 1) throw new ArchiveError("the header", "one root", `${roots.length}`);
    for await (const { cid, blockOffset, blockLength } of decoder.blocksIndex()) {
      checkBlock(cid, blockOffset, blockLength, fileBytes);
      if (places.has(`${cid}`)) throw new ArchiveError(`block ${cid}`, "one block of a CID", "another");
      if (places.size === ARCHIVE_BLOCKS)
        throw new ArchiveError("the file", `at most ${ARCHIVE_BLOCKS} blocks`, "more");
      places.set(`${cid}`, { offset: blockOffset, bytes: blockLength });
    }
    return roots[0];
  } catch (cause) {
    if (cause instanceof ArchiveError) throw cause;
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new ArchiveError(`byte ${reader.pos}`, "a CAR v1 file", found, { cause });
  }
}

function checkBlock(cid: CID, offset: number, bytes: number, fileBytes: number): void {
  const { code, size } = cid.multihash;
  if (cid.code !== RAW && cid.code !== DAG_PB) unexpected(cid, "the codec raw or dag-pb", cid.code);
  if (code !== SHA2_256) unexpected(cid, "the hash SHA-256", code);
  if (size !== 32) throw new ArchiveError(`block ${cid}`, "a hash of 32 bytes", `${size}`);
  if (!(bytes >= 0 && bytes <= ARCHIVE_BLOCK_BYTES)) {
    throw new ArchiveError(`block ${cid}`, `at most ${ARCHIVE_BLOCK_BYTES} bytes`, `${bytes}`);
  }
  if (offset + bytes > fileBytes) throw new ArchiveError(`block ${cid}`, `${bytes} bytes`, "the end of the file");
}

function unexpected(cid: CID, expected: string, code: number): never {
  throw new ArchiveError(`block ${cid}`, expected, `0x${code.toString(HEX_RADIX)}`);
}

function absent(cid: CID): never {
  throw new ArchiveError(`block ${cid}`, "a block of the archive", "none");
}
