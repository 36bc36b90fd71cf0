import { elementCount, type TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, type InstructionRule } from "./instruction-rule.ts";

/** y = x in another shape of as many elements; the row-major order stays. Any element type. */
export interface ReshapeInstruction {
  readonly op: "Reshape";
  readonly operands: readonly [number];
  readonly output: TensorType;
}

export const reshapeRule: InstructionRule<ReshapeInstruction> = {
  opcode: 13,
  operandCount: 1,
  hasConstant: false,
  attributeNames: [],

  build: ({ operands, output }) => ({ op: "Reshape", operands: [operands[0]], output }),
  attributes: () => [],

  check({ output }, { where, operandTypes: [operand] }) {
    expectDType(`${where}.output`, output, operand.dtype);
    const count = elementCount(operand);
    expectInteger(`${where}.output elements`, elementCount(output), count, count);
  },
};
