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

/**
 * What a commitment gets if the offering ends with `total`: the rule of `IFixedPriceOffering`.
 * @param guaranteed What of the amount a round guarantees.
 */
export function allocationOf(sale: FixedPriceSale, amount: bigint, total: bigint, guaranteed = 0n): Allocation {
  const { saleSupply, hardCap, softCap, totalGuaranteed } = sale;
  if (total < softCap || total === 0n) return { tokens: 0n, spent: 0n, refund: amount };
  if (total <= hardCap) return { tokens: (amount * saleSupply) / hardCap, spent: amount, refund: 0n };
  const inPublic = amount - guaranteed;
  const allPublic = total - totalGuaranteed;
  const left = saleSupply - (totalGuaranteed * saleSupply) / hardCap;
  const tokens = (guaranteed * saleSupply) / hardCap + (inPublic * left) / allPublic;
  const publicSpent = divideUp(inPublic * (hardCap - totalGuaranteed), allPublic);
  return { tokens, spent: guaranteed + publicSpent, refund: inPublic - publicSpent };
}
