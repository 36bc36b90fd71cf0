import { aigcCollectionAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData, type Hex, zeroHash } from "viem";
import type { RequestTerms } from "../hooks/read-request.ts";
import type { Action } from "../wallet/action.ts";

/** Mints the answer of one's own request to oneself, by the request alone, without an earlier commitment. */
export function mintAnswer(collection: Address, terms: RequestTerms, prompt: Hex, answer: Hex): Action {
  return {
    key: `mint ${collection} ${terms.requester} ${prompt}`,
    label: (m) => m.flows.mintAnswer,
    to: collection,
    data: encodeFunctionData({
      abi: aigcCollectionAbi,
      functionName: "mint",
      args: [terms, prompt, answer, zeroHash, terms.requester],
    }),
  };
}
