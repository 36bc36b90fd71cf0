import { describe, expect, it } from "vitest";
import { bothEngines } from "../../testing/both-engines.ts";
import { readVectors } from "../../testing/read-vectors.ts";
import {
  type ModelVector,
  modelVectorProgram,
  type TableVector,
  type TensorTreeVector,
  tableVectorProgram,
} from "../../testing/vectors/model-vectors.ts";
import { createHasher } from "../hash/create-hasher.ts";
import { fromHex, type Hex, toHex } from "../hash/hex.ts";
import { encodeProgram } from "../program/encode-program.ts";
import { EMPTY } from "./empty.ts";
import { inputHashOf } from "./input-hash.ts";
import { listRoot } from "./list-root.ts";
import { modelHash } from "./model-hash.ts";
import { programRoot } from "./program-root.ts";
import { tensorRoot } from "./tensor-root.ts";
import { traceRoot } from "./trace-root.ts";
import { weightsRoot } from "./weights-root.ts";

describe("trees", async () => {
  const hasher = await createHasher();

  it.each(readVectors<TensorTreeVector>("tensor-tree"))(
    "root of $dtype $shape in leaves of 2^$log2Leaf",
    ({ bytes, root, ...type }) => {
      expect(toHex(tensorRoot(hasher, type, fromHex(bytes)))).toBe(root);
    },
  );

  it.each(readVectors<{ input: Hex; hash: Hex }>("input-hash"))("hash of an input of some bytes: $hash", (vector) => {
    expect(toHex(inputHashOf(fromHex(vector.input)))).toBe(vector.hash);
  });

  it.each(readVectors<TableVector>("table"))("record and root of a table of $dtype [$rows, $columns]", (vector) => {
    const { bytes, record, weightsRoot: root } = vector;
    const program = tableVectorProgram(vector);
    expect(toHex(encodeProgram(program)[2])).toBe(record);
    expect(toHex(weightsRoot(hasher, program.constants, [fromHex(bytes)]))).toBe(root);
  });

  it.each(readVectors<ModelVector>("model"))("records, roots and run of $name", async (vector) => {
    const program = modelVectorProgram(vector);
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
