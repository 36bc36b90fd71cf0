import { GUMBEL_ENTRIES } from "../instructions/sample.ts";

const PARTS = 256;

/**
 * Table of a Sample: for each bin of a uniform u the Gumbel variable -ln(-ln(1 - u)) at the bin's middle.
 * @param unitsPerNat What a difference of 1 in the logits is in the scores: at most 1477, or the largest entry does not
 * fit in int16. A Sample's `multiplier / 2^shift` is logit scale / temperature * unitsPerNat.
 */
export function gumbelTable(unitsPerNat: number): Int16Array {
  return Int16Array.from({ length: GUMBEL_ENTRIES }, (_, bin) => {
    const u = 2 ** -(Math.floor(bin / PARTS) + 1) * (1 + ((bin % PARTS) + 0.5) / PARTS);
    return Math.round(-Math.log(-Math.log1p(-u)) * unitsPerNat);
  });
}
