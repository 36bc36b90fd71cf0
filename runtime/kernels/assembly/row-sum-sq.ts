import { sumOfRow } from "./row-sum";

/** Spread of each row of x, int16 [rows, columns], to out, two limbs of int32 each. */
export function rowSumSq(x: usize, rows: usize, columns: usize, centred: i32, out: usize): void {
  for (let r: usize = 0; r < rows; r++, x += 2 * columns, out += 8) {
    let spread = <i64>columns * sumOfSquares(x, columns);
    if (centred) {
      const sum = <i64>sumOfRow(x, columns);
      spread -= sum * sum;
    }
    store<i64>(out, spread);
  }
}

// @ts-ignore: decorator
@inline
function sumOfSquares(x: usize, columns: usize): i64 {
  let acc = i64x2.splat(0);
  let i: usize = 0;
  for (; i + 8 <= columns; i += 8) {
    const part = v128.load(x + 2 * i);
    // Two squares are at most 2^31: exact when read without a sign.
    const squares = i32x4.dot_i16x8_s(part, part);
    acc = i64x2.add(acc, i64x2.add(i64x2.extend_low_i32x4_u(squares), i64x2.extend_high_i32x4_u(squares)));
  }
  let sum = i64x2.extract_lane(acc, 0) + i64x2.extract_lane(acc, 1);
  for (; i < columns; i++) {
    const element = <i64>load<i16>(x + 2 * i);
    sum += element * element;
  }
  return sum;
}
