import type { GemmInstruction } from "../instructions/gemm.ts";
import { unpackRows } from "../tree/row-layout.ts";
import { prepareDots, TILE_ROWS } from "./dots.ts";
import { type Prepare, rowsTypeOf } from "./prepare-instruction.ts";
import { placeRows } from "./rows-memory.ts";

export const prepareGemm: Prepare<GemmInstruction> = (instruction, out, plan) => {
  const { kernels, program, values, constants } = plan;
  const { operands, constant, shift, low, high, output } = instruction;
  const type = rowsTypeOf(program, constant);
  const { rows: channels, columns } = type;
  const rows = output.shape[0];
  if (rows >= TILE_ROWS) {
    const plain = unpackRows(type, constants[constant]);
    const rowOffsets = Array.from({ length: rows }, (_, r) => 2 * r * columns);
    const dots = prepareDots(kernels, { rowOffsets, runOffsets: [0], runLength: columns }, plain, instruction);
    return () => dots(values[operands[0]], out);
  }
  const { weights, stride, heads } = placeRows(plan, constant);
  const wideShift = BigInt(shift);
  const { gemm } = kernels.functions;
  return () => gemm(values[operands[0]], rows, columns, weights, stride, heads, channels, wideShift, low, high, out);
};
