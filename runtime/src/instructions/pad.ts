import { DTYPES } from "../program/dtype.ts";
import { type TensorType, withEntry } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectSameShape, type InstructionRule } from "./instruction-rule.ts";

/**
 * x with `before` elements of `value` before it along one axis, and as many after it as y's shape asks for. Any element
 * type; `value` lies in its range.
 */
export interface PadInstruction {
  readonly op: "Pad";
  readonly operands: readonly [number];
  readonly axis: number;
  readonly before: number;
  readonly value: number;
  readonly output: TensorType;
}

export const padRule: InstructionRule<PadInstruction> = {
  opcode: 17,
  operandCount: 1,
  hasConstant: false,
  attributeNames: ["axis", "before", "value"],

  build: ({ operands, attributes: { axis, before, value }, output }) => ({
    op: "Pad",
    operands: [operands[0]],
    ...{ axis, before, value },
    output,
  }),
  attributes: ({ axis, before, value }) => [axis, before, value],

  check({ axis, before, value, output }, { where, operandTypes: [operand] }) {
    expectInteger(`${where}.axis`, axis, 0, operand.shape.length - 1);
    const size = output.shape[axis];
    expectDType(`${where}.output`, output, operand.dtype);
    expectSameShape(`${where}.output`, output, withEntry(operand.shape, axis, size));
    expectInteger(`${where}.before`, before, 0, size - operand.shape[axis]);
    const { min, max } = DTYPES[operand.dtype];
    expectInteger(`${where}.value`, value, min, max);
  },
};
