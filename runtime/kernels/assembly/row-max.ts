/** Largest element of each row of x, int16 [rows, columns], to out, int16 [rows]. */
export function rowMax(x: usize, rows: usize, columns: usize, out: usize): void {
  for (let r: usize = 0; r < rows; r++, x += 2 * columns) store<i16>(out + 2 * r, maxOfRow(x, columns));
}

/** Largest of `columns` int16. */
// @ts-ignore: decorator
@inline
export function maxOfRow(x: usize, columns: usize): i32 {
  let most: i32 = -32768;
  let i: usize = 0;
  if (columns >= 8) {
    let lanes = v128.load(x);
    for (i = 8; i + 8 <= columns; i += 8) lanes = i16x8.max_s(lanes, v128.load(x + 2 * i));
    lanes = i16x8.max_s(lanes, v128.shuffle<i16>(lanes, lanes, 4, 5, 6, 7, 0, 1, 2, 3));
    lanes = i16x8.max_s(lanes, v128.shuffle<i16>(lanes, lanes, 2, 3, 0, 1, 6, 7, 4, 5));
    most = max<i32>(i16x8.extract_lane_s(lanes, 0), i16x8.extract_lane_s(lanes, 1));
  }
  for (; i < columns; i++) most = max<i32>(most, load<i16>(x + 2 * i));
  return most;
}
