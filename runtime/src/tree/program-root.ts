import type { Hasher } from "../hash/hasher.ts";
import { encodeProgram, LOG2_RECORD_BYTES } from "../program/encode-program.ts";
import type { Program } from "../program/program.ts";
import { bytesRoot, LEAF_TAG } from "./bytes-root.ts";
import { bytesTree } from "./bytes-tree.ts";
import { concatBytes } from "./concat-bytes.ts";
import type { MerkleTree } from "./merkle-tree.ts";

const FORMAT = { tag: LEAF_TAG.record, dtype: 0, log2Leaf: LOG2_RECORD_BYTES } as const;

/** Root over a program's records, one leaf each: header, instructions, constants. */
export function programRoot(hasher: Hasher, program: Program): Uint8Array {
  return bytesRoot(hasher, concatBytes(encodeProgram(program)), FORMAT);
}

/** The tree whose root is `programRoot`; leaf i is record i of `encodeProgram`. */
export function programTree(hasher: Hasher, program: Program): MerkleTree {
  return bytesTree(hasher, concatBytes(encodeProgram(program)), FORMAT);
}
