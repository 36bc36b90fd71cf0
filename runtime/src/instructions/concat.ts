import { type TensorType, withEntry } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectSameShape, type InstructionRule } from "./instruction-rule.ts";

/** Two tensors, one after the other along one axis; all other dimensions are equal. Any element type. */
export interface ConcatInstruction {
  readonly op: "Concat";
  readonly operands: readonly [number, number];
  readonly axis: number;
  readonly output: TensorType;
}

export const concatRule: InstructionRule<ConcatInstruction> = {
  opcode: 16,
  operandCount: 2,
  hasConstant: false,
  attributeNames: ["axis"],

  build: ({ operands, attributes, output }) => ({
    op: "Concat",
    operands: [operands[0], operands[1]],
    axis: attributes.axis,
    output,
  }),
  attributes: ({ axis }) => [axis],

  check({ axis, output }, { where, operandTypes: [first, second] }) {
    expectInteger(`${where}.axis`, axis, 0, first.shape.length - 1);
    expectDType(`${where}.second`, second, first.dtype);
    expectDType(`${where}.output`, output, first.dtype);
    expectSameShape(`${where}.second`, second, withEntry(first.shape, axis, second.shape[axis]));
    expectSameShape(`${where}.output`, output, withEntry(first.shape, axis, first.shape[axis] + second.shape[axis]));
  },
};
