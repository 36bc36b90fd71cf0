import { MAX_SHIFT, MIN_SHIFT, MIN_SUM_SHIFT } from "../instructions/requantisation.ts";

const MAX_MULTIPLIER = 2 ** 31 - 1;
/** A ratio below one half has a multiplier below 2^31 at the smallest shift. The margin is for the rounding. */
export const MAX_RATIO = 0.4999;
/** The same for the shifts that sums of few int16 have. */
export const MAX_SUM_RATIO = 127.9;

/**
 * The multipliers and the one shift that stand for the ratios: ratio = multiplier / 2^shift, with the largest shift, and
 * so the most precise multipliers, that the largest ratio allows.
 * @param ratios From 0 to MAX_RATIO.
 */
export function chooseMultipliers(ratios: Float64Array): { multipliers: Uint32Array; shift: number } {
  const largest = ratios.reduce((max, ratio) => Math.max(max, ratio), 0);
  const shift = largestShift(largest, MIN_SHIFT);
  return { multipliers: Uint32Array.from(ratios, (ratio) => Math.round(ratio * 2 ** shift)), shift };
}

/**
 * As `chooseMultipliers` for the attributes of an Add or a SumPool, whose ratios may be negative and exceed 1.
 * @param ratios From -MAX_SUM_RATIO to MAX_SUM_RATIO.
 */
export function chooseSumMultipliers(ratios: readonly number[]): { multipliers: number[]; shift: number } {
  const shift = largestShift(Math.max(...ratios.map(Math.abs)), MIN_SUM_SHIFT);
  // Adding 0 makes a zero that a negative ratio rounds to a positive one, which JSON can hold.
  return { multipliers: ratios.map((ratio) => Math.round(ratio * 2 ** shift) + 0), shift };
}

function largestShift(ratio: number, least: number): number {
  let shift = MAX_SHIFT;
  while (shift > least && Math.round(ratio * 2 ** shift) > MAX_MULTIPLIER) shift--;
  return shift;
}
