import { elementCount, type TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectTable, type InstructionRule } from "./instruction-rule.ts";

/**
 * y = the table's elements, in their order: makes a constant (a row to add, a position embedding, a factor) a value that
 * any instruction can read. y has the table's element type and any shape of as many elements.
 */
export interface ConstantInstruction {
  readonly op: "Constant";
  readonly operands: readonly [];
  readonly constant: number;
  readonly output: TensorType;
}

export const constantRule: InstructionRule<ConstantInstruction> = {
  opcode: 12,
  operandCount: 0,
  hasConstant: true,
  attributeNames: [],

  build: ({ constant, output }) => ({ op: "Constant", operands: [], constant, output }),
  attributes: () => [],

  check({ output }, context) {
    const { dtype, rows, columns } = expectTable(context, "int8", "int16", "int32");
    expectDType(`${context.where}.output`, output, dtype);
    expectInteger(`${context.where}.output elements`, elementCount(output), rows * columns, rows * columns);
  },
};
