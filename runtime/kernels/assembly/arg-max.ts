/** Index of the largest of each row of x, int16 [rows, columns], to out, int32 [rows]; the lowest index of equal ones. */
export function argMax(x: usize, rows: usize, columns: usize, out: usize): void {
  for (let r: usize = 0; r < rows; r++, x += columns * 2) {
    let best: usize = 0;
    for (let i: usize = 1; i < columns; i++) {
      if (load<i16>(x + 2 * i) > load<i16>(x + 2 * best)) best = i;
    }
    store<i32>(out + 4 * r, <i32>best);
  }
}
