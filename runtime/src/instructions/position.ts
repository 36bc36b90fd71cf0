import type { TensorType } from "../program/tensor-type.ts";
import { expectDType, expectSameShape, type InstructionRule } from "./instruction-rule.ts";
import { expectStepProgram } from "./step-rule.ts";

/** y = the number of the step, from 0: the index of a learned position embedding. y is int32 [1]. Only in step programs. */
export interface PositionInstruction {
  readonly op: "Position";
  readonly operands: readonly [];
  readonly output: TensorType;
}

export const positionRule: InstructionRule<PositionInstruction> = {
  opcode: 33,
  operandCount: 0,
  hasConstant: false,
  attributeNames: [],

  build: ({ output }) => ({ op: "Position", operands: [], output }),
  attributes: () => [],

  check({ output }, context) {
    const { where } = context;
    expectStepProgram(context);
    expectDType(`${where}.output`, output, "int32");
    expectSameShape(`${where}.output`, output, [1]);
  },
};
