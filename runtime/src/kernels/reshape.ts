import type { ReshapeInstruction } from "../instructions/reshape.ts";
import { elementCount } from "../program/tensor-type.ts";
import { prepareMove } from "./move.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareReshape: Prepare<ReshapeInstruction> = ({ operands, output }, out, { kernels, values }) => {
  const copy = prepareMove(kernels, output, [{ size: elementCount(output), from: 1, to: 1 }]);
  return () => copy(values[operands[0]], out);
};
