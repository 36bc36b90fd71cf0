import type { ExecutableModel } from "@openimo/runtime";
import type { Disputed } from "../../runtime/src/dispute/fault-proof.ts";
import type { StepTrace } from "../../runtime/src/dispute/witness-source.ts";
import type { Hasher } from "../../runtime/src/hash/hasher.ts";
import type { Program } from "../../runtime/src/program/program.ts";
import { elementCount } from "../../runtime/src/program/tensor-type.ts";
import { concatBytes } from "../../runtime/src/tree/concat-bytes.ts";
import { tensorTree } from "../../runtime/src/tree/tensor-root.ts";
import type { CourtWorld } from "./court-world.ts";
import type { Player } from "./dispute.ts";
import { LyingTree, onceTrace, oneOff, stepOf } from "./liars.ts";
import { disputedOf, rightTensors } from "./players.ts";

/** An element that a liar may be wrong about. */
export interface LiePlace {
  readonly op: string;
  readonly instruction: number;
  readonly element: number;
}

/** A run of a program that is run once, with its trees, which take long to make. */
export interface RightTrace {
  readonly disputed: Disputed;
  readonly step: StepTrace;
}

export async function rightTrace(hasher: Hasher, model: ExecutableModel, input: Uint8Array): Promise<RightTrace> {
  const tensors = await rightTensors(model, input);
  const disputed = disputedOf(hasher, model, input, new Uint8Array(16));
  return { disputed, step: stepOf(hasher, model.program, tensors) };
}

/** The first, the middle and the last instruction of each kind, and of each its first, a middle or its last element. */
export function placesOf({ instructions }: Program): LiePlace[] {
  const kinds = new Map<string, number[]>();
  instructions.forEach(({ op }, i) => {
    kinds.set(op, [...(kinds.get(op) ?? []), i]);
  });
  return [...kinds].flatMap(([op, all]) => {
    const chosen = new Set([all[0], all[all.length >> 1], all[all.length - 1]]);
    return [...chosen].map((instruction, i) => {
      const last = elementCount(instructions[instruction].output) - 1;
      return { op, instruction, element: [0, last >> 1, last][(i + instruction) % 3] };
    });
  });
}

/** The honest player, and a liar who is wrong about one element and what follows from nothing: the last byte of the answer. */
export function lyingPlayers(world: CourtWorld, { disputed, step }: RightTrace, { instruction, element }: LiePlace) {
  const { hasher, program } = disputed;
  const output = program.outputs[program.outputs.length - 1] - 1;
  let tensors = oneOff(program, step.tensors, instruction, element);
  if (instruction !== output)
    tensors = oneOff(program, tensors, output, elementCount(program.instructions[output].output) - 1);
  const trees = new Map(
    [instruction, output].map((i) => [i, tensorTree(hasher, program.instructions[i].output, tensors[i])] as const),
  );
  const lie = { tree: new LyingTree(hasher, step.tree, program.instructions.length, { trees }), tensors };
  const player = (account: Player["account"], of: StepTrace): Player => ({
    ...{ account, disputed, trace: onceTrace(of) },
    answer: concatBytes(program.outputs.map((value) => of.tensors[value - 1])),
  });
  return async () => ({ honest: player(world.accounts[1], step), liar: player(world.accounts[2], lie) });
}
