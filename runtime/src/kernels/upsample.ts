import type { UpsampleInstruction } from "../instructions/upsample.ts";
import { DTYPES } from "../program/dtype.ts";
import { valueType } from "../program/program.ts";
import { prepareMove } from "./move.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareUpsample: Prepare<UpsampleInstruction> = (instruction, out, { kernels, program, values }) => {
  const { operands, factorHeight, factorWidth, output } = instruction;
  const [batch, height, width, channels] = valueType(program, operands[0]).shape;
  const outRow = width * factorWidth * channels;
  // Every row of x once, spread; then that row of y again for the others of its group.
  const spread = prepareMove(kernels, output, [
    { size: batch * height, from: width * channels, to: factorHeight * outRow },
    { size: width, from: channels, to: factorWidth * channels },
    { size: factorWidth, from: 0, to: channels },
    { size: channels, from: 1, to: 1 },
  ]);
  const repeat = prepareMove(kernels, output, [
    { size: batch * height, from: factorHeight * outRow, to: factorHeight * outRow },
    { size: factorHeight - 1, from: 0, to: outRow },
    { size: outRow, from: 1, to: 1 },
  ]);
  const rowBytes = outRow * DTYPES[output.dtype].bytes;
  return () => {
    spread(values[operands[0]], out);
    repeat(out, out + rowBytes);
  };
};
