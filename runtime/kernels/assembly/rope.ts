// @ts-ignore: decorator
@inline
function storeRounded(product: i64, out: usize): void {
  store<i16>(out, min<i64>(32767, max<i64>(-32767, (product + (1 << 14)) >> 15)));
}

/** x, out: int16 [rows, width]. table: int16 pairs [positions, headSize]. Row r is at position step + r. */
export function rope(
  x: usize, rows: usize, width: usize, table: usize, headSize: usize, step: usize, out: usize,
): void {
  table += 2 * step * headSize;
  for (let r: usize = 0; r < rows; r++, table += 2 * headSize) {
    for (let column: usize = 0; column < width; column += headSize) {
      for (let i: usize = 0; i < headSize; i += 2, x += 4, out += 4) {
        const x0: i64 = load<i16>(x);
        const x1: i64 = load<i16>(x + 2);
        const c: i64 = load<i16>(table + 2 * i);
        const s: i64 = load<i16>(table + 2 * i + 2);
        storeRounded(x0 * c - x1 * s, out);
        storeRounded(x0 * s + x1 * c, out + 2);
      }
    }
  }
}
