import type { DuelPlace } from "@openimo/runtime/dispute";
import type { Duel } from "./court-types.ts";

/** Where a duel is and since when, as `Duels.unpack` reads it. */
export type ClockedPlace = DuelPlace & {
  /** When the turn began, unix time. */
  readonly turnAt: number;
  /** What the side that has to act then had on its clock. */
  readonly moverSeconds: number;
};

export function unpackPlace({ place }: Pick<Duel, "place">): ClockedPlace {
  const part = (bit: bigint, bits: bigint) => Number((place >> bit) & ((1n << bits) - 1n));
  return {
    step: part(0n, 32n),
    instruction: part(32n, 32n),
    index: part(64n, 32n),
    levels: part(96n, 8n),
    segment: part(104n, 8n),
    phase: part(112n, 8n),
    turnAt: part(120n, 40n),
    moverSeconds: part(160n, 32n),
  };
}

/** Last second in which the side that has to act can do so. */
export const turnEnd = ({ turnAt, moverSeconds }: ClockedPlace): number => turnAt + moverSeconds;
