import type { Program } from "../program/program.ts";
import { packRows } from "../tree/row-layout.ts";
import type { ExecutableModel } from "./executor.ts";

const COLUMNS = 45;
const CHANNELS = 7;
const ROWS = 2;

/**
 * A small program with every instruction, and constants that reach saturation on both sides, both ends of the shift's
 * range and a column count that is no multiple of a vector.
 */
export function selfTestModel(): ExecutableModel {
  const type = { kind: "rows", rows: CHANNELS, columns: COLUMNS, log2Leaf: 8 } as const;
  const leaf = { log2Leaf: 8 } as const;
  const program: Program = {
    input: { dtype: "uint8", shape: [ROWS, COLUMNS], ...leaf },
    constants: [type],
    instructions: [
      { op: "Clamp", operands: [0], low: 3, high: 250, output: { dtype: "int16", shape: [ROWS, COLUMNS], ...leaf } },
      {
        ...{ op: "Gemm", operands: [1], constant: 0, shift: 38, low: -32767, high: 32767 },
        output: { dtype: "int16", shape: [ROWS, CHANNELS], ...leaf },
      },
      { op: "ArgMax", operands: [2], output: { dtype: "int32", shape: [ROWS], ...leaf } },
    ],
    outputs: [3, 2],
  };
  const weights = Int8Array.from({ length: CHANNELS * COLUMNS }, (_, i) => ((i * 89) % 255) - 127);
  const bias = Int32Array.of(0, 1, -1, 2147483647, -2147483648, 12345, -54321);
  const multipliers = Uint32Array.of(2147483647, 1 << 30, 1 << 24, 99999, 2147483647, 0, 3);
  return { program, constants: [packRows(type, { weights, bias, multipliers })] };
}
