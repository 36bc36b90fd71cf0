/** What the sponsor of a claim that won gets of a loser's bond at most: 30% is burned, the rest goes 4 to 3 to sponsor and requester. */
const SPONSOR_PERCENT = 40n;

/** What is won at most beside the own bond, in wei. */
export const gainWei = (loserBondWei: bigint, rewardWei: bigint): bigint =>
  (loserBondWei * SPONSOR_PERCENT) / 100n + rewardWei;
