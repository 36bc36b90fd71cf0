import type { ConcatInstruction } from "../instructions/concat.ts";
import { DTYPES } from "../program/dtype.ts";
import { valueType } from "../program/program.ts";
import { aroundAxis, prepareMove } from "./move.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareConcat: Prepare<ConcatInstruction> = (instruction, out, { kernels, program, values }) => {
  const { operands, axis, output } = instruction;
  const { before, after } = aroundAxis(output, axis);
  const [first, second] = operands.map((value) => {
    const run = valueType(program, value).shape[axis] * after;
    const copy = prepareMove(kernels, output, [
      { size: before, from: run, to: output.shape[axis] * after },
      { size: run, from: 1, to: 1 },
    ]);
    return { copy, bytes: run * DTYPES[output.dtype].bytes };
  });
  return () => {
    first.copy(values[operands[0]], out);
    second.copy(values[operands[1]], out + first.bytes);
  };
};
