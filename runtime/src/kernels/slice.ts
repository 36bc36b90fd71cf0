import type { SliceInstruction } from "../instructions/slice.ts";
import { DTYPES } from "../program/dtype.ts";
import { valueType } from "../program/program.ts";
import { aroundAxis, prepareMove } from "./move.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareSlice: Prepare<SliceInstruction> = (instruction, out, { kernels, program, values }) => {
  const { operands, axis, start, step, output } = instruction;
  const [size, count] = [valueType(program, operands[0]).shape[axis], output.shape[axis]];
  const { before, after } = aroundAxis(output, axis);
  const outer = { size: before, from: size * after, to: count * after };
  const inner =
    step === 1
      ? [{ size: count * after, from: 1, to: 1 }]
      : [
          { size: count, from: step * after, to: after },
          { size: after, from: 1, to: 1 },
        ];
  const copy = prepareMove(kernels, output, [outer, ...inner]);
  const first = start * after * DTYPES[output.dtype].bytes;
  return () => copy(values[operands[0]] + first, out);
};
