import { describe, expect, it } from "vitest";
import { itComputesVectors } from "../../testing/instruction-vectors.ts";
import { int16, oneInstructionProgram, tableType } from "../../testing/random-instruction.ts";
import type { ConstantType } from "../program/program.ts";
import { validateProgram } from "../program/validate-program.ts";

function programOf(constant: ConstantType, output = int16(2, 3)) {
  const instruction = { op: "Constant", operands: [], constant: 0, output } as const;
  return oneInstructionProgram({ input: int16(1), constant, instruction });
}

describe("Constant", () => {
  itComputesVectors("constant", 9);

  it("refuses a table of another type or size, and rows of weights", () => {
    validateProgram(programOf(tableType(6)));
    expect(() => validateProgram(programOf(tableType(5)))).toThrow("instructions[0].output elements");
    expect(() => validateProgram(programOf(tableType(6), { ...int16(2, 3), dtype: "int32" }))).toThrow(
      "expected int16",
    );
    const rows = { kind: "rows", rows: 2, columns: 3, log2Leaf: 8 } as const;
    expect(() => validateProgram(programOf(rows))).toThrow("instructions[0].constant: expected a table");
  });

  it("refuses a table of an unknown element type, and one that is too large", () => {
    const table = { ...tableType(6), kind: "table" } as const;
    const unknown = { ...table, dtype: "float32" } as unknown as ConstantType;
    expect(() => validateProgram(programOf(unknown))).toThrow("constants[0].dtype: expected int8 or int16 or int32");
    const large = { ...table, dtype: "int32", rows: 2 ** 24, columns: 2 ** 24 } as const;
    expect(() => validateProgram(programOf(large))).toThrow("constants[0]: expected at most 268435456 bytes");
  });
});
