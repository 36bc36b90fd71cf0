import type { NormApplyInstruction } from "../instructions/norm-apply.ts";
import { elementCount } from "../program/tensor-type.ts";
import type { Prepare } from "./prepare-instruction.ts";
import { placeRows } from "./rows-memory.ts";

export const prepareNormApply: Prepare<NormApplyInstruction> = (
  { operands, constant, shift, low, high, output },
  out,
  plan,
) => {
  const { kernels, values } = plan;
  const { type, weights, stride, heads } = placeRows(plan, constant);
  const columns = type.rows;
  const rows = elementCount(output) / columns;
  const [x, reciprocal] = [values[operands[0]], values[operands[1]]];
  const sums = operands.length === 3 ? values[operands[2]] : 0;
  const wideShift = BigInt(shift);
  const { normApply } = kernels.functions;
  return () => normApply(x, rows, columns, reciprocal, sums, weights, stride, heads, wideShift, low, high, out);
};
