/**
 * (accumulator * multiplier + 2^(shift - 1)) >> shift: scales by multiplier / 2^shift and rounds to the nearest
 * integer, halves towards plus infinity.
 * @param accumulator int32.
 * @param multiplier 0 to 2^31 - 1.
 * @param shift 32 to 62.
 */
export function requantise(accumulator: number, multiplier: number, shift: number): number {
  const half = 1n << BigInt(shift - 1);
  return Number((BigInt(accumulator) * BigInt(multiplier) + half) >> BigInt(shift));
}
