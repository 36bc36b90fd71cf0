import { UsageError } from "./errors.ts";

/** Decimal ids are accepted from this many digits on: a hash has fewer only once in 10^47, and a name may be "7". */
const DECIMAL_ID_DIGITS = 30;

/** An id in hexadecimal (0x…) or decimal, or undefined for anything else. */
export function parseId(text: string): bigint | undefined {
  if (/^0x[0-9a-fA-F]{1,64}$/.test(text)) return BigInt(text);
  return new RegExp(`^\\d{${DECIMAL_ID_DIGITS},78}$`).test(text) ? BigInt(text) : undefined;
}

/** @throws UsageError for anything that is no id. */
export function parseRequestId(text: string): bigint {
  const id = parseId(text);
  if (id === undefined) throw new UsageError(`A request id is 0x and up to 64 hexadecimal digits, not "${text}".`);
  return id;
}
