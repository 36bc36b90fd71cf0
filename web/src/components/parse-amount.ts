import { numberToHex, parseUnits } from "viem";

/** A point or a comma before the decimals, whichever the reader writes. "1,000" could be meant either way and is refused. */
function withPoint(text: string): string | undefined {
  const trimmed = text.trim();
  return /^[1-9]\d{0,2},\d{3}$/.test(trimmed) ? undefined : trimmed.replace(",", ".");
}

/** Decimal text with at most `decimals` digits behind the point or comma as base units, undefined for anything else. */
export function parseAmount(text: string, decimals = 18): bigint | undefined {
  const match = /^\d{1,30}(?:\.(\d+))?$/.exec(withPoint(text) ?? "");
  return match && (match[1] ?? "").length <= decimals ? parseUnits(match[0], decimals) : undefined;
}

/** Decimal text as a number; NaN for anything else, the empty text included. */
export function parseDecimal(text: string): number {
  const plain = withPoint(text) ?? "";
  return plain === "" ? Number.NaN : Number(plain);
}

/** An id as people see it, here as on the command line: 0x and 64 digits. */
export function idHex(id: bigint): string {
  return numberToHex(id, { size: 32 });
}

/** An id out of an address: up to 78 decimal digits, or 0x and up to 64 hexadecimal ones. */
export function parseId(text: string): bigint | undefined {
  if (!/^(\d{1,78}|0x[\da-f]{1,64})$/i.test(text)) return undefined;
  const id = BigInt(text);
  return id < 2n ** 256n ? id : undefined;
}
