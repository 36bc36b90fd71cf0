import { DTYPES } from "../program/dtype.ts";
import { ProgramError } from "../program/program-error.ts";
import { byteLength, type TensorType } from "../program/tensor-type.ts";
import { HASH_BYTES } from "../tree/empty.ts";
import { treeDepth } from "../tree/merkle-tree.ts";

/**
 * The most bytes that a proof about one element may have to show of the operand under a window: below two million gas. The
 * ranges of shapes bound all else that a proof shows.
 */
export const MAX_FOOTPRINT_BYTES = 40_960;

/** Bytes that open `runs` runs of int16, `elements` each, wherever they begin. */
export function runsFootprint(type: TensorType, runs: number, elements: number): number {
  const leafBytes = 2 ** type.log2Leaf;
  const leaves = 1 + Math.ceil(((elements - 1) * DTYPES.int16.bytes) / leafBytes);
  const depth = treeDepth(Math.ceil(byteLength(type) / leafBytes));
  // One leaf has a sibling on each level, several next to each other have two at most.
  const siblings = leaves === 1 ? depth : 2 * depth;
  return runs * (leaves * leafBytes + siblings * HASH_BYTES);
}

/** @throws ProgramError unless a proof has to show at most `MAX_FOOTPRINT_BYTES`. */
export function expectFootprint(where: string, bytes: number): void {
  if (bytes > MAX_FOOTPRINT_BYTES) {
    throw new ProgramError(`${where}.footprint`, `at most ${MAX_FOOTPRINT_BYTES} bytes`, `${bytes}`);
  }
}
