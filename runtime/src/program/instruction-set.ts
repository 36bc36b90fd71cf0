import { argMaxRule } from "../instructions/arg-max.ts";
import { clampRule } from "../instructions/clamp.ts";
import { gemmRule } from "../instructions/gemm.ts";
import type { InstructionRule } from "../instructions/instruction-rule.ts";
import type { Instruction, Operation } from "./program.ts";

/** The closed list of instructions. */
export const INSTRUCTION_SET: { readonly [O in Operation]: InstructionRule<Extract<Instruction, { op: O }>> } = {
  ArgMax: argMaxRule,
  Clamp: clampRule,
  Gemm: gemmRule,
};

/** The rule of an instruction's operation. */
export function ruleOf<I extends Instruction>(instruction: I): InstructionRule<I>;
export function ruleOf(instruction: Instruction): InstructionRule<Instruction> {
  return INSTRUCTION_SET[instruction.op] as InstructionRule<Instruction>;
}
