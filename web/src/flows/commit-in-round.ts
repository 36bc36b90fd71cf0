import { fixedPriceOfferingAbi, isEther } from "@openimo/contracts";
import { encodeFunctionData } from "viem";
import type { DropClaim } from "../hooks/read-drop-file.ts";
import type { Offering } from "../hooks/read-offering.ts";
import type { Action } from "../wallet/action.ts";
import { onTerms } from "./on-terms.ts";

/**
 * Puts money into a round whose list has the account.
 * @param amount In base units of the currency.
 * @param minimumGuaranteed What the round has to guarantee of it; the rest is committed in public.
 */
export function commitInRound(
  { address, terms: { currency }, termsHash }: Offering,
  round: number,
  amount: bigint,
  minimumGuaranteed: bigint,
  place: DropClaim,
): Action {
  const call = encodeFunctionData({
    abi: fixedPriceOfferingAbi,
    functionName: "commitInRound",
    args: [BigInt(round), amount, minimumGuaranteed, BigInt(place.index), place.amount, place.proof],
  });
  return {
    key: `commit ${address} ${round}`,
    label: (m) => m.rounds.commit,
    to: address,
    data: onTerms(termsHash, call),
    valueWei: isEther(currency) ? amount : 0n,
  };
}
