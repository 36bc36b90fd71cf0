import { ProgramError } from "../program/program-error.ts";
import { elementCount, type TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectSameShape, type InstructionRule } from "./instruction-rule.ts";
import { MIN_SHIFT } from "./requantisation.ts";
import { MAX_ROW } from "./row-rule.ts";
import { expectScale } from "./scale-rule.ts";
import { expectStepProgram } from "./step-rule.ts";

/**
 * Dot products of the step's query with the keys so far. Operands: q, int16, heads * headSize elements; keys, int16
 * [stepLimit, keyHeads * headSize] (a CacheAppend with axis 0). y is int16 [heads, stepLimit]. headSize <= 4096;
 * keyHeads divides heads, and g = floor(h * keyHeads / heads) is the key head of head h.
 *
 * y[h, j] = saturate(requantise(sum over d of q[h, d] * keys[j, g, d] modulo 2^32, multiplier, shift)) for j <= step,
 * -32768, which ExpShift takes as masked, for later ones.
 */
export interface AttentionScoresInstruction {
  readonly op: "AttentionScores";
  readonly operands: readonly [number, number];
  readonly multiplier: number;
  readonly shift: number;
  readonly output: TensorType;
}

export const attentionScoresRule: InstructionRule<AttentionScoresInstruction> = {
  opcode: 31,
  operandCount: 2,
  hasConstant: false,
  attributeNames: ["multiplier", "shift"],

  build: ({ operands, attributes, output }) => ({
    op: "AttentionScores",
    operands: [operands[0], operands[1]],
    multiplier: attributes.multiplier,
    shift: attributes.shift,
    output,
  }),
  attributes: ({ multiplier, shift }) => [multiplier, shift],

  check({ multiplier, shift, output }, context) {
    const {
      where,
      operandTypes: [q, keys],
    } = context;
    const steps = expectStepProgram(context);
    expectDType(`${where}.operand`, q, "int16");
    expectDType(`${where}.keys`, keys, "int16");
    expectInteger(`${where}.keys.shape.length`, keys.shape.length, 2, 2);
    expectDType(`${where}.output`, output, "int16");
    const heads = output.shape[0];
    expectSameShape(`${where}.output`, output, [heads, steps]);
    expectSameShape(`${where}.keys`, keys, [steps, keys.shape[1]]);
    expectHeads(where, elementCount(q), heads, keys.shape[1]);
    expectScale(where, { multiplier, shift }, MIN_SHIFT);
  },
};

/** @throws ProgramError unless `width` is heads of one size, at most 4096, and `cacheWidth` a divisor's number of them. */
export function expectHeads(where: string, width: number, heads: number, cacheWidth: number): void {
  const headSize = width / heads;
  const cacheHeads = cacheWidth / headSize;
  if (!Number.isInteger(headSize) || headSize > MAX_ROW) {
    throw new ProgramError(where, `${heads} heads of at most ${MAX_ROW} elements`, `${width} elements`);
  }
  if (!Number.isInteger(cacheHeads) || heads % cacheHeads !== 0) {
    throw new ProgramError(where, `heads of ${headSize} elements, a divisor of ${heads} of them`, `${cacheWidth}`);
  }
}
