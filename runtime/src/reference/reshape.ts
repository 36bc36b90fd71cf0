import type { ReshapeInstruction } from "../instructions/reshape.ts";
import type { Reference } from "./execute-instruction.ts";

export const referenceReshape: Reference<ReshapeInstruction> = ({ operands }, { values }) =>
  values[operands[0]].slice();
