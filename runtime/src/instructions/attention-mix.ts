import type { TensorType } from "../program/tensor-type.ts";
import { expectHeads } from "./attention-scores.ts";
import { expectDType, expectSameShape, type InstructionRule } from "./instruction-rule.ts";
import { MIN_SHIFT } from "./requantisation.ts";
import { expectScale } from "./scale-rule.ts";
import { expectStepProgram } from "./step-rule.ts";

/**
 * The values so far, weighted by probabilities. Operands: p, int16 [heads, stepLimit] (a SoftmaxNormalise); v, int16
 * [valueHeads * headSize, stepLimit] (a CacheAppend with axis 1). y is int16 [1, heads * headSize]. valueHeads divides
 * heads, and g = floor(h * valueHeads / heads) is the value head of head h.
 *
 * y[h, d] = saturate(requantise(sum over j <= step of p[h, j] * v[g, d, j] modulo 2^32, multiplier, shift))
 */
export interface AttentionMixInstruction {
  readonly op: "AttentionMix";
  readonly operands: readonly [number, number];
  readonly multiplier: number;
  readonly shift: number;
  readonly output: TensorType;
}

export const attentionMixRule: InstructionRule<AttentionMixInstruction> = {
  opcode: 32,
  operandCount: 2,
  hasConstant: false,
  attributeNames: ["multiplier", "shift"],

  build: ({ operands, attributes, output }) => ({
    op: "AttentionMix",
    operands: [operands[0], operands[1]],
    multiplier: attributes.multiplier,
    shift: attributes.shift,
    output,
  }),
  attributes: ({ multiplier, shift }) => [multiplier, shift],

  check({ multiplier, shift, output }, context) {
    const {
      where,
      operandTypes: [p, v],
    } = context;
    const steps = expectStepProgram(context);
    expectDType(`${where}.operand`, p, "int16");
    expectSameShape(`${where}.operand`, p, [p.shape[0], steps]);
    expectDType(`${where}.values`, v, "int16");
    expectSameShape(`${where}.values`, v, [v.shape[0], steps]);
    expectDType(`${where}.output`, output, "int16");
    const width = output.shape[1] ?? 0;
    expectSameShape(`${where}.output`, output, [1, width]);
    expectHeads(where, width, p.shape[0], v.shape[0]);
    expectScale(where, { multiplier, shift }, MIN_SHIFT);
  },
};
