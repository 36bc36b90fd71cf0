import type { ClampInstruction } from "../instructions/clamp.ts";
import { valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareClamp: Prepare<ClampInstruction> = (instruction, out, { kernels, program, values }) => {
  const { operands, low, high, output } = instruction;
  const { clampUint8, clampInt16 } = kernels.functions;
  const clamp = valueType(program, operands[0]).dtype === "uint8" ? clampUint8 : clampInt16;
  const count = elementCount(output);
  return () => clamp(values[operands[0]], count, low, high, out);
};
