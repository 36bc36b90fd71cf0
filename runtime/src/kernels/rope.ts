import type { RopeInstruction } from "../instructions/rope.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareRope: Prepare<RopeInstruction> = ({ operands, constant, output }, out, plan) => {
  const { kernels, program, values, constants } = plan;
  const [rows, width] = output.shape;
  const headSize = program.constants[constant].columns;
  const table = kernels.place(constants[constant]);
  return (step) => kernels.functions.rope(values[operands[0]], rows, width, table, headSize, step, out);
};
