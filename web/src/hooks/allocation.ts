import type { OfferingTerms } from "./read-offering.ts";

export interface Allocation {
  readonly tokens: bigint;
  readonly spentWei: bigint;
  readonly refundWei: bigint;
}

function divideUp(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}

/** What a commitment gets if the offering ends with `totalWei`: the rule of `IFixedPriceOffering.allocation`. */
export function allocationOf(terms: OfferingTerms, amountWei: bigint, totalWei: bigint): Allocation {
  const { saleSupply, hardCapWei, softCapWei } = terms;
  if (totalWei < softCapWei || totalWei === 0n) return { tokens: 0n, spentWei: 0n, refundWei: amountWei };
  if (totalWei <= hardCapWei) {
    return { tokens: (amountWei * saleSupply) / hardCapWei, spentWei: amountWei, refundWei: 0n };
  }
  const spentWei = divideUp(amountWei * hardCapWei, totalWei);
  return { tokens: (amountWei * saleSupply) / totalWei, spentWei, refundWei: amountWei - spentWei };
}
