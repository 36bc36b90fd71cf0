import type { SoftmaxNormaliseInstruction } from "../instructions/softmax-normalise.ts";
import { DTYPES } from "../program/dtype.ts";
import type { Reference } from "./execute-instruction.ts";

export const referenceSoftmaxNormalise: Reference<SoftmaxNormaliseInstruction> = ({ operands }, { values }) => {
  const [e, sums] = [values[operands[0]], values[operands[1]]];
  const columns = e.length / sums.length;
  return e.map((element, i) => {
    const divisor = Math.max(1, sums[Math.floor(i / columns)]);
    // Below 2^31, so that the quotient of doubles has the right floor.
    const dividend = Math.max(0, element) * 2 ** 15 + Math.floor(divisor / 2);
    return Math.min(DTYPES.int16.max, Math.floor(dividend / divisor));
  });
};
