import { inferenceOracleAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData } from "viem";
import type { InferenceRequest } from "../hooks/read-request.ts";
import type { Action } from "../wallet/action.ts";

/** Makes an answer final when its window is over. By anyone. */
export function finaliseRequest(oracle: Address, { id, terms }: InferenceRequest): Action {
  return {
    key: `finalise request ${id}`,
    label: (m) => m.flows.finaliseRequest,
    to: oracle,
    data: encodeFunctionData({ abi: inferenceOracleAbi, functionName: "finalise", args: [terms] }),
  };
}
