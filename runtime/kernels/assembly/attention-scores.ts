import { dotInt16, saturate, scale } from "./scale";

const MASKED: i32 = -32768;

/** q: int16 [heads, headSize]. keys: int16 [steps, keyHeads * headSize]. out: int16 [heads, steps]. */
export function attentionScores(
  q: usize, heads: usize, headSize: usize, keys: usize, keyHeads: usize, steps: usize, step: usize, multiplier: i64,
  shift: i64, out: usize,
): void {
  const rowBytes = 2 * keyHeads * headSize;
  for (let h: usize = 0; h < heads; h++, q += 2 * headSize) {
    let key = keys + 2 * headSize * ((h * keyHeads) / heads);
    for (let j: usize = 0; j < steps; j++, key += rowBytes, out += 2) {
      const score = j > step ? MASKED : saturate(scale(dotInt16(q, key, headSize), multiplier, shift));
      store<i16>(out, score);
    }
  }
}
