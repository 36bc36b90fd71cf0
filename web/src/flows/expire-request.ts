import { inferenceOracleAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { InferenceRequest } from "../hooks/read-request.ts";
import type { Action } from "../wallet/action.ts";

/** Ends a request that nobody answered in time and credits everything to the requester. By anyone. */
export function expireRequest(oracle: Address, { id, terms }: InferenceRequest): Action {
  return {
    key: `expire request ${id}`,
    label: (m) => m.flows.expireRequest,
    to: oracle,
    data: encodeFunctionData({ abi: inferenceOracleAbi, functionName: "expire", args: [terms] }),
  };
}
