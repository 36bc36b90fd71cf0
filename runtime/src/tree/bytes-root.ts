import type { Hasher } from "../hash/hasher.ts";
import { listRoot } from "./list-root.ts";

/** What a leaf holds: first byte of its header. */
export const LEAF_TAG = { tensor: 1, row: 2, record: 3 } as const;

const HEADER_BYTES = 32;

/** How bytes are cut in leaves. */
interface LeafFormat {
  readonly tag: (typeof LEAF_TAG)[keyof typeof LEAF_TAG];
  /** Code of the element type; 0 for a record. */
  readonly dtype: number;
  readonly log2Leaf: number;
}

/**
 * Hashes of the leaves that `bytes` is cut in, one after the other. leaf = keccak256(header ‖ data), where header is
 * tag, element type, log2 of the leaf size and 29 zero bytes, and the last leaf's data is padded with zeros. A leaf's
 * message has at least 96 bytes and a node's 64, so that neither can be read as the other.
 */
function leafHashes(hasher: Hasher, bytes: Uint8Array, format: LeafFormat): Uint8Array {
  const size = 2 ** format.log2Leaf;
  const count = Math.ceil(bytes.length / size);
  const stride = HEADER_BYTES + size;
  const messages = new Uint8Array(count * stride);
  for (let i = 0; i < count; i++) {
    messages.set([format.tag, format.dtype, format.log2Leaf], i * stride);
    messages.set(bytes.subarray(i * size, (i + 1) * size), i * stride + HEADER_BYTES);
  }
  return hasher.hashMany(messages, stride);
}

/** Root over the leaves that `bytes` is cut in. */
export function bytesRoot(hasher: Hasher, bytes: Uint8Array, format: LeafFormat): Uint8Array {
  return listRoot(hasher, leafHashes(hasher, bytes, format));
}
