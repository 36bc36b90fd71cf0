import { describe, expect, it } from "vitest";
import { bothEngines } from "../../testing/both-engines.ts";
import { readVectors } from "../../testing/read-vectors.ts";
import { createHasher } from "../hash/create-hasher.ts";
import { fromHex, type Hex, toHex } from "../hash/hex.ts";
import type { DType } from "../program/dtype.ts";
import { encodeProgram } from "../program/encode-program.ts";
import type { Program, TableDType } from "../program/program.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { EMPTY } from "./empty.ts";
import { listRoot } from "./list-root.ts";
import { modelHash } from "./model-hash.ts";
import { programRoot } from "./program-root.ts";
import { tensorRoot } from "./tensor-root.ts";
import { traceRoot } from "./trace-root.ts";
import { weightsRoot } from "./weights-root.ts";

interface ModelVector {
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

interface TableVector {
  readonly dtype: TableDType;
  readonly rows: number;
  readonly columns: number;
  readonly log2Leaf: number;
  readonly bytes: Hex;
  readonly record: Hex;
  readonly weightsRoot: Hex;
}

function programOf({ rows, columns, hidden, labels, shifts }: ModelVector): Program {
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

describe("trees", async () => {
  const hasher = await createHasher();

  it.each(readVectors<{ dtype: DType; shape: number[]; log2Leaf: number; bytes: Hex; root: Hex }>("tensor-tree"))(
    "root of $dtype $shape in leaves of 2^$log2Leaf",
    ({ bytes, root, ...type }) => {
      expect(toHex(tensorRoot(hasher, type, fromHex(bytes)))).toBe(root);
    },
  );

  it.each(readVectors<TableVector>("table"))("record and root of a table of $dtype [$rows, $columns]", (vector) => {
    const { bytes, record, weightsRoot: root, ...type } = vector;
    const table = { kind: "table", ...type } as const;
    const instruction = { op: "Constant", operands: [], constant: 0 } as const;
    const output = { dtype: type.dtype, shape: [type.rows, type.columns], log2Leaf: 8 };
    const constants = [table];
    const program: Program = { input: output, constants, instructions: [{ ...instruction, output }], outputs: [1] };
    expect(toHex(encodeProgram(program)[2])).toBe(record);
    expect(toHex(weightsRoot(hasher, constants, [fromHex(bytes)]))).toBe(root);
  });

  it.each(readVectors<ModelVector>("model"))("records, roots and run of $name", async (vector) => {
    const program = programOf(vector);
    const constants = vector.constants.map(fromHex);
    expect(encodeProgram(program).map(toHex)).toEqual(vector.records);
    const [ofProgram, ofWeights] = [programRoot(hasher, program), weightsRoot(hasher, program.constants, constants)];
    expect(toHex(ofProgram)).toBe(vector.programRoot);
    expect(toHex(ofWeights)).toBe(vector.weightsRoot);
    expect(toHex(modelHash(hasher, ofProgram, ofWeights))).toBe(vector.modelHash);
    for (const executor of await bothEngines({ program, constants })) {
      const { tensors, answer } = await executor.trace(fromHex(vector.input));
      expect(tensors.map(toHex), executor.engine).toEqual(vector.tensors);
      expect(toHex(answer), executor.engine).toBe(vector.answer);
      expect(toHex(traceRoot(hasher, program, tensors)), executor.engine).toBe(vector.traceRoot);
    }
  });

  it("takes a list of one as its own root and pads with EMPTY", () => {
    const one = hasher.hash(Uint8Array.of(1));
    expect(toHex(listRoot(hasher, one))).toBe(toHex(one));
    expect(toHex(listRoot(hasher, new Uint8Array(0)))).toBe(toHex(EMPTY));
    const three = Uint8Array.from([...one, ...one, ...one]);
    const four = Uint8Array.from([...three, ...EMPTY]);
    expect(toHex(listRoot(hasher, three))).toBe(toHex(listRoot(hasher, four)));
  });

  it("refuses bytes of another length than the type's", () => {
    const type = { dtype: "int16", shape: [3], log2Leaf: 8 } as const;
    expect(() => tensorRoot(hasher, type, new Uint8Array(7))).toThrow("expected 6 bytes, found 7");
    const constant = { kind: "rows", rows: 1, columns: 5, log2Leaf: 8 } as const;
    expect(() => weightsRoot(hasher, [constant], [new Uint8Array(63)])).toThrow("expected 64 bytes, found 63");
    expect(() => weightsRoot(hasher, [constant], [])).toThrow("expected 1 constants, found 0");
  });
});
