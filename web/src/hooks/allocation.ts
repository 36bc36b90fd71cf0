import type { FixedPriceSale } from "./read-offering.ts";

/** In base units, of the token and of the currency. */
export interface Allocation {
  readonly tokens: bigint;
  readonly spent: bigint;
  readonly refund: bigint;
}

function divideUp(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}

/** What a commitment gets if the offering ends with `total`: the rule of `IFixedPriceOffering.allocation`. */
export function allocationOf(sale: FixedPriceSale, amount: bigint, total: bigint): Allocation {
  const { saleSupply, hardCap, softCap } = sale;
  if (total < softCap || total === 0n) return { tokens: 0n, spent: 0n, refund: amount };
  if (total <= hardCap) return { tokens: (amount * saleSupply) / hardCap, spent: amount, refund: 0n };
  const spent = divideUp(amount * hardCap, total);
  return { tokens: (amount * saleSupply) / total, spent, refund: amount - spent };
}
