import type { Hasher } from "../hash/hasher.ts";
import type { Program } from "../program/program.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { concatBytes } from "./concat-bytes.ts";
import { listRoot } from "./list-root.ts";
import { tensorRoot } from "./tensor-root.ts";

/**
 * Root of a run: the list of the instructions' tensor roots.
 * @param tensors Bytes of each instruction's output, as in `Trace`.
 * @throws RangeError when a tensor is missing or has another length than its type says.
 */
export function traceRoot(hasher: Hasher, program: Program, tensors: readonly Uint8Array[]): Uint8Array {
  const types = program.instructions.map(({ output }) => output);
  checkCount(types, tensors);
  const roots = types.map((type, i) => tensorRoot(hasher, type, tensors[i]));
  return listRoot(hasher, concatBytes(roots));
}

/** @throws RangeError when there are not as many tensors as types. */
export function checkCount(types: readonly TensorType[], tensors: readonly Uint8Array[]): void {
  if (tensors.length !== types.length) {
    throw new RangeError(`trace: expected ${types.length} tensors, found ${tensors.length}`);
  }
}
