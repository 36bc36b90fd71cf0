import { scale } from "./scale";

const LAST_BIN: usize = 8191;

// @ts-ignore: decorator
@inline
function bin(u: u32): usize {
  if (u == 0) return LAST_BIN;
  const zeros = clz(u);
  // A shift by 32 would be one by 0.
  const rest = zeros == 31 ? 0 : (u << (zeros + 1)) >> 24;
  return 256 * <usize>zeros + <usize>rest;
}

/** x: int16 [count]. gumbel: int16 [8192]. seed: four uint32. The index of the best score to out, int32. */
export function sample(
  x: usize, count: usize, gumbel: usize, seed: usize, step: u32, multiplier: i64, shift: i64, out: usize,
): void {
  const s0 = load<u32>(seed);
  const s1 = load<u32>(seed + 4);
  const s2 = load<u32>(seed + 8);
  const s3 = load<u32>(seed + 12);
  let best: i32 = 0;
  let bestScore: i32 = i32.MIN_VALUE;
  for (let block: usize = 0; block < count; block += 4) {
    // Philox4x32-10.
    let c0: u32 = <u32>(block >> 2);
    let c1: u32 = step;
    let c2: u32 = s2;
    let c3: u32 = s3;
    let k0 = s0;
    let k1 = s1;
    for (let round = 0; round < 10; round++) {
      const p0 = <u64>c0 * 0xd2511f53;
      const p1 = <u64>c2 * 0xcd9e8d57;
      c0 = <u32>(p1 >> 32) ^ c1 ^ k0;
      c1 = <u32>p1;
      c2 = <u32>(p0 >> 32) ^ c3 ^ k1;
      c3 = <u32>p0;
      k0 += 0x9e3779b9;
      k1 += 0xbb67ae85;
    }
    const end = min<usize>(4, count - block);
    for (let i: usize = 0; i < end; i++) {
      const u = i == 0 ? c0 : i == 1 ? c1 : i == 2 ? c2 : c3;
      const score = scale(load<i16>(x + 2 * (block + i)), multiplier, shift) + load<i16>(gumbel + 2 * bin(u));
      if (score > bestScore) {
        bestScore = score;
        best = <i32>(block + i);
      }
    }
  }
  store<i32>(out, best);
}
