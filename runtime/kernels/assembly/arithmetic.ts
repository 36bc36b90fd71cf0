import { limit8, requantise1, requantise4, roundingOf, shift4 } from "./requantise";

/**
 * y = limited((left * leftMultiplier + right * rightMultiplier + 2^(shift - 1)) >> shift), int16, element by element.
 * `right` has `period` elements, which are used again and again; `count` is a multiple of it.
 */
export function add(
  left: usize, right: usize, count: usize, period: usize, leftMultiplier: i32, rightMultiplier: i32, shift: i32,
  low: i32, high: i32, out: usize,
): void {
  const m = i32x4.splat(leftMultiplier), n = i32x4.splat(rightMultiplier);
  const rounding = roundingOf(shift);
  const least = i16x8.splat(<i16>low), most = i16x8.splat(<i16>high);
  for (let done: usize = 0; done < count; done += period, left += 2 * period, out += 2 * period) {
    let i: usize = 0;
    for (; i + 8 <= period; i += 8) {
      const x = v128.load(left + 2 * i), z = v128.load(right + 2 * i);
      const y0 = add4(i32x4.extend_low_i16x8_s(x), i32x4.extend_low_i16x8_s(z), m, n, rounding, shift);
      const y1 = add4(i32x4.extend_high_i16x8_s(x), i32x4.extend_high_i16x8_s(z), m, n, rounding, shift);
      v128.store(out + 2 * i, limit8(y0, y1, least, most));
    }
    for (; i < period; i++) {
      const sum = <i64>load<i16>(left + 2 * i) * <i64>leftMultiplier + <i64>load<i16>(right + 2 * i) * <i64>rightMultiplier;
      store<i16>(out + 2 * i, requantise1(sum, shift, low, high));
    }
  }
}

// @ts-ignore: decorator
@inline
function add4(x: v128, z: v128, m: v128, n: v128, rounding: v128, shift: i32): v128 {
  const a = i64x2.add(i64x2.extmul_low_i32x4_s(x, m), i64x2.extmul_low_i32x4_s(z, n));
  const b = i64x2.add(i64x2.extmul_high_i32x4_s(x, m), i64x2.extmul_high_i32x4_s(z, n));
  return shift4(i64x2.add(a, rounding), i64x2.add(b, rounding), shift);
}

/** y = limited(requantised(left * right)), int16, element by element; `right` as for `add`. */
export function mul(
  left: usize, right: usize, count: usize, period: usize, multiplier: i32, shift: i32, low: i32, high: i32, out: usize,
): void {
  const m = i32x4.splat(multiplier);
  const rounding = roundingOf(shift);
  const least = i16x8.splat(<i16>low), most = i16x8.splat(<i16>high);
  for (let done: usize = 0; done < count; done += period, left += 2 * period, out += 2 * period) {
    let i: usize = 0;
    for (; i + 8 <= period; i += 8) {
      const x = v128.load(left + 2 * i), z = v128.load(right + 2 * i);
      const y0 = requantise4(i32x4.extmul_low_i16x8_s(x, z), m, rounding, shift);
      const y1 = requantise4(i32x4.extmul_high_i16x8_s(x, z), m, rounding, shift);
      v128.store(out + 2 * i, limit8(y0, y1, least, most));
    }
    for (; i < period; i++) {
      const product = <i64>load<i16>(left + 2 * i) * <i64>load<i16>(right + 2 * i) * <i64>multiplier;
      store<i16>(out + 2 * i, requantise1(product, shift, low, high));
    }
  }
}

/** y = t[i] + (((t[i + 1] - t[i]) * o + 64) >> 7), i = 256 + (x >> 7), o = x & 127; t is int16 [513]. */
export function lut(x: usize, count: usize, table: usize, out: usize): void {
  const middle = table + 2 * 256;
  for (let i: usize = 0; i < count; i++) {
    const v = <i32>load<i16>(x + 2 * i);
    const knot = <usize>(<i32>middle + 2 * (v >> 7));
    const t = <i32>load<i16>(knot);
    store<i16>(out + 2 * i, t + (((<i32>load<i16>(knot, 2) - t) * (v & 127) + 64) >> 7));
  }
}
