import { DTYPES } from "../program/dtype.ts";
import { expectInteger } from "./instruction-rule.ts";

/** Shifts of a 32-bit accumulator. From 32 on, the shifted product with a 31-bit multiplier fits in 32 bits. */
export const MIN_SHIFT = 32;
export const MAX_SHIFT = 62;
/** Shifts of sums of at most 64 int16, which have 22 bits: they leave room for a ratio of 1 and more. */
export const MIN_SUM_SHIFT = 24;
const MAX_MULTIPLIER = 2 ** 31 - 1;

/** How an accumulator becomes int16: y = min(high, max(low, requantise(accumulator, M, shift))). */
export interface Requantisation {
  /** 32 to 62 unless the instruction says otherwise. */
  readonly shift: number;
  /** -32767 to 32767. */
  readonly low: number;
  /** low to 32767. */
  readonly high: number;
}

/** @throws ProgramError unless shift and limits are in range. */
export function expectRequantisation(where: string, { shift, low, high }: Requantisation, minShift = MIN_SHIFT): void {
  expectInteger(`${where}.shift`, shift, minShift, MAX_SHIFT);
  const { min, max } = DTYPES.int16;
  expectInteger(`${where}.low`, low, min, max);
  expectInteger(`${where}.high`, high, low, max);
}

/** @throws ProgramError unless the multiplier, an attribute of the program, is from `min` to 2^31 - 1. */
export function expectMultiplier(where: string, multiplier: number, min = 0): void {
  expectInteger(where, multiplier, min, MAX_MULTIPLIER);
}
