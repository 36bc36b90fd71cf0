import { saturate, scale } from "./scale";

/**
 * indexes: `count` of int32, or of uint8 if `isByte`. weights: int8 rows, one every `stride` bytes. heads: bias and
 * multiplier of each row. out: int16 [count, columns].
 */
export function gather(
  indexes: usize, count: usize, isByte: i32, weights: usize, stride: usize, heads: usize, rows: usize, columns: usize,
  shift: i64, out: usize,
): void {
  for (let i: usize = 0; i < count; i++) {
    const row: u32 = isByte ? load<u8>(indexes + i) : load<u32>(indexes + 4 * i);
    // A negative index is a large one without its sign.
    if (row >= <u32>rows) {
      memory.fill(out, 0, 2 * columns);
      out += 2 * columns;
      continue;
    }
    const bias = load<i32>(heads + 8 * row);
    const multiplier = <i64>(load<u32>(heads + 8 * row + 4) & 0x7fffffff);
    const from = weights + stride * row;
    for (let c: usize = 0; c < columns; c++, out += 2) {
      store<i16>(out, saturate(scale(bias + (<i32>load<i8>(from + c) << 16), multiplier, shift)));
    }
  }
}
