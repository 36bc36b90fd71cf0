import { PHASE, SEGMENT } from "@openimo/runtime/dispute";
import type { ClockedPlace } from "./unpack-place.ts";

/** What a duel has come down to: entries `first` to `last` of a list, of which one is the first to differ. */
export type PlaceRange = {
  readonly list: "items" | "steps" | "instructions" | "leaves";
  readonly first: number;
  readonly last: number;
};

const LISTS: Readonly<Record<number, PlaceRange["list"]>> = {
  [SEGMENT.items]: "items",
  [SEGMENT.steps]: "steps",
  [SEGMENT.instructions]: "instructions",
  [SEGMENT.tensor]: "leaves",
};

/** @returns Undefined where the program's shape decides: one of the sides has too much or too little. */
export function placeRange({ segment, index, levels, phase }: ClockedPlace): PlaceRange | undefined {
  const list = LISTS[segment];
  if (list === undefined || phase === PHASE.end) return undefined;
  const count = 2 ** levels;
  return { list, first: index * count, last: (index + 1) * count - 1 };
}
