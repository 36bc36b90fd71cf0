import { launchpadAbi } from "@openimo/contracts";
import { type Address, type ContractFunctionArgs, encodeFunctionData, zeroAddress, zeroHash } from "viem";
import type { Action } from "../wallet/action.ts";

type LaunchArguments = ContractFunctionArgs<typeof launchpadAbi, "nonpayable", "launch">;
export type TokenTerms = LaunchArguments[1];

/** What is sold, for how long, and on which terms. */
export interface OfferingTerms {
  readonly sale: LaunchArguments[2];
  readonly fixedPrice: LaunchArguments[3];
}

export type AllocationTerms = LaunchArguments[4];

export const NO_DROP: AllocationTerms["drop"] = {
  root: zeroHash,
  amount: 0n,
  claimSeconds: 0,
  unclaimedTo: zeroAddress,
};

/** Creates the revenue token, the offering, vestings and drop of a model of the signer's. */
export function launch(
  launchpad: Address,
  modelId: bigint,
  token: TokenTerms,
  offering: OfferingTerms,
  allocation: AllocationTerms,
): Action {
  return {
    key: `launch ${modelId}`,
    label: (m) => m.flows.launch,
    to: launchpad,
    data: encodeFunctionData({
      abi: launchpadAbi,
      functionName: "launch",
      args: [modelId, token, offering.sale, offering.fixedPrice, allocation],
    }),
  };
}
