// min(high, max(low, (accumulator * M + 2^(shift - 1)) >> shift)) on vectors; arithmetic in docs/tensor-programs.md.

// @ts-ignore: decorator
@inline
export function roundingOf(shift: i32): v128 {
  return i64x2.splat(<i64>1 << (shift - 1));
}

/** Four accumulators, int32, with a multiplier each and a shift of 32 or more: requantised, not yet limited. */
// @ts-ignore: decorator
@inline
export function requantise4(accumulators: v128, multipliers: v128, rounding: v128, shift: i32): v128 {
  const a = i64x2.add(i64x2.extmul_low_i32x4_s(accumulators, multipliers), rounding);
  const b = i64x2.add(i64x2.extmul_high_i32x4_s(accumulators, multipliers), rounding);
  // The upper halves are the sums shifted by 32. x86 shifts their 32-bit lanes in one step, 64-bit lanes in many.
  return i32x4.shr_s(v128.shuffle<i32>(a, b, 1, 3, 5, 7), shift - 32);
}

/**
 * Four sums, 64 bits with the rounding in them, by a shift of 24 or more after which they fit in 32 bits.
 *
 * x86 has no arithmetic shift of 64-bit lanes, but a logical one: (v + 2^63) >>> shift = (v >> shift) + 2^(63 - shift),
 * modulo 2^32 in the lower half, which is kept.
 */
// @ts-ignore: decorator
@inline
export function shift4(a: v128, b: v128, shift: i32): v128 {
  const sign = i64x2.splat(1 << 63);
  const low = v128.shuffle<i32>(
    i64x2.shr_u(v128.xor(a, sign), shift), i64x2.shr_u(v128.xor(b, sign), shift), 0, 2, 4, 6,
  );
  return i32x4.sub(low, i32x4.splat(<i32>(<i64>1 << (63 - shift))));
}

/** As `requantise4`, for sums so small that a shift of 24 or more makes them fit in 32 bits. */
// @ts-ignore: decorator
@inline
export function requantiseSum4(sums: v128, multipliers: v128, rounding: v128, shift: i32): v128 {
  const a = i64x2.add(i64x2.extmul_low_i32x4_s(sums, multipliers), rounding);
  const b = i64x2.add(i64x2.extmul_high_i32x4_s(sums, multipliers), rounding);
  return shift4(a, b, shift);
}

/** Eight int32 to int16 within limits of int16: what does not fit in int16 is beyond them anyway. */
// @ts-ignore: decorator
@inline
export function limit8(a: v128, b: v128, low: v128, high: v128): v128 {
  return i16x8.min_s(high, i16x8.max_s(low, i16x8.narrow_i32x4_s(a, b)));
}

/** One accumulator of at most 52 bits times its multiplier, the product below 2^62. */
// @ts-ignore: decorator
@inline
export function requantise1(product: i64, shift: i32, low: i32, high: i32): i32 {
  return min(high, max(low, <i32>((product + (<i64>1 << (shift - 1))) >> shift)));
}

/** The first `count` of eight int16 to memory. */
// @ts-ignore: decorator
@inline
export function storeSome(out: usize, values: v128, count: usize): void {
  if (count >= 8) {
    v128.store(out, values);
    return;
  }
  for (let i: usize = 0; i < count; i++) {
    store<i16>(out + 2 * i, i16x8.extract_lane_s(values, 0));
    values = v128.shuffle<i16>(values, values, 1, 2, 3, 4, 5, 6, 7, 0);
  }
}
