import type { TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectSameShape, type InstructionRule } from "./instruction-rule.ts";

/** An axis that the tensor does not have. */
const NO_AXIS = -1;

/**
 * Dimension d of y is dimension `axis<d>` of x, as ONNX's `perm`. Any element type; y has x's number of dimensions, and
 * the axes from that number on are -1.
 */
export interface TransposeInstruction {
  readonly op: "Transpose";
  readonly operands: readonly [number];
  readonly axis0: number;
  readonly axis1: number;
  readonly axis2: number;
  readonly axis3: number;
  readonly output: TensorType;
}

export const transposeRule: InstructionRule<TransposeInstruction> = {
  opcode: 14,
  operandCount: 1,
  hasConstant: false,
  attributeNames: ["axis0", "axis1", "axis2", "axis3"],

  build: ({ operands, attributes: { axis0, axis1, axis2, axis3 }, output }) => ({
    op: "Transpose",
    operands: [operands[0]],
    ...{ axis0, axis1, axis2, axis3 },
    output,
  }),
  attributes: ({ axis0, axis1, axis2, axis3 }) => [axis0, axis1, axis2, axis3],

  check(instruction, { where, operandTypes: [operand] }) {
    const { output } = instruction;
    const rank = operand.shape.length;
    const axes = [instruction.axis0, instruction.axis1, instruction.axis2, instruction.axis3];
    axes.forEach((axis, d) => {
      if (d < rank) expectInteger(`${where}.axis${d}`, axis, 0, rank - 1);
      else expectInteger(`${where}.axis${d}`, axis, NO_AXIS, NO_AXIS);
    });
    expectInteger(`${where} different axes`, new Set(axes.slice(0, rank)).size, rank, rank);
    expectDType(`${where}.output`, output, operand.dtype);
    expectSameShape(
      `${where}.output`,
      output,
      transposeAxes(instruction).map((axis) => operand.shape[axis]),
    );
  },
};

/** The axes of x in the order of y's dimensions. */
export function transposeAxes({ axis0, axis1, axis2, axis3 }: TransposeInstruction): number[] {
  return [axis0, axis1, axis2, axis3].filter((axis) => axis !== NO_AXIS);
}

/** The axes as attributes of an instruction. */
export function transposeAttributes(axes: readonly number[]) {
  const [axis0, axis1 = NO_AXIS, axis2 = NO_AXIS, axis3 = NO_AXIS] = axes;
  return { axis0, axis1, axis2, axis3 };
}
