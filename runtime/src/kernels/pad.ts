import type { PadInstruction } from "../instructions/pad.ts";
import { DTYPES } from "../program/dtype.ts";
import { valueType } from "../program/program.ts";
import { byteLength, elementCount } from "../program/tensor-type.ts";
import { encodeTensor } from "../program/tensor-values.ts";
import { aroundAxis, prepareMove } from "./move.ts";
import type { Prepare } from "./prepare-instruction.ts";

/** The padding is written once; a run writes only what it surrounds. */
export const preparePad: Prepare<PadInstruction> = (instruction, out, { kernels, program, values }) => {
  const { operands, axis, before, value, output } = instruction;
  const { before: outer, after } = aroundAxis(output, axis);
  const run = valueType(program, operands[0]).shape[axis] * after;
  const copy = prepareMove(kernels, output, [
    { size: outer, from: run, to: output.shape[axis] * after },
    { size: run, from: 1, to: 1 },
  ]);
  const padding = encodeTensor(output.dtype, new Int32Array(elementCount(output)).fill(value));
  kernels.view(out, byteLength(output)).set(padding);
  const first = out + before * after * DTYPES[output.dtype].bytes;
  return () => copy(values[operands[0]], first);
};
