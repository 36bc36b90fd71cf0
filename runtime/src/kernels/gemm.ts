import type { GemmInstruction } from "../instructions/gemm.ts";
import { unpackRows } from "../tree/row-layout.ts";
import { prepareDots, TILE_ROWS } from "./dots.ts";
import { partsOf } from "./parted-run.ts";
import { type Prepare, rowsTypeOf } from "./prepare-instruction.ts";
import { HEAD_BYTES, placeRows } from "./rows-memory.ts";

/** The kernel `gemm` computes this many channels at a time. */
const CHANNELS = 4;
const INT16_BYTES = 2;

export const prepareGemm: Prepare<GemmInstruction> = (instruction, out, plan) => {
  const { program, values, constants, partWork } = plan;
  const { operands, constant, shift, low, high, output } = instruction;
  const type = rowsTypeOf(program, constant);
  const { rows: channels, columns } = type;
  const rows = output.shape[0];
  const work = rows * channels * columns;
  if (rows >= TILE_ROWS) {
    const plain = unpackRows(type, constants[constant]);
    const rowOffsets = Array.from({ length: rows }, (_, r) => 2 * r * columns);
    const dots = prepareDots(plan, { rowOffsets, runOffsets: [0], runLength: columns }, plain, instruction);
    return { before: nothing, calls: dots(values[operands[0]], out), work };
  }
  const { weights, stride, heads } = placeRows(plan, constant);
  const wideShift = BigInt(shift);
  const x = values[operands[0]];
  // The channels of one row lie side by side; of several rows they do not.
  const parts = rows > 1 ? [{ from: 0, to: channels }] : partsOf(channels, CHANNELS, work, partWork);
  return {
    before: nothing,
    work,
    calls: parts.map(({ from, to }) => {
      const [w, head, y] = [weights + stride * from, heads + HEAD_BYTES * from, out + INT16_BYTES * from];
      return { kernel: "gemm", args: [x, rows, columns, w, stride, head, to - from, wideShift, low, high, y] };
    }),
  };
};

const nothing = () => {};
