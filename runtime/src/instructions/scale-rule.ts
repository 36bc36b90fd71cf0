import { expectInteger } from "./instruction-rule.ts";
import { expectMultiplier, MAX_SHIFT } from "./requantisation.ts";

/**
 * Least shift where the accumulator has 17 bits at most: its product with a multiplier of 31 bits fits in int32 after a
 * shift by 16, and factors above one half can be had.
 */
export const MIN_NARROW_SHIFT = 16;

/** @throws ProgramError unless the attributes scale by multiplier / 2^shift, with a shift of at least `minShift`. */
export function expectScale(
  where: string,
  { multiplier, shift }: { readonly multiplier: number; readonly shift: number },
  minShift: number,
): void {
  expectMultiplier(`${where}.multiplier`, multiplier);
  expectInteger(`${where}.shift`, shift, minShift, MAX_SHIFT);
}
