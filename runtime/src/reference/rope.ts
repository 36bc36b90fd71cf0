import type { RopeInstruction } from "../instructions/rope.ts";
import { DTYPES } from "../program/dtype.ts";
import type { Reference } from "./execute-instruction.ts";

export const referenceRope: Reference<RopeInstruction> = ({ operands, constant, output }, state) => {
  const x = state.values[operands[0]];
  const table = state.tables[constant];
  const [rows, width] = output.shape;
  const headSize = state.program.constants[constant].columns;
  const y = new Int32Array(x.length);
  for (let r = 0; r < rows; r++) {
    for (let column = 0; column < width; column += 2) {
      const pair = (state.step.number + r) * headSize + (column % headSize);
      const [c, s] = [table[pair], table[pair + 1]];
      const [x0, x1] = [x[r * width + column], x[r * width + column + 1]];
      y[r * width + column] = rounded(x0 * c - x1 * s);
      y[r * width + column + 1] = rounded(x0 * s + x1 * c);
    }
  }
  return y;
};

/** saturate((product + 2^14) >> 15) of a product that may have 33 bits. */
function rounded(product: number): number {
  const { min, max } = DTYPES.int16;
  return Math.min(max, Math.max(min, Math.floor((product + 2 ** 14) / 2 ** 15)));
}
