import type { FeeAsset } from "@openimo/contracts";
import { type Address, formatUnits, type Hash } from "viem";

/** One amount that moved. */
export interface HistoryRow {
  /** Unix seconds of the block. */
  readonly timestamp: number;
  readonly kind: string;
  readonly model: string | undefined;
  readonly asset: Address;
  /** How the asset writes amounts, or undefined for one that doesn't tell: then only base units are exact. */
  readonly unit: FeeAsset | undefined;
  readonly amount: bigint;
  readonly blockNumber: bigint;
  readonly transactionHash: Hash;
}

const HEADER = ["time", "event", "model", "amount", "unit", "unit_address", "base_units", "block", "transaction"];

/** Names are anybody's choice: a spreadsheet must not take one for a formula. */
const field = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** History as comma-separated values (RFC 4180): times as ISO 8601 in UTC, amounts with a point and to the last digit. */
export function historyCsv(rows: readonly HistoryRow[]): string {
  const lines = rows.map(({ timestamp, kind, model, asset, unit, amount, blockNumber, transactionHash }) => [
    new Date(timestamp * 1_000).toISOString(),
    kind,
    model ?? "",
    unit ? formatUnits(amount, unit.decimals) : "",
    unit?.symbol ?? "",
    asset,
    String(amount),
    String(blockNumber),
    transactionHash,
  ]);
  return [HEADER, ...lines].map((line) => `${line.map(field).join(",")}\r\n`).join("");
}
