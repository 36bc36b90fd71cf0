import { bondingCurveAbi, isEther } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import type { Offering } from "../hooks/read-offering.ts";
import type { Action } from "../wallet/action.ts";
import { onTerms } from "./on-terms.ts";

/** What a trade has to keep to, so that nobody profits from trading just before it. */
interface TradeLimits {
  /** The least that it brings: base units of the token, or of the currency. */
  readonly minimum: bigint;
  /** Last second in which it may happen, unix time. */
  readonly deadline: number;
}

/**
 * Buys tokens on a curve. Another currency than ether has to be approved first.
 * @param amount The most to pay, in base units of the currency.
 */
export function buyOnCurve(offering: Offering, amount: bigint, { minimum, deadline }: TradeLimits): Action {
  const args = [amount, minimum, BigInt(deadline)] as const;
  return {
    key: `buy ${offering.address}`,
    label: (m) => m.curve.buy,
    to: offering.address,
    data: onTerms(offering.termsHash, encodeFunctionData({ abi: bondingCurveAbi, functionName: "buy", args })),
    valueWei: isEther(offering.terms.currency) ? amount : 0n,
  };
}

/** Sells tokens back to a curve. @param tokens In base units. */
export function sellOnCurve({ address }: Offering, tokens: bigint, { minimum, deadline }: TradeLimits): Action {
  const args = [tokens, minimum, BigInt(deadline)] as const;
  return {
    key: `sell ${address}`,
    label: (m) => m.curve.sell,
    to: address,
    data: encodeFunctionData({ abi: bondingCurveAbi, functionName: "sell", args }),
  };
}
