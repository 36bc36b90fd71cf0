import { createHash } from "node:crypto";
import { CarWriter } from "@ipld/car/writer";
import { encode as encodeLinks } from "@ipld/dag-pb";
import { UnixFS, type UnixFSType } from "ipfs-unixfs";
import { CID } from "multiformats/cid";
import { create as createDigest } from "multiformats/hashes/digest";

/** A block and those that it names. */
export type Block = { readonly cid: CID; readonly bytes: Uint8Array; readonly children: readonly Block[] };
export type Link = readonly [name: string, block: Block];

const RAW = 0x55;
const DAG_PB = 0x70;
const SHA2_256 = 0x12;

export function cidOf(bytes: Uint8Array, code: number = RAW, hash: number = SHA2_256): CID {
  return CID.createV1(code, createDigest(hash, new Uint8Array(createHash("sha256").update(bytes).digest())));
}

export function raw(bytes: Uint8Array | string): Block {
  const content = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  return { cid: cidOf(content), bytes: content, children: [] };
}

/** A node with any sizes and names, right or wrong. */
export function node(
  type: UnixFSType,
  links: readonly Link[],
  sizes: readonly number[] = [],
  data?: Uint8Array,
): Block {
  const entry = new UnixFS({ type, blockSizes: sizes.map(BigInt), ...(data === undefined ? {} : { data }) });
  return nodeOf(entry.marshal(), links);
}

export function nodeOf(data: Uint8Array, links: readonly Link[]): Block {
  const sorted = [...links].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const bytes = encodeLinks({ Data: data, Links: sorted.map(([Name, { cid }]) => ({ Name, Hash: cid, Tsize: 0 })) });
  return { cid: cidOf(bytes, DAG_PB), bytes, children: links.map(([, block]) => block) };
}

/** A file in several blocks that says the truth. */
export function file(...parts: readonly Block[]): Block {
  return node(
    "file",
    parts.map((part) => ["", part]),
    parts.map(({ bytes }) => bytes.length),
  );
}

export const folder = (...links: readonly Link[]): Block => node("directory", links);

/** Every block of a tree, each once. */
export function blocksOf(root: Block): Block[] {
  const found = new Map<string, Block>();
  const visit = (block: Block) => {
    if (found.has(`${block.cid}`)) return;
    found.set(`${block.cid}`, block);
    block.children.forEach(visit);
  };
  visit(root);
  return [...found.values()];
}

/** A CAR of exactly these roots and blocks. */
export async function car(roots: readonly CID[], blocks: readonly { cid: CID; bytes: Uint8Array }[]): Promise<Buffer> {
  const { writer, out } = CarWriter.create([...roots]);
  const chunks: Uint8Array[] = [];
  const collecting = (async () => {
    for await (const chunk of out) chunks.push(chunk);
  })();
  for (const block of blocks) await writer.put(block);
  await writer.close();
  await collecting;
  return Buffer.concat(chunks);
}

export const carOf = (root: Block): Promise<Buffer> => car([root.cid], blocksOf(root));
