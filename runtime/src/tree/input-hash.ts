import { keccak_256 } from "@noble/hashes/sha3.js";
import type { Hasher } from "../hash/hasher.ts";
import { bytesRoot, LEAF_TAG, type LeafFormat } from "./bytes-root.ts";
import { bytesTree } from "./bytes-tree.ts";
import { concatBytes } from "./concat-bytes.ts";
import type { MerkleTree } from "./merkle-tree.ts";

/** The oracle hashes inputs without reading the program, so that the leaves of all have one size. */
export const INPUT_LOG2_LEAF = 8;

const FORMAT: LeafFormat = { tag: LEAF_TAG.input, dtype: 0, log2Leaf: INPUT_LOG2_LEAF };
const HEADER_BYTES = 32;
const LENGTH_BYTES = 8;

/** For who needs a hash at once: no kernels have to be loaded. */
const AT_ONCE: Hasher = {
  hash: keccak_256,
  hashMany: (messages, length) =>
    concatBytes(
      Array.from({ length: messages.length / length }, (_, i) =>
        keccak_256(messages.subarray(i * length, (i + 1) * length)),
      ),
    ),
};

/**
 * What a request commits to as its input, as `InputTree.sol` says: keccak256(header ‖ root). The header is that of the leaves, with
 * the number of bytes in its last eight ones, big-endian. The hash's last byte is 0: of a batch it is the number of inputs (`batch.ts`).
 * @returns 32 bytes.
 */
export function inputHashOf(input: Uint8Array): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES);
  header.set([FORMAT.tag, FORMAT.dtype, FORMAT.log2Leaf]);
  new DataView(header.buffer).setBigUint64(HEADER_BYTES - LENGTH_BYTES, BigInt(input.length));
  return countingHash(concatBytes([header, bytesRoot(AT_ONCE, input, FORMAT)]), 0);
}

/** keccak256 with the number of inputs that it binds, 0 of one alone, in place of its last byte. */
export function countingHash(message: Uint8Array, count: number): Uint8Array {
  const hash = keccak_256(message);
  hash[hash.length - 1] = count;
  return hash;
}

/** The tree of an input's leaves; the bytes must not change. */
export function inputTree(hasher: Hasher, input: Uint8Array): MerkleTree {
  return bytesTree(hasher, input, FORMAT);
}
