import { maxOfRow } from "./row-max";

/** Index of the largest of each row of x, int16 [rows, columns], to out, int32 [rows]; the lowest index of equal ones. */
export function argMax(x: usize, rows: usize, columns: usize, out: usize): void {
  for (let r: usize = 0; r < rows; r++, x += columns * 2) {
    const most = maxOfRow(x, columns);
    const lanes = i16x8.splat(<i16>most);
    let i: usize = 0;
    while (i + 8 <= columns && !v128.any_true(i16x8.eq(v128.load(x + 2 * i), lanes))) i += 8;
    while (load<i16>(x + 2 * i) != most) i++;
    store<i32>(out + 4 * r, <i32>i);
  }
}
