import { MAX_DIMENSION } from "../program/limits.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectSameShape, type InstructionRule } from "./instruction-rule.ts";

/**
 * y[n, h, w, c] = x[n, floor(h / factorHeight), floor(w / factorWidth), c]: the nearest neighbour. x is
 * [batch, height, width, channels] of any element type.
 */
export interface UpsampleInstruction {
  readonly op: "Upsample";
  readonly operands: readonly [number];
  readonly factorHeight: number;
  readonly factorWidth: number;
  readonly output: TensorType;
}

export const upsampleRule: InstructionRule<UpsampleInstruction> = {
  opcode: 18,
  operandCount: 1,
  hasConstant: false,
  attributeNames: ["factorHeight", "factorWidth"],

  build: ({ operands, attributes: { factorHeight, factorWidth }, output }) => ({
    op: "Upsample",
    operands: [operands[0]],
    ...{ factorHeight, factorWidth },
    output,
  }),
  attributes: ({ factorHeight, factorWidth }) => [factorHeight, factorWidth],

  check({ factorHeight, factorWidth, output }, { where, operandTypes: [operand] }) {
    expectInteger(`${where}.operand.shape.length`, operand.shape.length, 4, 4);
    expectInteger(`${where}.factorHeight`, factorHeight, 1, MAX_DIMENSION);
    expectInteger(`${where}.factorWidth`, factorWidth, 1, MAX_DIMENSION);
    expectDType(`${where}.output`, output, operand.dtype);
    const [batch, height, width, channels] = operand.shape;
    expectSameShape(`${where}.output`, output, [batch, height * factorHeight, width * factorWidth, channels]);
  },
};
