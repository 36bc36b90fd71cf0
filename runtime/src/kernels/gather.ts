import type { GatherInstruction } from "../instructions/gather.ts";
import { valueType } from "../program/program.ts";
import type { Prepare } from "./prepare-instruction.ts";
import { placeRows } from "./rows-memory.ts";

export const prepareGather: Prepare<GatherInstruction> = ({ operands, constant, shift, output }, out, plan) => {
  const { kernels, program, values } = plan;
  const { type, weights, stride, heads } = placeRows(plan, constant);
  const [count, columns] = output.shape;
  const isByte = valueType(program, operands[0]).dtype === "uint8" ? 1 : 0;
  const indexes = values[operands[0]];
  const wideShift = BigInt(shift);
  const { gather } = kernels.functions;
  return () => gather(indexes, count, isByte, weights, stride, heads, type.rows, columns, wideShift, out);
};
