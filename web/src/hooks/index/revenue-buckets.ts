/** What was earned from `start` on, unix seconds, for as long as the chart's stretches are. */
export interface RevenueBucket {
  readonly start: number;
  readonly calls: number;
  readonly amount: bigint;
}

interface Stretches {
  readonly now: number;
  readonly bucketSeconds: number;
  readonly buckets: number;
  /** Whether older earnings were left out: a stretch that may miss some isn't shown. */
  readonly isCut: boolean;
}

/** Equal stretches of time up to now, oldest first, also those in which nothing was earned. */
export function fillBuckets(
  earned: readonly { readonly at: number; readonly amount: bigint }[],
  { now, bucketSeconds, buckets, isCut }: Stretches,
): RevenueBucket[] {
  const newest = now - (now % bucketSeconds);
  const oldestKnown = isCut ? Math.min(...earned.map(({ at }) => at)) : Number.NEGATIVE_INFINITY;
  return Array.from({ length: buckets }, (_, i) => newest - (buckets - 1 - i) * bucketSeconds)
    .filter((start) => start > oldestKnown)
    .map((start) => {
      const inside = earned.filter(({ at }) => at >= start && at < start + bucketSeconds);
      return { start, calls: inside.length, amount: inside.reduce((sum, { amount }) => sum + amount, 0n) };
    });
}
