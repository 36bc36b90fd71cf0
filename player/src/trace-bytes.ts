import { byteLength, type Program } from "@openimo/runtime";

/** Each run with steps keeps two of them at a time, and computes others again. Of runs without steps one is kept. */
const STEPS_KEPT = 2;

/** About how much memory the tensors of a side's trace take, in bytes; their trees come to less. */
export function traceBytes({ instructions, loop }: Program, runs: number): number {
  const step = instructions.reduce((bytes, { output }) => bytes + byteLength(output), 0);
  return step * (loop === undefined ? 1 : runs * STEPS_KEPT);
}
