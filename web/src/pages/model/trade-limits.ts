const SLIPPAGE_BASIS_POINTS = 100n;
const BASIS_POINTS = 10_000n;
/** As on the command line: long enough for a signature and a block. */
const DEADLINE_SECONDS = 20 * 60;

/** The least that a trade has to bring: 1% below what it would bring now. */
export function leastOf(now: bigint): bigint {
  return (now * (BASIS_POINTS - SLIPPAGE_BASIS_POINTS)) / BASIS_POINTS;
}

/**
 * The least that a purchase has to bring. The contract asks the one of the last tokens for their part of what the whole amount should buy.
 * @param bought What it would bring now, for `cost` of the offered `amount`.
 * @param unsold Tokens that are left.
 */
export function leastBought(bought: bigint, cost: bigint, amount: bigint, unsold: bigint): bigint {
  const isLast = bought === unsold && cost > 0n;
  return leastOf(isLast ? (bought * amount) / cost : bought);
}

/** @param timestamp The chain's time, unix seconds. */
export function deadlineOf(timestamp: number): number {
  return timestamp + DEADLINE_SECONDS;
}
