import type { FeeAsset } from "@openimo/contracts";
import { formatEther, formatUnits } from "viem";
import { type Messages, useMessages } from "./messages.ts";

/** Everything that turns a quantity into text. Amounts stay `bigint` until here. */
export interface Format {
  /** Wei as ether with its symbol, cut (never rounded up) to what people read. */
  ether(wei: bigint): string;
  /** Wei as ether, to the last digit. */
  exactEther(wei: bigint): string;
  /** Base units of a token with 18 decimals, without a symbol. */
  tokens(amount: bigint): string;
  exactTokens(amount: bigint): string;
  /** An amount of a fee's asset with its symbol, cut to what people read. */
  asset(asset: FeeAsset, amount: bigint): string;
  exactAsset(asset: FeeAsset, amount: bigint): string;
  count(value: number | bigint): string;
  /** Basis points as a percentage. */
  percent(bps: number): string;
  /** A share from 0 to 1 as a percentage with two decimals. */
  share(share: number): string;
  decimal(value: number): string;
  /** With so many decimals that two shares beside each other differ. */
  fine(value: number): string;
  /** With two decimals always, for columns. */
  score(value: number): string;
  /** Unix seconds as date and time of the reader's zone. */
  dateTime(timestamp: number): string;
  /** Unix seconds as a day of the reader's zone. */
  date(timestamp: number): string;
  /** Seconds as the two largest units. */
  duration(seconds: number): string;
}

const UNITS = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
  { unit: "second", seconds: 1 },
] as const;

/** `Intl` formats decimal text exactly, without going through a double. */
function decimalText(amount: bigint): `${number}` {
  return formatEther(amount) as `${number}`;
}

function unitsText(amount: bigint, decimals: number): `${number}` {
  return formatUnits(amount, decimals) as `${number}`;
}

export function createFormat(locale: string, symbol: string): Format {
  const readable = new Intl.NumberFormat(locale, {
    maximumFractionDigits: 4,
    maximumSignificantDigits: 3,
    roundingPriority: "morePrecision",
    roundingMode: "trunc",
  });
  const exact = new Intl.NumberFormat(locale, { maximumFractionDigits: 18 });
  const whole = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 12 });
  const score = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  const list = new Intl.ListFormat(locale, { type: "unit", style: "narrow" });
  return {
    ether: (wei) => `${readable.format(decimalText(wei))} ${symbol}`,
    exactEther: (wei) => `${exact.format(decimalText(wei))} ${symbol}`,
    tokens: (amount) => readable.format(decimalText(amount)),
    exactTokens: (amount) => exact.format(decimalText(amount)),
    asset: ({ symbol, decimals }, amount) => `${readable.format(unitsText(amount, decimals))} ${symbol}`,
    // An asset may have more decimals than browsers format.
    exactAsset: ({ symbol, decimals }, amount) => `${formatUnits(amount, decimals)} ${symbol}`,
    count: (value) => whole.format(value),
    percent: (bps) => percent.format(bps / 10_000),
    share: (share) => percent.format(share),
    decimal: (value) => decimal.format(value),
    fine: (value) => fine.format(value),
    score: (value) => score.format(value),
    dateTime: (timestamp) => date.format(timestamp * 1_000),
    date: (timestamp) => day.format(timestamp * 1_000),
    duration: (seconds) => {
      const first = Math.max(
        0,
        UNITS.findIndex((unit) => seconds >= unit.seconds),
      );
      const start = seconds < 1 ? UNITS.length - 1 : first;
      let rest = Math.max(0, Math.floor(seconds));
      const parts: string[] = [];
      for (const { unit, seconds: size } of UNITS.slice(start, start + 2)) {
        const amount = Math.floor(rest / size);
        rest -= amount * size;
        if (amount === 0 && parts.length > 0) continue;
        parts.push(new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(amount));
      }
      return list.format(parts);
    },
  };
}

const formats = new Map<string, Format>();

export function formatOf({ locale, symbol }: Pick<Messages, "locale" | "symbol">): Format {
  const key = `${locale} ${symbol}`;
  const known = formats.get(key) ?? createFormat(locale, symbol);
  formats.set(key, known);
  return known;
}

export function useFormat(): Format {
  return formatOf(useMessages());
}
