import { numberToHex, parseEther } from "viem";

/** Decimal text with at most 18 digits behind the point as base units, undefined for anything else. */
export function parseAmount(text: string): bigint | undefined {
  const trimmed = text.trim();
  return /^\d{1,30}(\.\d{1,18})?$/.test(trimmed) ? parseEther(trimmed) : undefined;
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
