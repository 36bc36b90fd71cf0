import type { Hasher } from "../hash/hasher.ts";
import { type LeafFormat, leafHashes } from "./bytes-root.ts";
import { MerkleTree } from "./merkle-tree.ts";

/** The tree whose root is `bytesRoot`. It reads `bytes` whenever it is asked: they must not change. */
export function bytesTree(hasher: Hasher, bytes: Uint8Array, format: LeafFormat): MerkleTree {
  return new MerkleTree(hasher, {
    count: Math.ceil(bytes.length / 2 ** format.log2Leaf),
    hashes: (from, to) => {
      const leaves = Array.from({ length: to - from }, (_, i) => from + i);
      return leafHashes(hasher, bytes, format, leaves);
    },
  });
}
