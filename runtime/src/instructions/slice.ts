import { type TensorType, withEntry } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectSameShape, type InstructionRule } from "./instruction-rule.ts";

/**
 * y[..., i, ...] = x[..., start + i * step, ...] along one axis; how many there are is in y's shape. Any element type.
 * 0 <= start, 1 <= step, and the last one lies within x.
 */
export interface SliceInstruction {
  readonly op: "Slice";
  readonly operands: readonly [number];
  readonly axis: number;
  readonly start: number;
  readonly step: number;
  readonly output: TensorType;
}

export const sliceRule: InstructionRule<SliceInstruction> = {
  opcode: 15,
  operandCount: 1,
  hasConstant: false,
  attributeNames: ["axis", "start", "step"],

  build: ({ operands, attributes: { axis, start, step }, output }) => ({
    op: "Slice",
    operands: [operands[0]],
    ...{ axis, start, step },
    output,
  }),
  attributes: ({ axis, start, step }) => [axis, start, step],

  check({ axis, start, step, output }, { where, operandTypes: [operand] }) {
    expectInteger(`${where}.axis`, axis, 0, operand.shape.length - 1);
    const size = operand.shape[axis];
    const count = output.shape[axis];
    expectInteger(`${where}.start`, start, 0, size - 1);
    expectInteger(`${where}.step`, step, 1, size);
    expectDType(`${where}.output`, output, operand.dtype);
    expectSameShape(`${where}.output`, output, withEntry(operand.shape, axis, count));
    expectInteger(`${where} last index`, start + (count - 1) * step, 0, size - 1);
  },
};
