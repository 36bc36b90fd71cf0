import type { CacheAppendInstruction } from "../instructions/cache-append.ts";
import type { Reference } from "./execute-instruction.ts";

export const referenceCacheAppend: Reference<CacheAppendInstruction> = ({ operands, axis, output }, state) => {
  const x = state.values[operands[0]];
  const { previous } = state.step;
  const steps = output.shape[axis];
  return Int32Array.from({ length: x.length * steps }, (_, i) => {
    const [step, element] = axis === 0 ? [Math.floor(i / x.length), i % x.length] : [i % steps, Math.floor(i / steps)];
    if (step === state.step.number) return x[element];
    return step < state.step.number ? (previous?.[i] ?? 0) : 0;
  });
};
