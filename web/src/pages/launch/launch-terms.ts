import { ETHER, type FeeAsset, isEther } from "@openimo/contracts";
import { type Address, isAddressEqual, zeroAddress } from "viem";
import { parseAmount, parseDecimal } from "../../components/parse-amount.ts";
import type { OfferingTerms, TokenTerms } from "../../flows/launch.ts";
import { type SetAsideTerms, setAsideOf } from "./allocation-terms.ts";
import type { LaunchDraft } from "./launch-draft.ts";
import type { FieldProblems, LineNumbers } from "./launch-problems.ts";

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

/** The contracts' own bounds (`SaleBounds`, `FixedPriceBounds`, `TokenBounds`), so that a form says what a revert would. */
const MIN_LENGTH_SECONDS = 2 * HOUR_SECONDS;
const MAX_LENGTH_SECONDS = 90 * DAY_SECONDS;
const MAX_DELAY_SECONDS = 90 * DAY_SECONDS;
const MAX_SUPPLY = 2n ** 96n - 1n;
const MAX_NAME_BYTES = 64;
const MAX_SYMBOL_BYTES = 16;
const MAX_PERIOD_DAYS = 30;
const MIN_LIQUIDITY_PERCENT = 20;
const MAX_AMOUNT = 2n ** 128n - 1n;

/** The terms that a draft means, or what is wrong with its fields. */
export interface LaunchTerms {
  readonly token?: TokenTerms;
  readonly offering?: OfferingTerms;
  /** When commitments are taken first, for people; the terms say 0 for "with the launch". */
  readonly startsAt: number;
  readonly problems: FieldProblems;
  readonly setAside: SetAsideTerms;
  readonly lines: LineNumbers;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function tokenOf(draft: LaunchDraft, earned: readonly Address[], problems: FieldProblems): TokenTerms {
  const name = draft.tokenName.trim();
  const symbol = draft.tokenSymbol.trim();
  if (name === "" || byteLength(name) > MAX_NAME_BYTES) problems.tokenName = "name";
  if (symbol === "" || byteLength(symbol) > MAX_SYMBOL_BYTES) problems.tokenSymbol = "symbol";
  const percent = parseDecimal(draft.holderPercent);
  const bps = Math.round(percent * 100);
  if (!(percent >= 0 && percent <= 100)) problems.holderPercent = "percent";
  const days = parseDecimal(draft.periodDays);
  const periodSeconds = Math.round(days * DAY_SECONDS);
  if (!(periodSeconds >= HOUR_SECONDS && days <= MAX_PERIOD_DAYS)) problems.periodDays = "period";
  // The launchpad refuses a token that doesn't share what the model earns, or what its own sale takes.
  const revenueAssets = earned.filter(
    (asset, i) => !isEther(asset) && earned.findIndex((other) => isAddressEqual(asset, other)) === i,
  );
  return { name, symbol, periodSeconds, holderShareBps: bps, revenueAssets };
}

function offeringOf(
  draft: LaunchDraft,
  now: number,
  currency: FeeAsset | null | undefined,
  setAside: bigint,
  problems: FieldProblems,
): { terms: OfferingTerms; startsAt: number } {
  if (!currency) problems.currency = "currency";
  const decimals = { saleSupply: 18, developerSupply: 18, softCap: 0, hardCap: 0, accountCap: 0 };
  for (const field of ["softCap", "hardCap", "accountCap"] as const) decimals[field] = currency?.decimals ?? 18;
  const amount = (field: keyof typeof decimals, optional = false) => {
    const value = optional && draft[field].trim() === "" ? 0n : parseAmount(draft[field], decimals[field]);
    if (value === undefined || value > MAX_AMOUNT) problems[field] = "amount";
    else if (value === 0n && !optional) problems[field] = "positive";
    return value ?? 0n;
  };
  const saleSupply = amount("saleSupply");
  const developerSupply = amount("developerSupply", true);
  const softCap = amount("softCap");
  const hardCap = amount("hardCap");
  const accountCap = amount("accountCap", true);
  if (softCap > hardCap) problems.softCap ??= "caps";

  const percent = parseDecimal(draft.liquidityPercent);
  if (!(percent >= MIN_LIQUIDITY_PERCENT && percent <= 100)) problems.liquidityPercent = "liquidity";

  const liquidityShareBasisPoints = Math.round(percent * 100);
  const liquidity = problems.liquidityPercent ? 0n : liquiditySupplyOf({ saleSupply, liquidityShareBasisPoints });
  if (saleSupply + developerSupply + setAside + liquidity > MAX_SUPPLY) problems.saleSupply ??= "supply";

  const chosen = draft.start === "time" ? Math.floor(new Date(draft.startAt).getTime() / 1_000) : now;
  const startsAt = Number.isFinite(chosen) ? chosen : 0;
  if (startsAt < now) problems.startAt = "startPast";
  if (startsAt > now + MAX_DELAY_SECONDS) problems.startAt = "startFar";
  const lengthSeconds = Math.round(
    parseDecimal(draft.length) * (draft.lengthUnit === "hours" ? HOUR_SECONDS : DAY_SECONDS),
  );
  // A launch that starts at once is mined a little later than this: the least length needs that much to spare.
  if (!(lengthSeconds > MIN_LENGTH_SECONDS && lengthSeconds < MAX_LENGTH_SECONDS)) problems.length = "length";
  const start = draft.start === "time" ? startsAt : 0;
  const end = startsAt + (Number.isFinite(lengthSeconds) ? lengthSeconds : 0);
  const sale = {
    currency: currency?.address ?? zeroAddress,
    liquidityShareBasisPoints,
    start,
    end,
    saleSupply,
    developerSupply,
  };
  return { startsAt, terms: { sale, fixedPrice: { softCap, hardCap, accountCap, rounds: [] } } };
}

/**
 * @param now The chain's time, unix seconds.
 * @param currency What buyers pay in: undefined as long as it isn't known, null for an asset that can't be used.
 * @param feeAsset What the model earns in; ether unless another asset is given.
 */
export function launchTerms(
  draft: LaunchDraft,
  now: number,
  currency: FeeAsset | null | undefined = ETHER,
  feeAsset: Address = zeroAddress,
): LaunchTerms {
  const problems: FieldProblems = {};
  const token = tokenOf(draft, [feeAsset, currency?.address ?? zeroAddress], problems);
  const lines: LineNumbers = {};
  const setAside = setAsideOf(draft, problems, lines);
  const offering = offeringOf(draft, now, currency, setAside.tokens, problems);
  const inToken = problems.tokenName || problems.tokenSymbol || problems.holderPercent || problems.periodDays;
  const all = Object.keys(problems).length;
  const ofToken = ["tokenName", "tokenSymbol", "holderPercent", "periodDays"].filter((name) => name in problems).length;
  return {
    token: inToken ? undefined : token,
    offering: all > ofToken ? undefined : offering.terms,
    startsAt: offering.startsAt,
    problems,
    setAside,
    lines,
  };
}

/** Tokens that the launch mints for locked liquidity, in base units, as `LaunchVault` reckons them. */
export function liquiditySupplyOf(sale: {
  readonly saleSupply: bigint;
  readonly liquidityShareBasisPoints: number;
}): bigint {
  return (sale.saleSupply * BigInt(sale.liquidityShareBasisPoints) + 9_999n) / 10_000n;
}
