/** e: int16 [rows, columns]. sums: int32 [rows]. out: int16 [rows, columns]. */
export function softmaxNormalise(e: usize, rows: usize, columns: usize, sums: usize, out: usize): void {
  for (let r: usize = 0; r < rows; r++) {
    const divisor = <u32>max(1, load<i32>(sums + 4 * r));
    for (let c: usize = 0; c < columns; c++, e += 2, out += 2) {
      const element: i32 = load<i16>(e);
      // Both terms are at most 2^30; what is half the divisor alone is 0.
      store<i16>(out, element <= 0 ? 0 : min<u32>(32767, ((<u32>element << 15) + (divisor >> 1)) / divisor));
    }
  }
}
