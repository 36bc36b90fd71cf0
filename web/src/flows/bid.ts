import { batchAuctionAbi, isEther } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import type { Offering } from "../hooks/read-offering.ts";
import type { Action } from "../wallet/action.ts";
import { onTerms } from "./on-terms.ts";

/**
 * Bids in an auction, on top of an earlier bid, which moves to the same price. Another currency than ether has to be approved first.
 * @param tick Number of the highest price that is accepted.
 * @param amount In base units of the currency; 0 only moves an earlier bid up.
 */
export function bid({ address, terms: { currency }, termsHash }: Offering, tick: number, amount: bigint): Action {
  const call = encodeFunctionData({ abi: batchAuctionAbi, functionName: "bid", args: [BigInt(tick), amount] });
  return {
    key: `bid ${address}`,
    label: (m) => m.auction.bid,
    to: address,
    data: onTerms(termsHash, call),
    valueWei: isEther(currency) ? amount : 0n,
  };
}
