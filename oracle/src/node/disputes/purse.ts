import { DISPUTE_GAS } from "../../limits.ts";
import type { Purse } from "./view.ts";

/** Of a loser's bond the winner's sponsor gets this at most: three tenths are burned, and of the rest it has four parts of seven. */
const SPONSOR_PERCENT = 40n;

/** What speaks against a stake, as a sentence's end; undefined when nothing does. @param bondWei What it costs. */
export function refusedStake(
  { stakedWei, maximumStakeWei, gasPriceWei, minimumGainWei }: Purse,
  { bondWei, rewardWei, loserBondWei }: { bondWei: bigint; rewardWei: bigint; loserBondWei: bigint },
): string | undefined {
  if (stakedWei + bondWei > maximumStakeWei) return "more would be at stake than is allowed";
  if (minimumGainWei === undefined) return undefined;
  // The gas of moves is repaid up to a price; that none is repaid is the worse case.
  const gainWei = (loserBondWei * SPONSOR_PERCENT) / 100n + rewardWei - DISPUTE_GAS * gasPriceWei;
  return gainWei < minimumGainWei ? "it would bring less than is asked for" : undefined;
}

/** Bond of a case's claim by its number: the first two pay one, the third two, and so on. */
export const bondOfClaim = (baseWei: bigint, number: number): bigint =>
  number < 3 ? baseWei : baseWei * BigInt(number - 1);
