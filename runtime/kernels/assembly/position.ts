/** The number of the step to out, int32. */
export function position(step: i32, out: usize): void {
  store<i32>(out, step);
}
