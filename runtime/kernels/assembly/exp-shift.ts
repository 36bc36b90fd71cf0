const MASKED: i32 = -32768;

/** x: int16 [rows, columns]. most: int16 [rows]. table: int16 [256]. out: int16 [rows, columns]. */
export function expShift(
  x: usize, rows: usize, columns: usize, most: usize, table: usize, multiplier: i64, shift: i64, out: usize,
): void {
  const half = (<i64>1) << (shift - 1);
  for (let r: usize = 0; r < rows; r++) {
    const top: i32 = load<i16>(most + 2 * r);
    for (let c: usize = 0; c < columns; c++, x += 2, out += 2) {
      const element: i32 = load<i16>(x);
      // At most 2^16 * 2^31 >> 16.
      const z = (<i64>max(0, top - element) * multiplier + half) >> shift;
      const exponent = z >> 8;
      if (element == MASKED || exponent > 15) {
        store<i16>(out, 0);
      } else {
        const power: i32 = load<i16>(table + 2 * (<usize>z & 255));
        store<i16>(out, (power + ((1 << <i32>exponent) >> 1)) >> <i32>exponent);
      }
    }
  }
}
