import { code as DAG_PB, encode as encodeLinks, type PBLink, prepare } from "@ipld/dag-pb";
import { sha256 } from "@noble/hashes/sha2.js";
import { UnixFS } from "ipfs-unixfs";
import { CID } from "multiformats/cid";
import { code as RAW } from "multiformats/codecs/raw";
import { create as createDigest } from "multiformats/hashes/digest";

const SHA2_256 = 0x12;
/** Files are cut into blocks of this size: the round number below what is read. */
const CHUNK_BYTES = 2 ** 20;

/** A block and what it names, first to last. */
export type TreeBlock = {
  readonly cid: CID;
  readonly bytes: Uint8Array;
  readonly children: readonly TreeBlock[];
  /** Of the block and all below it. */
  readonly treeBytes: number;
};

type Folder = Map<string, Folder | Uint8Array>;

/**
 * Lays files out as UnixFS (https://specs.ipfs.tech/unixfs/): CIDs of version 1, SHA-256, blocks of 1 MiB whose bytes
 * are the file's. A file's at most 256 blocks are in one node, so the tree is the same for all who choose these.
 * @param contents By path with `/`.
 */
export function unixfsTree(contents: ReadonlyMap<string, Uint8Array>): TreeBlock {
  const root: Folder = new Map();
  for (const [path, bytes] of contents) {
    const names = path.split("/");
    const name = names.pop() ?? "";
    let folder = root;
    for (const each of names) folder = subfolder(folder, each);
    folder.set(name, bytes);
  }
  return folderBlock(root);
}

function subfolder(folder: Folder, name: string): Folder {
  const existing = folder.get(name);
  if (existing instanceof Map) return existing;
  if (existing !== undefined) throw new RangeError(`${name} is a file and a folder`);
  const created: Folder = new Map();
  folder.set(name, created);
  return created;
}

function folderBlock(folder: Folder): TreeBlock {
  const entries = [...folder].sort(([a], [b]) => (a < b ? -1 : 1));
  const children = entries.map(([name, entry]) => ({
    name,
    block: entry instanceof Map ? folderBlock(entry) : fileBlock(entry),
  }));
  return nodeBlock(new UnixFS({ type: "directory" }), children);
}

function fileBlock(bytes: Uint8Array): TreeBlock {
  if (bytes.length <= CHUNK_BYTES) return block(RAW, bytes, []);
  const entry = new UnixFS({ type: "file" });
  const children: { name: string; block: TreeBlock }[] = [];
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    const chunk = bytes.subarray(start, start + CHUNK_BYTES);
    entry.addBlockSize(BigInt(chunk.length));
    children.push({ name: "", block: block(RAW, chunk, []) });
  }
  return nodeBlock(entry, children);
}

function nodeBlock(entry: UnixFS, children: readonly { name: string; block: TreeBlock }[]): TreeBlock {
  const links = children.map(
    ({ name, block: { cid, treeBytes } }): PBLink => ({ Name: name, Hash: cid, Tsize: treeBytes }),
  );
  const bytes = encodeLinks(prepare({ Data: entry.marshal(), Links: links }));
  return block(
    DAG_PB,
    bytes,
    children.map((child) => child.block),
  );
}

function block(code: number, bytes: Uint8Array, children: readonly TreeBlock[]): TreeBlock {
  const digest = createDigest(SHA2_256, sha256(bytes));
  const treeBytes = children.reduce((sum, child) => sum + child.treeBytes, bytes.length);
  return { cid: CID.createV1(code, digest), bytes, children, treeBytes };
}
