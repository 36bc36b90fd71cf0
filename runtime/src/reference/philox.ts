const MULTIPLIERS = [0xd2511f53n, 0xcd9e8d57n] as const;
const KEY_STEPS = [0x9e3779b9n, 0xbb67ae85n] as const;
const ROUNDS = 10;
const WORD = 0xffffffffn;

/**
 * Philox4x32-10, the counter-based generator of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (2011):
 * four words that depend on counter and key alone.
 */
export function philox(counter: readonly number[], key: readonly number[]): number[] {
  let [c0, c1, c2, c3] = counter.map(BigInt);
  let [k0, k1] = key.map(BigInt);
  for (let round = 0; round < ROUNDS; round++) {
    const [p0, p1] = [c0 * MULTIPLIERS[0], c2 * MULTIPLIERS[1]];
    [c0, c1, c2, c3] = [(p1 >> 32n) ^ c1 ^ k0, p1 & WORD, (p0 >> 32n) ^ c3 ^ k1, p0 & WORD];
    [k0, k1] = [(k0 + KEY_STEPS[0]) & WORD, (k1 + KEY_STEPS[1]) & WORD];
  }
  return [c0, c1, c2, c3].map(Number);
}
