import type { PositionInstruction } from "../instructions/position.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const preparePosition: Prepare<PositionInstruction> = (_, out, { kernels }) => {
  return (step) => kernels.functions.position(step, out);
};
