import type { GemmInstruction } from "../instructions/gemm.ts";
import { unpackRows } from "../tree/row-layout.ts";
import type { Prepare } from "./prepare-instruction.ts";

/** The kernel reads this many weights at a time. */
const STEP = 8;
const HEAD_BYTES = 8;

export const prepareGemm: Prepare<GemmInstruction> = (instruction, out, { kernels, program, values, constants }) => {
  const { operands, constant, shift, low, high, output } = instruction;
  const type = program.constants[constant];
  const { rows: channels, columns } = type;
  const { weights, bias, multipliers } = unpackRows(type, constants[constant]);

  const stride = Math.ceil(columns / STEP) * STEP;
  // Both are reserved before either is viewed, since a reservation may move the memory.
  const weightsAddress = kernels.reserve(channels * stride);
  const headsAddress = kernels.reserve(channels * HEAD_BYTES);
  const weightsView = kernels.view(weightsAddress, channels * stride);
  const headsView = kernels.view(headsAddress, channels * HEAD_BYTES);
  const heads = new DataView(headsView.buffer, headsView.byteOffset, headsView.byteLength);
  for (let c = 0; c < channels; c++) {
    weightsView.set(weights.subarray(c * columns, (c + 1) * columns), c * stride);
    heads.setInt32(c * HEAD_BYTES, bias[c], true);
    heads.setUint32(c * HEAD_BYTES + 4, multipliers[c], true);
  }

  const rows = output.shape[0];
  const wideShift = BigInt(shift);
  const { gemm } = kernels.functions;
  return () =>
    gemm(values[operands[0]], rows, columns, weightsAddress, stride, headsAddress, channels, wideShift, low, high, out);
};
