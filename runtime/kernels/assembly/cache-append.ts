/**
 * Writes x, int16 [count], as row (`axis` 0) or column (`axis` 1) `step` of the cache, which is int16 [steps, count] or
 * [count, steps] and holds the steps before; the first step clears it.
 */
export function cacheAppend(x: usize, count: usize, steps: usize, axis: i32, step: usize, cache: usize): void {
  if (step == 0) memory.fill(cache, 0, 2 * count * steps);
  if (axis == 0) {
    memory.copy(cache + 2 * step * count, x, 2 * count);
    return;
  }
  let to = cache + 2 * step;
  for (let i: usize = 0; i < count; i++, to += 2 * steps) store<i16>(to, load<i16>(x + 2 * i));
}
