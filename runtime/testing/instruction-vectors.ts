import { expect, it } from "vitest";
import type { ExecutableModel } from "../src/executor/executor.ts";
import { fromHex, type Hex, toHex } from "../src/hash/hex.ts";
import { canonicalJson, type JsonValue } from "../src/package/canonical-json.ts";
import { JsonReader } from "../src/package/json-reader.ts";
import { readInstruction } from "../src/package/read-instruction.ts";
import type { DType } from "../src/program/dtype.ts";
import { encodeProgram } from "../src/program/encode-program.ts";
import type { ConstantType, Instruction, TableDType } from "../src/program/program.ts";
import type { TensorType } from "../src/program/tensor-type.ts";
import { bothEngines } from "./both-engines.ts";
import { readVectors } from "./read-vectors.ts";

interface VectorType {
  readonly dtype: DType;
  readonly shape: readonly number[];
}

interface VectorConstant {
  readonly kind: "rows" | "table";
  readonly dtype?: TableDType;
  readonly rows: number;
  readonly columns: number;
  readonly bytes: Hex;
}

/**
 * One instruction. Its first operand is the program's input; each other one is made by a Constant instruction of the
 * constant with the same place in `constants`.
 */
export interface InstructionVector {
  readonly name: string;
  readonly op: string;
  readonly attributes: Readonly<Record<string, number>>;
  /** Index of the instruction's own constant; -1 for none. */
  readonly constant: number;
  readonly constants: readonly VectorConstant[];
  readonly operands: readonly VectorType[];
  readonly input: Hex;
  readonly output: VectorType;
  readonly outputBytes: Hex;
  readonly record: Hex;
}

const LOG2_LEAF = 8;
/** Input of an instruction without operands. */
const UNUSED: TensorType = { dtype: "int16", shape: [1], log2Leaf: LOG2_LEAF };

/** The program that a vector is about, with its constants. */
export function modelOf(vector: InstructionVector): ExecutableModel {
  const { op, attributes, constant, operands } = vector;
  const type = ({ dtype, shape }: VectorType): TensorType => ({ dtype, shape, log2Leaf: LOG2_LEAF });
  const output = type(vector.output);
  const [first, ...others] = operands.map(type);
  const fields: { [key: string]: JsonValue } = { op, ...attributes, operands: operands.map((_, i) => i) };
  if (constant >= 0) fields.constant = constant;
  fields.output = { dtype: output.dtype, shape: [...output.shape], log2Leaf: LOG2_LEAF };
  const instruction = readInstruction(JsonReader.parseCanonical("vector", canonicalJson(fields)));
  const makers = others.map((made, i): Instruction => ({ op: "Constant", operands: [], constant: i, output: made }));
  return {
    program: {
      input: first ?? UNUSED,
      constants: vector.constants.map(constantType),
      instructions: [...makers, instruction],
      outputs: [makers.length + 1],
    },
    constants: vector.constants.map(({ bytes }) => fromHex(bytes)),
  };
}

function constantType({ kind, dtype, rows, columns }: VectorConstant): ConstantType {
  if (kind === "rows") return { kind, rows, columns, log2Leaf: LOG2_LEAF };
  if (dtype === undefined) throw new Error("a table without an element type");
  return { kind, dtype, rows, columns, log2Leaf: LOG2_LEAF };
}

/** Tests that both engines give what `test/vectors/<name>.json` says, and that the instruction's record is right. */
export function itComputesVectors(name: string, least: number): void {
  const vectors = readVectors<InstructionVector>(name);

  it("has vectors", () => expect(vectors.length).toBeGreaterThanOrEqual(least));

  it.each(vectors)("computes: $name", async (vector) => {
    const model = modelOf(vector);
    expect(toHex(encodeProgram(model.program)[model.program.instructions.length])).toBe(vector.record);
    for (const executor of await bothEngines(model)) {
      expect(toHex(await executor.run(fromHex(vector.input))), executor.engine).toBe(vector.outputBytes);
    }
  });
}
