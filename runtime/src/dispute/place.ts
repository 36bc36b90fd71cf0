import { DTYPES } from "../program/dtype.ts";
import type { Program } from "../program/program.ts";
import { byteLength, type TensorType } from "../program/tensor-type.ts";
import { batchSlots } from "../tree/batch.ts";
import { endTypes } from "../tree/decode-trace-root.ts";
import { treeDepth } from "../tree/merkle-tree.ts";

/** A move goes down at most so many levels. */
export const LEVELS_A_MOVE = 4;

/** Of a run's end: the number of its tokens, and the tokens. */
const END_SLOTS = 2;

export const SEGMENT = { items: 0, steps: 1, instructions: 2, tensor: 3 } as const;
export const PHASE = { move: 0, prove: 1, end: 2 } as const;

/** Where a duel is; as `Place` in Duels.sol, without the clocks. */
export interface DuelPlace {
  /** Slot of a batch's items; 0 where one answer is asked for. */
  readonly item: number;
  readonly step: number;
  readonly instruction: number;
  readonly index: number;
  readonly levels: number;
  readonly segment: number;
  readonly phase: number;
}

/**
 * Where the duels of a program begin: at the root of its first list, of a batch at that of its items.
 * @param itemCount 0 where one answer is asked for.
 */
export function firstPlace(program: Program, itemCount: number): DuelPlace {
  if (itemCount === 0) return runPlace(program, 0);
  const levels = treeDepth(batchSlots(itemCount));
  return { ...runPlace(program, 0), levels, segment: SEGMENT.items };
}

/** The root of the first list of an item's run. */
function runPlace({ loop, instructions }: Program, item: number): DuelPlace {
  const [segment, count] =
    loop === undefined ? [SEGMENT.instructions, instructions.length] : [SEGMENT.steps, loop.stepLimit + 1];
  return { item, step: 0, instruction: 0, index: 0, levels: treeDepth(count), segment, phase: PHASE.move };
}

/** Levels that the next move opens. */
export const strideOf = ({ levels }: DuelPlace) => Math.min(levels, LEVELS_A_MOVE);

/** Whether the place is in the end of a run with steps. */
export const isEnd = ({ loop }: Program, { step }: Pick<DuelPlace, "step">) => step === loop?.stepLimit;

/** Whether it follows from the program's shape alone which side is wrong in a slot that differs. */
export function isShapeEnough(program: Program, place: DuelPlace): boolean {
  if (place.segment !== SEGMENT.steps || place.step === 0) return true;
  return place.step >= (program.loop?.stepLimit ?? 0);
}

/** Type of the tensor that the place is in. */
export function tensorTypeAt(program: Program, { step, instruction }: DuelPlace): TensorType {
  if (program.loop !== undefined && isEnd(program, { step })) return endTypes(program.loop)[instruction];
  return program.instructions[instruction].output;
}

/** Levels above a tensor's leaves. */
export function tensorDepth({ log2Leaf, ...type }: TensorType): number {
  return treeDepth(Math.ceil(byteLength({ log2Leaf, ...type }) / 2 ** log2Leaf));
}

/**
 * Goes on to the next list or tensor where one has ended, as `_reach` in CourtDuels.sol.
 * @param empty Whether one of the two nodes is EMPTY. @param itemCount Of a batch; else 0.
 */
export function reach(program: Program, at: DuelPlace, empty: boolean, itemCount: number): DuelPlace {
  let place = at;
  while (place.levels === 0 && place.phase === PHASE.move) {
    if (place.segment === SEGMENT.items) {
      const item = place.index;
      place = item < itemCount ? runPlace(program, item) : { ...place, item, phase: PHASE.end };
      continue;
    }
    place = place.segment === SEGMENT.steps ? afterSteps(program, place, empty) : afterInstructions(program, place);
  }
  return place;
}

function afterSteps(program: Program, place: DuelPlace, empty: boolean): DuelPlace {
  const step = place.index;
  const { stepLimit } = program.loop ?? { stepLimit: 0 };
  if (empty || step > stepLimit) return { ...place, step, phase: PHASE.end };
  const levels = isEnd(program, { step }) ? 1 : treeDepth(program.instructions.length);
  return { ...place, step, segment: SEGMENT.instructions, levels, index: 0 };
}

function afterInstructions(program: Program, place: DuelPlace): DuelPlace {
  if (place.segment === SEGMENT.tensor) return { ...place, phase: PHASE.prove };
  const instruction = place.index;
  const count = isEnd(program, place) ? END_SLOTS : program.instructions.length;
  if (instruction >= count) return { ...place, instruction, phase: PHASE.end };
  const inTensor = { ...place, instruction, segment: SEGMENT.tensor, index: 0 };
  return { ...inTensor, levels: tensorDepth(tensorTypeAt(program, inTensor)) };
}

/** Elements that a leaf of the type has. */
export const elementsPerLeaf = ({ dtype, log2Leaf }: TensorType) => 2 ** log2Leaf / DTYPES[dtype].bytes;
