// @ts-ignore: decorator
@inline
function clampStore(x: i32, low: i32, high: i32, out: usize): void {
  store<i16>(out, min(high, max(low, x)));
}

/** uint8 [count] at x to int16 [count] at out, limited to low..high. */
export function clampUint8(x: usize, count: usize, low: i32, high: i32, out: usize): void {
  for (let i: usize = 0; i < count; i++) clampStore(load<u8>(x + i), low, high, out + 2 * i);
}

/** int16 [count] at x to int16 [count] at out, limited to low..high. */
export function clampInt16(x: usize, count: usize, low: i32, high: i32, out: usize): void {
  for (let i: usize = 0; i < count; i++) clampStore(load<i16>(x + 2 * i), low, high, out + 2 * i);
}
