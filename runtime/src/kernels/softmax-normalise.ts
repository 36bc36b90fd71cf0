import type { SoftmaxNormaliseInstruction } from "../instructions/softmax-normalise.ts";
import { valueType } from "../program/program.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Prepare } from "./prepare-instruction.ts";

export const prepareSoftmaxNormalise: Prepare<SoftmaxNormaliseInstruction> = ({ operands, output }, out, plan) => {
  const { kernels, program, values } = plan;
  const rows = elementCount(valueType(program, operands[1]));
  const columns = elementCount(output) / rows;
  const [e, sums] = [values[operands[0]], values[operands[1]]];
  return () => kernels.functions.softmaxNormalise(e, rows, columns, sums, out);
};
