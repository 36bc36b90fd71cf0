import { dotInt16, saturate, scale } from "./scale";

/** p: int16 [heads, steps]. values: int16 [valueHeads * headSize, steps]. out: int16 [heads * headSize]. */
export function attentionMix(
  p: usize, heads: usize, headSize: usize, values: usize, valueHeads: usize, steps: usize, step: usize,
  multiplier: i64, shift: i64, out: usize,
): void {
  for (let h: usize = 0; h < heads; h++, p += 2 * steps) {
    let row = values + 2 * steps * headSize * ((h * valueHeads) / heads);
    for (let d: usize = 0; d < headSize; d++, row += 2 * steps, out += 2) {
      store<i16>(out, saturate(scale(dotInt16(p, row, step + 1), multiplier, shift)));
    }
  }
}
