import { createHash } from "node:crypto";

const LABELS = 10;
const SEED_BYTES = 8;

/**
 * Inputs of the painter, 9 bytes each: a label, which cycles through 0 to 9, and a seed of 8 bytes.
 * @param purpose Another one has other seeds.
 */
export function painterInputs(purpose: string, count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => {
    const seed = createHash("sha256").update(`painter ${purpose} ${i}`).digest().subarray(0, SEED_BYTES);
    return Uint8Array.of(i % LABELS, ...seed);
  });
}
