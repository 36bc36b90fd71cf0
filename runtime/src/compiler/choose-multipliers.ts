import { MAX_SHIFT, MIN_SHIFT } from "../instructions/gemm.ts";

const MAX_MULTIPLIER = 2 ** 31 - 1;
/** A ratio below one half has a multiplier below 2^31 at the smallest shift. The margin is for the rounding. */
export const MAX_RATIO = 0.4999;

/**
 * The multipliers and the one shift that stand for the ratios: ratio = multiplier / 2^shift, with the largest shift, and
 * so the most precise multipliers, that the largest ratio allows.
 * @param ratios From 0 to MAX_RATIO.
 */
export function chooseMultipliers(ratios: Float64Array): { multipliers: Uint32Array; shift: number } {
  const largest = ratios.reduce((max, ratio) => Math.max(max, ratio), 0);
  let shift = MAX_SHIFT;
  while (shift > MIN_SHIFT && Math.round(largest * 2 ** shift) > MAX_MULTIPLIER) shift--;
  return { multipliers: Uint32Array.from(ratios, (ratio) => Math.round(ratio * 2 ** shift)), shift };
}
