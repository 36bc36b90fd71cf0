import type { ClampInstruction } from "../instructions/clamp.ts";
import type { Reference } from "./execute-instruction.ts";

export const referenceClamp: Reference<ClampInstruction> = ({ operands, low, high }, { values }) =>
  values[operands[0]].map((x) => Math.min(high, Math.max(low, x)));
