import { type TransposeInstruction, transposeAxes } from "../instructions/transpose.ts";
import { valueType } from "../program/program.ts";
import { aroundAxis, prepareMove } from "./move.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareTranspose: Prepare<TransposeInstruction> = (instruction, out, { kernels, program, values }) => {
  const { operands, output } = instruction;
  const input = valueType(program, operands[0]);
  const loops = transposeAxes(instruction).map((axis, d) => ({
    size: output.shape[d],
    from: aroundAxis(input, axis).after,
    to: aroundAxis(output, d).after,
  }));
  const copy = prepareMove(kernels, output, loops);
  return () => copy(values[operands[0]], out);
};
