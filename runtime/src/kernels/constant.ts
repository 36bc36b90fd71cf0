import type { ConstantInstruction } from "../instructions/constant.ts";
import type { Prepare } from "./prepare-instruction.ts";

/** The value is written once and never changes: nothing is left to do in a run. */
export const prepareConstant: Prepare<ConstantInstruction> = ({ constant }, out, { kernels, constants }) => {
  kernels.view(out, constants[constant].length).set(constants[constant]);
  return () => {};
};
