import type { DecodeTrace } from "../executor/decoder.ts";
import type { Hasher } from "../hash/hasher.ts";
import type { Program, StepLoop } from "../program/program.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { ChangingTensor } from "./changing-tensor.ts";
import { concatBytes } from "./concat-bytes.ts";
import { HASH_BYTES } from "./empty.ts";
import { listRoot } from "./list-root.ts";
import { tensorRoot } from "./tensor-root.ts";

/**
 * Root of a run of a step program: the list of `stepLimit` slots, each the root of a step's trace or EMPTY after the
 * last step, and then of the end: the list of the tensors of the answer's length and of its tokens. The end comes last,
 * so that two runs that differ in a step differ there first. Computes the steps again, one at a time.
 * @throws TypeError when the program has no steps.
 */
export async function decodeTraceRoot(hasher: Hasher, program: Program, trace: DecodeTrace): Promise<Uint8Array> {
  return listRoot(hasher, await slotRoots(hasher, program, trace));
}

/** The slots' hashes, one after the other: those of the steps, then that of the end. */
export async function slotRoots(hasher: Hasher, program: Program, trace: DecodeTrace): Promise<Uint8Array> {
  const loop = loopOf(program);
  const slots = new Uint8Array((loop.stepLimit + 1) * HASH_BYTES);
  const caches = new Map<number, ChangingTensor>();
  program.instructions.forEach(({ op, output }, i) => {
    if (op === "CacheAppend") caches.set(i, new ChangingTensor(hasher, output));
  });
  for (let step = 0; step < trace.steps; step++) {
    const tensors = await trace.tensors(step);
    const roots = tensors.map(
      (bytes, i) => caches.get(i)?.root(bytes) ?? tensorRoot(hasher, program.instructions[i].output, bytes),
    );
    slots.set(listRoot(hasher, concatBytes(roots)), step * HASH_BYTES);
  }
  const end = endTypes(loop).map((type, i) => tensorRoot(hasher, type, trace.end[i]));
  slots.set(listRoot(hasher, concatBytes(end)), loop.stepLimit * HASH_BYTES);
  return slots;
}

/** @throws TypeError when the program has no steps. */
export function loopOf({ loop }: Program): StepLoop {
  if (loop === undefined) throw new TypeError("the program has no steps");
  return loop;
}

/** Types of the end's tensors: the answer's number of tokens, and its tokens, zeros after the last. */
export function endTypes({ prompt, tokenLimit }: StepLoop): readonly [TensorType, TensorType] {
  return [
    { dtype: "int32", shape: [1], log2Leaf: prompt.log2Leaf },
    { dtype: prompt.dtype, shape: [tokenLimit], log2Leaf: prompt.log2Leaf },
  ];
}
