import type { Hasher } from "../hash/hasher.ts";
import { listRoot } from "./list-root.ts";

/** What a leaf holds: first byte of its header. */
export const LEAF_TAG = { tensor: 1, row: 2, record: 3, table: 4, input: 5 } as const;

const HEADER_BYTES = 32;

/** How bytes are cut in leaves. */
export interface LeafFormat {
  readonly tag: (typeof LEAF_TAG)[keyof typeof LEAF_TAG];
  /** Code of the element type; 0 for a record and an input. */
  readonly dtype: number;
  readonly log2Leaf: number;
}

/**
 * Hashes of some of the leaves that `bytes` is cut in, one after the other. leaf = keccak256(header ‖ data), where header is
 * tag, element type, log2 of the leaf size and 29 zero bytes, and the last leaf's data is padded with zeros. A leaf's
 * message has at least 96 bytes and a node's 64, so that neither can be read as the other.
 */
export function leafHashes(
  hasher: Hasher,
  bytes: Uint8Array,
  format: LeafFormat,
  leaves: readonly number[],
): Uint8Array {
  const size = 2 ** format.log2Leaf;
  const stride = HEADER_BYTES + size;
  const messages = new Uint8Array(leaves.length * stride);
  leaves.forEach((leaf, i) => {
    messages.set([format.tag, format.dtype, format.log2Leaf], i * stride);
    messages.set(bytes.subarray(leaf * size, (leaf + 1) * size), i * stride + HEADER_BYTES);
  });
  return hasher.hashMany(messages, stride);
}

/** Root over the leaves that `bytes` is cut in. */
export function bytesRoot(hasher: Hasher, bytes: Uint8Array, format: LeafFormat): Uint8Array {
  const count = Math.ceil(bytes.length / 2 ** format.log2Leaf);
  const leaves = Array.from({ length: count }, (_, leaf) => leaf);
  return listRoot(hasher, leafHashes(hasher, bytes, format, leaves));
}
