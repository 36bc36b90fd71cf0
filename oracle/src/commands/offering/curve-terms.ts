import { UsageError } from "../../command-line/errors.ts";

/** Digits after the point of a multiple. */
const MULTIPLE_DIGITS = 4;
/** 10^12: so precise is the root, far more than a price that people choose. */
const ROOT_ONE = 10n ** 12n;
const LEAST_MULTIPLE = 10_300n;
const LARGEST_MULTIPLE = 1_000_000n;

/** The largest whole number whose square is not above `value`: Newton's method, from above. */
function squareRoot(value: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (root + value / root) / 2n;
    if (next >= root) return root;
    root = next;
  }
}

/** In 10,000ths. */
function parseMultiple(text: string): bigint {
  const match = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(text);
  const multiple = match === null ? 0n : BigInt(match[1] + (match[2] ?? "").padEnd(MULTIPLE_DIGITS, "0"));
  if (multiple >= LEAST_MULTIPLE && multiple <= LARGEST_MULTIPLE) return multiple;
  throw new UsageError(`Option --price-multiple takes a number from 1.03 to 100, not "${text}".`);
}

/**
 * `CurveTerms` of the contract. The last price is `((virtualReserve + goal) / virtualReserve)^2` times the first, so
 * `virtualReserve = goal / (sqrt(multiple) - 1)`, rounded up to stay within the contract's bound at a multiple of 100.
 * @param goal In base units of the currency.
 * @param multiple As people write it.
 * @throws UsageError for a multiple that a curve can't have.
 */
export function curveTerms(goal: bigint, multiple: string): { readonly goal: bigint; readonly virtualReserve: bigint } {
  // sqrt(m / 10^4) * 10^12 = sqrt(m * 10^20)
  const root = squareRoot(parseMultiple(multiple) * 10n ** 20n);
  const divisor = root - ROOT_ONE;
  return { goal, virtualReserve: (goal * ROOT_ONE + divisor - 1n) / divisor };
}
