import type { Hasher } from "../hash/hasher.ts";
import type { Program } from "../program/program.ts";
import { concatBytes } from "./concat-bytes.ts";
import { listRoot } from "./list-root.ts";
import { tensorRoot } from "./tensor-root.ts";

/**
 * Root of a run: the list of the instructions' tensor roots.
 * @param tensors Bytes of each instruction's output, as in `Trace`.
 * @throws RangeError when a tensor is missing or has another length than its type says.
 */
export function traceRoot(hasher: Hasher, program: Program, tensors: readonly Uint8Array[]): Uint8Array {
  const { instructions } = program;
  if (tensors.length !== instructions.length) {
    throw new RangeError(`trace: expected ${instructions.length} tensors, found ${tensors.length}`);
  }
  const roots = instructions.map(({ output }, i) => tensorRoot(hasher, output, tensors[i]));
  return listRoot(hasher, concatBytes(roots));
}
