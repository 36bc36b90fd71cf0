import { ProgramError } from "../program/program-error.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectSameShape, expectTable, type InstructionRule } from "./instruction-rule.ts";

/**
 * Rotary position embedding. x is int16 [rows, width]; y has x's type and shape. The constant is of kind "table",
 * int16 [positions, headSize]: for each position its pairs cos, sin in Q15, [cos 0, sin 0, cos 1, sin 1, ...].
 * headSize is even and divides width. Row r is at position p = step + r (step is 0 in a program without steps).
 *
 * For elements x0, x1 at columns 2i, 2i + 1 and (c, s) = pair i mod (headSize / 2) of position p:
 * y0 = saturate((x0 * c - x1 * s + 2^14) >> 15), y1 = saturate((x0 * s + x1 * c + 2^14) >> 15).
 *
 * A model that pairs column i with i + headSize / 2 has the rows of its q and k weights permuted by the compiler: their
 * dot product does not change.
 */
export interface RopeInstruction {
  readonly op: "Rope";
  readonly operands: readonly [number];
  readonly constant: number;
  readonly output: TensorType;
}

export const ropeRule: InstructionRule<RopeInstruction> = {
  opcode: 28,
  operandCount: 1,
  hasConstant: true,
  attributeNames: [],

  build: ({ operands, constant, output }) => ({ op: "Rope", operands: [operands[0]], constant, output }),
  attributes: () => [],

  check({ output }, context) {
    const {
      where,
      operandTypes: [x],
      stepLimit,
    } = context;
    expectDType(`${where}.operand`, x, "int16");
    expectInteger(`${where}.operand.shape.length`, x.shape.length, 2, 2);
    const table = expectTable(context, "int16");
    const [rows, width] = x.shape;
    const { rows: positions, columns: headSize } = table;
    if (headSize % 2 !== 0 || width % headSize !== 0) {
      throw new ProgramError(`${where}.constant`, `pairs of an even size that divides ${width}`, `${headSize}`);
    }
    if (positions < rows + (stepLimit ?? 1) - 1) {
      throw new ProgramError(`${where}.constant`, "a row for every position", `${positions} rows`);
    }
    expectDType(`${where}.output`, output, "int16");
    expectSameShape(`${where}.output`, output, x.shape);
  },
};
