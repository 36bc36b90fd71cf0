const LIMB: u64 = 0xffffffff;

/** Upper 64 bits of a * b. */
// @ts-ignore: decorator
@inline
function highProduct(a: u64, b: u64): u64 {
  const low = (a & LIMB) * (b & LIMB);
  const middle = (a >> 32) * (b & LIMB) + (low >> 32);
  const other = (a & LIMB) * (b >> 32) + (middle & LIMB);
  return (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32);
}

/** Mantissa and exponent of one over the square root of each pair of limbs plus epsilon, int32 [count, 2] to out. */
export function sqrtReciprocal(x: usize, count: usize, epsilon: u64, out: usize): void {
  for (let i: usize = 0; i < count; i++, x += 8, out += 8) {
    const v = (load<u64>(x) & 0x7fffffffffffff) + epsilon;
    const half = (65 - clz(v)) >> 1;
    // The bound 2^(2 * half + 58) in two limbs of 64 bits.
    const bits = 2 * half + 58;
    const highBound: u64 = bits < 64 ? 0 : (<u64>1) << (bits - 64);
    const lowBound: u64 = bits < 64 ? (<u64>1) << bits : 0;
    let m: u64 = 0;
    for (let bit: u64 = 1 << 30; bit > 0; bit >>= 1) {
      const square = (m + bit) * (m + bit);
      const high = highProduct(square, v);
      if (high < highBound || (high == highBound && square * v <= lowBound)) m += bit;
    }
    store<i32>(out, <i32>m);
    store<i32>(out + 4, <i32>half);
  }
}
