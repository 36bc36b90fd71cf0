import { sumLanes } from "./scale";

/** Sum of each row of x, int16 [rows, columns], to out, int32 [rows]. */
export function rowSum(x: usize, rows: usize, columns: usize, out: usize): void {
  for (let r: usize = 0; r < rows; r++, x += 2 * columns) store<i32>(out + 4 * r, sumOfRow(x, columns));
}

// @ts-ignore: decorator
@inline
export function sumOfRow(x: usize, columns: usize): i32 {
  let acc = i64x2.splat(0);
  let i: usize = 0;
  for (; i + 8 <= columns; i += 8) acc = i32x4.add(acc, i32x4.extadd_pairwise_i16x8_s(v128.load(x + 2 * i)));
  let sum = sumLanes(acc);
  for (; i < columns; i++) sum += load<i16>(x + 2 * i);
  return sum;
}
