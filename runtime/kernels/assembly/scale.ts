// Rounding and saturation that several kernels share; arithmetic in docs/tensor-programs.md.

/** (accumulator * multiplier + 2^(shift - 1)) >> shift. |product| < 2^62 and the rounding term is at most 2^61. */
// @ts-ignore: decorator
@inline
export function scale(accumulator: i32, multiplier: i64, shift: i64): i32 {
  return <i32>((<i64>accumulator * multiplier + ((<i64>1) << (shift - 1))) >> shift);
}

// @ts-ignore: decorator
@inline
export function saturate(x: i32): i32 {
  return min(32767, max(-32767, x));
}

// @ts-ignore: decorator
@inline
export function sumLanes(acc: v128): i32 {
  return (
    i32x4.extract_lane(acc, 0) + i32x4.extract_lane(acc, 1) + i32x4.extract_lane(acc, 2) + i32x4.extract_lane(acc, 3)
  );
}

/** Sum of products of two runs of `count` int16, modulo 2^32. Nothing past their ends is read. */
// @ts-ignore: decorator
@inline
export function dotInt16(x: usize, y: usize, count: usize): i32 {
  let acc = i64x2.splat(0);
  const whole = count & ~7;
  for (let i: usize = 0; i < whole; i += 8) {
    acc = i32x4.add(acc, i32x4.dot_i16x8_s(v128.load(x + 2 * i), v128.load(y + 2 * i)));
  }
  let sum = sumLanes(acc);
  for (let i = whole; i < count; i++) sum += <i32>load<i16>(x + 2 * i) * <i32>load<i16>(y + 2 * i);
  return sum;
}
