import type { MaxPoolInstruction } from "../instructions/max-pool.ts";
import { valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Reference } from "./execute-instruction.ts";
import { forEachWindow } from "./for-each-window.ts";

/** What int16 has below every other value: the largest of nothing. */
const LEAST = -32768;

export const referenceMaxPool: Reference<MaxPoolInstruction> = (instruction, { program, values }) => {
  const { output } = instruction;
  const type = valueType(program, instruction.operands[0]);
  const x = values[instruction.operands[0]];
  const channels = output.shape[3];
  const y = new Int32Array(elementCount(output));
  forEachWindow(instruction, type, output, (out, taps) => {
    for (let c = 0; c < channels; c++) y[out + c] = Math.max(LEAST, ...taps.map(({ offset }) => x[offset + c]));
  });
  return y;
};
