/** The value in the middle, which no minority can choose; of two equally near, the lower or the higher one. */
export function middleOf(values: readonly bigint[], ofTwo: "lower" | "higher"): bigint {
  const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const at = ofTwo === "higher" ? sorted.length >> 1 : (sorted.length - 1) >> 1;
  const middle = sorted[at];
  if (middle === undefined) throw new RangeError("there is no middle of nothing");
  return middle;
}
