import { launchpadAbi } from "@openimo/contracts";
import { type Address, type ContractFunctionArgs, encodeFunctionData } from "viem";
import type { Action } from "../wallet/action.ts";

type LaunchArguments = ContractFunctionArgs<typeof launchpadAbi, "nonpayable", "launch">;
export type TokenTerms = LaunchArguments[1];
export type OfferingTerms = LaunchArguments[2];

/** Creates the revenue token and the offering of a model of the signer's. */
export function launch(launchpad: Address, modelId: bigint, token: TokenTerms, offering: OfferingTerms): Action {
  return {
    key: `launch ${modelId}`,
    label: (m) => m.flows.launch,
    to: launchpad,
    data: encodeFunctionData({ abi: launchpadAbi, functionName: "launch", args: [modelId, token, offering] }),
  };
}
