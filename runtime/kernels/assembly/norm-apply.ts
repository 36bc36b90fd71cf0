import { scale } from "./scale";

/**
 * x: int16 [rows, columns]. reciprocal: int32 [rows, 2]. sums: int32 [rows], or 0 for none. weights: int8, one every
 * `stride` bytes. heads: bias and multiplier of each column. out: int16 [rows, columns].
 */
export function normApply(
  x: usize, rows: usize, columns: usize, reciprocal: usize, sums: usize, weights: usize, stride: usize, heads: usize,
  shift: i64, low: i32, high: i32, out: usize,
): void {
  for (let r: usize = 0; r < rows; r++, reciprocal += 8) {
    const sum: i32 = sums == 0 ? 0 : load<i32>(sums + 4 * r);
    const mantissa = <i64>(load<u32>(reciprocal) & 0x7fffffff);
    const exponent = <i64>(load<u32>(reciprocal + 4) & 31) + 13;
    for (let c: usize = 0; c < columns; c++, x += 2, out += 2) {
      const u = <i32>columns * load<i16>(x) - sum;
      // Below 2^62; what does not fit in 32 bits after the shift is cut off.
      const t = <i32>((<i64>u * mantissa) >> exponent);
      const accumulator = load<i32>(heads + 8 * c) + t * <i32>load<i8>(weights + stride * c);
      const scaled = scale(accumulator, <i64>(load<u32>(heads + 8 * c + 4) & 0x7fffffff), shift);
      store<i16>(out, min(high, max(low, scaled)));
    }
  }
}
