import type { SumPoolInstruction } from "../instructions/sum-pool.ts";
import { DTYPES } from "../program/dtype.ts";
import { valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Reference } from "./execute-instruction.ts";
import { forEachWindow } from "./for-each-window.ts";
import { requantiseClamped } from "./requantise-clamped.ts";

export const referenceSumPool: Reference<SumPoolInstruction> = (instruction, { program, values }) => {
  const { output, multiplier, shift } = instruction;
  const type = valueType(program, instruction.operands[0]);
  const x = values[instruction.operands[0]];
  const channels = output.shape[3];
  const saturation = { shift, low: DTYPES.int16.min, high: DTYPES.int16.max };
  const y = new Int32Array(elementCount(output));
  forEachWindow(instruction, type, output, (out, taps) => {
    for (let c = 0; c < channels; c++) {
      const sum = taps.reduce((total, { offset }) => total + x[offset + c], 0);
      y[out + c] = requantiseClamped(sum, multiplier, saturation);
    }
  });
  return y;
};
