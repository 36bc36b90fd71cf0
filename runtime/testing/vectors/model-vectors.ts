import type { Hex } from "../../src/hash/hex.ts";
import type { DType } from "../../src/program/dtype.ts";
import type { Program, TableDType } from "../../src/program/program.ts";
import type { TensorType } from "../../src/program/tensor-type.ts";

/** A whole network with its run and its roots. */
export interface ModelVector {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly hidden: number;
  readonly labels: number;
  readonly shifts: readonly [number, number];
  readonly constants: readonly Hex[];
  readonly records: readonly Hex[];
  readonly programRoot: Hex;
  readonly weightsRoot: Hex;
  readonly modelHash: Hex;
  readonly input: Hex;
  readonly tensors: readonly Hex[];
  readonly answer: Hex;
  readonly traceRoot: Hex;
}

export interface TableVector {
  readonly dtype: TableDType;
  readonly rows: number;
  readonly columns: number;
  readonly log2Leaf: number;
  readonly bytes: Hex;
  readonly record: Hex;
  readonly weightsRoot: Hex;
}

export interface TensorTreeVector {
  readonly dtype: DType;
  readonly shape: number[];
  readonly log2Leaf: number;
  readonly bytes: Hex;
  readonly root: Hex;
}

/** The program that `model.json` is about. */
export function modelVectorProgram({ rows, columns, hidden, labels, shifts }: ModelVector): Program {
  const type = (dtype: DType, shape: number[]): TensorType => ({ dtype, shape, log2Leaf: 8 });
  const high = 32767;
  return {
    input: type("uint8", [rows, columns]),
    constants: [
      { kind: "rows", rows: hidden, columns, log2Leaf: 8 },
      { kind: "rows", rows: labels, columns: hidden, log2Leaf: 8 },
    ],
    instructions: [
      { op: "Clamp", operands: [0], low: 0, high: 255, output: type("int16", [rows, columns]) },
      {
        ...{ op: "Gemm", operands: [1], constant: 0, shift: shifts[0], low: 0, high },
        output: type("int16", [rows, hidden]),
      },
      {
        ...{ op: "Gemm", operands: [2], constant: 1, shift: shifts[1], low: -high, high },
        output: type("int16", [rows, labels]),
      },
      { op: "ArgMax", operands: [3], output: type("int32", [rows]) },
    ],
    outputs: [4, 3],
  };
}

/** A program whose only constant is the table. */
export function tableVectorProgram({ dtype, rows, columns, log2Leaf }: TableVector): Program {
  const output = { dtype, shape: [rows, columns], log2Leaf: 8 };
  return {
    input: output,
    constants: [{ kind: "table", dtype, rows, columns, log2Leaf }],
    instructions: [{ op: "Constant", operands: [], constant: 0, output }],
    outputs: [1],
  };
}
