import type { Instruction } from "../program/program.ts";
import type { WitnessWriter } from "./witness-writer.ts";

/**
 * Writes what the instruction's Solidity kernel reads to judge one element of its output, in the same order.
 * @param element Place of the element in the output, row-major.
 * @param found What the claim has there; where a witness is chosen, it is chosen against this.
 */
export type WitnessPlan<I extends Instruction> = (
  writer: WitnessWriter,
  instruction: I,
  element: number,
  found: number,
) => void;

/** Plans of a family of instructions. */
export type WitnessPlans<O extends Instruction["op"]> = {
  readonly [P in O]: WitnessPlan<Extract<Instruction, { op: P }>>;
};
