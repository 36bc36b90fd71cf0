import type { WitnessPlan } from "../../runtime/src/dispute/witness-plan.ts";
import type { ConstantType, Instruction } from "../../runtime/src/program/program.ts";
import type { TensorType } from "../../runtime/src/program/tensor-type.ts";
import type { Random } from "../../runtime/testing/random.ts";

/** An instruction with the types of what it reads: its operands are numbered by their places, its constant is 0. */
export interface CaseParts {
  readonly operands: readonly TensorType[];
  readonly constant?: ConstantType;
  readonly instruction: Instruction;
}

/** How random cases of an instruction are made. */
export interface CaseMaker {
  /** Any valid instruction; `stepLimit` is 1 in a program without steps. */
  make(random: Random, stepLimit: number): CaseParts;
  /** Bytes of its operands and constants, where `randomContent` hardly ever has what matters. */
  readonly content?: (random: Random, length: number) => Uint8Array;
  /** Whether only programs with steps have the instruction. */
  readonly stepsOnly?: boolean;
  /** Whether the prover chooses a part of the witness, so that there are several. */
  readonly chooses?: boolean;
}

/** A contract with kernels, and how its instructions are tried. */
export interface KernelFamily {
  readonly contract: string;
  readonly plans: Readonly<Record<string, WitnessPlan<Instruction>>>;
  readonly makers: Readonly<Record<string, CaseMaker>>;
}
