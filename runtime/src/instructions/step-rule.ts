import { ProgramError } from "../program/program-error.ts";
import type { InstructionContext } from "./instruction-rule.ts";

/**
 * @returns The most steps that a run has.
 * @throws ProgramError unless the program has steps.
 */
export function expectStepProgram({ where, stepLimit }: InstructionContext): number {
  if (stepLimit === null) throw new ProgramError(where, "a program with steps", "one without");
  return stepLimit;
}
