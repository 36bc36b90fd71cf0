import { describe, expect, it } from "vitest";
import { itComputesVectors } from "../../testing/instruction-vectors.ts";
import { expectEnginesAgree, int16, oneInstructionProgram, tableType } from "../../testing/random-instruction.ts";
import { validateProgram } from "../program/validate-program.ts";
import { LUT_ENTRIES, type LutInstruction } from "./lut.ts";

const VALID: LutInstruction = { op: "Lut", operands: [0], constant: 0, output: int16(3, 11) };

function programOf(output = int16(3, 11), constant = tableType(LUT_ENTRIES)) {
  return oneInstructionProgram({ input: int16(3, 11), constant, instruction: { ...VALID, output } });
}

describe("Lut", () => {
  itComputesVectors("lut", 4);

  it("gives the same bits in both engines for random tables", () =>
    expectEnginesAgree("Lut", 100, () => ({
      ...{ input: int16(3, 11), constant: tableType(LUT_ENTRIES), instruction: VALID },
    })));

  it("refuses tables of another size or type, rows of weights, and an output of another shape", () => {
    validateProgram(programOf());
    expect(() => validateProgram(programOf(int16(33)))).toThrow("expected shape [3, 11]");
    expect(() => validateProgram(programOf(int16(3, 11), tableType(512)))).toThrow("instructions[0].constant entries");
    const wide = { ...tableType(LUT_ENTRIES), dtype: "int32" } as const;
    expect(() => validateProgram(programOf(int16(3, 11), { ...wide, kind: "table" }))).toThrow("a table of int16");
    const rows = { kind: "rows", rows: 1, columns: LUT_ENTRIES, log2Leaf: 8 } as const;
    expect(() => validateProgram(programOf(int16(3, 11), rows))).toThrow("a table of int16");
  });
});
