import type { DuelPlace } from "@openimo/runtime/dispute";
import type { DuelState } from "./court-types.ts";

/** Where a duel is and since when, as `Duels.unpack` reads it. */
export type ClockedPlace = DuelPlace & {
  /** When the turn began, unix time. */
  readonly turnAt: number;
  /** What the side that has to act then had on its clock. */
  readonly moverSeconds: number;
  /** What the other side has. */
  readonly otherSeconds: number;
  /** Whether the duel's second claim has to act. */
  readonly isSecond: boolean;
};

export function unpackPlace({ place }: Pick<DuelState, "place">): ClockedPlace {
  const part = (bit: bigint, bits: bigint) => Number((place >> bit) & ((1n << bits) - 1n));
  return {
    item: part(232n, 8n),
    step: part(0n, 16n),
    instruction: part(16n, 16n),
    index: part(32n, 32n),
    levels: part(64n, 8n),
    segment: part(72n, 8n),
    phase: part(80n, 8n),
    isSecond: part(88n, 8n) === 1,
    turnAt: part(96n, 40n),
    moverSeconds: part(136n, 32n),
    otherSeconds: part(168n, 32n),
  };
}

/** Last second in which the side that has to act can do so. */
export const turnEnd = ({ turnAt, moverSeconds }: ClockedPlace): number => turnAt + moverSeconds;
