import {
  FEE_HASTE_HEADROOM,
  FEE_HASTE_SECONDS,
  FEE_HASTE_TIP,
  FEE_HEADROOM,
  FEE_LEAST_RAISE_PERCENT,
  FEE_PATIENT_SECONDS,
  FEE_RAISE_PERCENT,
  RAISE_BLOCKS,
  RAISE_LEAST_SECONDS,
  RAISE_MOST_SECONDS,
  RAISE_SHARE,
} from "../limits.ts";

/** What a transaction offers for a unit of gas, in wei. Where there is no base fee, both are the gas price. */
export type Fees = {
  readonly isLegacy: boolean;
  readonly maxFeeWei: bigint;
  readonly priorityFeeWei: bigint;
};

/** Everything that a fee depends on. */
export type FeeView = {
  /** Of the newest block; null on chains without one. */
  readonly baseFeeWei: bigint | null;
  /** What the RPC suggests: as priority fee, or as gas price on chains without a base fee. */
  readonly suggestedWei: bigint;
  /** Until the transaction has to be mined, by the chain's clock; undefined when it may take its time. */
  readonly secondsLeft: number | undefined;
  /** The operator's hard cap. */
  readonly capWei: bigint;
  /** Of the transaction that this one replaces at its nonce. */
  readonly before: Fees | undefined;
};

const most = (a: bigint, b: bigint) => (a > b ? a : b);
const least = (a: bigint, b: bigint) => (a < b ? a : b);
const plus = (wei: bigint, percent: bigint) => (wei * (100n + percent)) / 100n + 1n;

/** From 0 with time to spare to 100 when it has to be in one of the next blocks. */
export function hastePercent(secondsLeft: number | undefined): bigint {
  if (secondsLeft === undefined) return 0n;
  const passed = FEE_PATIENT_SECONDS - secondsLeft;
  const share = Math.trunc((100 * passed) / (FEE_PATIENT_SECONDS - FEE_HASTE_SECONDS));
  return BigInt(Math.min(100, Math.max(0, share)));
}

/** Between two multiples, by haste. */
const between = (wei: bigint, calm: bigint, hasty: bigint, haste: bigint) =>
  (wei * (100n * calm + (hasty - calm) * haste)) / 100n;

/**
 * The fee of the next transaction. Only the base fee of its block and the tip are ever paid, so the headroom above today's base
 * fee costs nothing until it is needed.
 * @returns undefined when the cap allows none that could be mined, or none that pools take as a replacement.
 */
export function feeFor({ baseFeeWei, suggestedWei, secondsLeft, capWei, before }: FeeView): Fees | undefined {
  const haste = hastePercent(secondsLeft);
  const isLegacy = baseFeeWei === null;
  const tip = between(suggestedWei, 1n, isLegacy ? FEE_HASTE_HEADROOM : FEE_HASTE_TIP, haste);
  const asked = isLegacy ? tip : between(baseFeeWei, FEE_HEADROOM, FEE_HASTE_HEADROOM, haste) + tip;
  const neededWei = isLegacy ? suggestedWei : baseFeeWei;
  if (capWei < neededWei) return undefined;
  if (before === undefined) return fees(isLegacy, least(asked, capWei), tip);

  if (capWei < plus(before.maxFeeWei, FEE_LEAST_RAISE_PERCENT)) return undefined;
  const maxFeeWei = least(most(asked, plus(before.maxFeeWei, FEE_RAISE_PERCENT)), capWei);
  const priorityFeeWei = most(tip, plus(before.priorityFeeWei, FEE_RAISE_PERCENT));
  return fees(isLegacy, maxFeeWei, priorityFeeWei);
}

/**
 * The most that is offered for what a reorganisation can make harmful: below the cap by so much that a replacement, which takes it back,
 * still fits under it.
 */
export const withRoomToTakeBack = (capWei: bigint): bigint => (capWei * 100n) / (100n + FEE_LEAST_RAISE_PERCENT) - 1n;

function fees(isLegacy: boolean, maxFeeWei: bigint, tipWei: bigint): Fees {
  return { isLegacy, maxFeeWei, priorityFeeWei: isLegacy ? maxFeeWei : least(tipWei, maxFeeWei) };
}

/** How long a transaction has been waited for. */
export type Waiting = {
  readonly blocks: bigint;
  readonly seconds: number;
  readonly secondsLeft: number | undefined;
};

/**
 * Whether to offer more: each time that an eighth of the time left has passed in vain. So a far deadline is met by patience, and
 * the steps get quicker towards it.
 */
export function raiseIsDue({ blocks, seconds, secondsLeft }: Waiting): boolean {
  const isLast = secondsLeft !== undefined && secondsLeft <= FEE_HASTE_SECONDS;
  if (blocks < (isLast ? 1n : RAISE_BLOCKS)) return false;
  const share = secondsLeft === undefined ? RAISE_MOST_SECONDS : secondsLeft / RAISE_SHARE;
  return seconds >= Math.min(RAISE_MOST_SECONDS, Math.max(RAISE_LEAST_SECONDS, share));
}
