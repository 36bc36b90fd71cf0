// A few rows times a matrix that is read once: MatMul where packing would cost more than it saves.
import { requantise1 } from "./requantise";

// @ts-ignore: decorator
@inline
function dotRow(x: usize, w: usize, columns: usize): i32 {
  let acc = i64x2.splat(0);
  let k: usize = 0;
  for (; k + 8 <= columns; k += 8) {
    acc = i32x4.add(acc, i32x4.dot_i16x8_s(v128.load(x + 2 * k), v128.load(w + 2 * k)));
  }
  let sum = i32x4.extract_lane(acc, 0) + i32x4.extract_lane(acc, 1) + i32x4.extract_lane(acc, 2) +
    i32x4.extract_lane(acc, 3);
  for (; k < columns; k++) sum += <i32>load<i16>(x + 2 * k) * <i32>load<i16>(w + 2 * k);
  return sum;
}

/** y[r, c] = limited(requantised(x[r] . w[c])), x int16 [rows, columns], w int16 [channels, columns], y int16. */
export function matVec(
  x: usize, rows: usize, w: usize, channels: usize, columns: usize, multiplier: i32, shift: i32, low: i32, high: i32,
  out: usize,
): void {
  const m = <i64>multiplier;
  for (let r: usize = 0; r < rows; r++, x += 2 * columns) {
    let row = w;
    for (let c: usize = 0; c < channels; c++, row += 2 * columns, out += 2) {
      store<i16>(out, requantise1(<i64>dotRow(x, row, columns) * m, shift, low, high));
    }
  }
}
