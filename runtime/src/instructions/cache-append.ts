import { elementCount, type TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectSameShape, type InstructionRule } from "./instruction-rule.ts";
import { expectStepProgram } from "./step-rule.ts";

/**
 * The cache of keys or values. x is int16, n elements; y is int16 [stepLimit, n] (`axis` 0: a row for each step) or
 * [n, stepLimit] (`axis` 1: a column for each step), so that what a dot product reads is contiguous.
 *
 * With j the step of an element: y = x if j = the current step, what the same instruction gave in the step before if j
 * is earlier, 0 if it is later. Only step programs have it; no other instruction reads an earlier step.
 */
export interface CacheAppendInstruction {
  readonly op: "CacheAppend";
  readonly operands: readonly [number];
  readonly axis: number;
  readonly output: TensorType;
}

export const cacheAppendRule: InstructionRule<CacheAppendInstruction> = {
  opcode: 30,
  operandCount: 1,
  hasConstant: false,
  attributeNames: ["axis"],

  build: ({ operands, attributes, output }) => ({
    op: "CacheAppend",
    operands: [operands[0]],
    axis: attributes.axis,
    output,
  }),
  attributes: ({ axis }) => [axis],

  check({ axis, output }, context) {
    const {
      where,
      operandTypes: [x],
    } = context;
    const steps = expectStepProgram(context);
    expectDType(`${where}.operand`, x, "int16");
    expectInteger(`${where}.axis`, axis, 0, 1);
    expectDType(`${where}.output`, output, "int16");
    const count = elementCount(x);
    expectSameShape(`${where}.output`, output, axis === 0 ? [steps, count] : [count, steps]);
  },
};
