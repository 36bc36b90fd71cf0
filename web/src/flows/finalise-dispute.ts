import { inferenceOracleAbi } from "@openimo/contracts";
import { type Address, encodeFunctionData, zeroHash } from "viem";
import type { InferenceRequest } from "../hooks/read-request.ts";
import type { Action } from "../wallet/action.ts";

/** Where there is no claim left, none has to be named. */
const NO_CLAIM = { generation: 1, attempt: 0, outputHash: zeroHash, traceRoot: zeroHash } as const;

/** Takes the court's verdict: the one claim that is left wins. By anyone. */
export function finaliseDispute(oracle: Address, { id, terms, dispute }: InferenceRequest): Action {
  const roots = { programRoot: dispute?.programRoot ?? zeroHash, weightsRoot: dispute?.weightsRoot ?? zeroHash };
  const left = dispute?.claims.find(({ status, key }) => status === "live" && key.generation === dispute.round);
  const args = [terms, roots, left?.key ?? NO_CLAIM] as const;
  return {
    key: `finalise dispute ${id} ${left?.id ?? ""}`,
    label: (m) => m.flows.finaliseDispute,
    to: oracle,
    data: encodeFunctionData({ abi: inferenceOracleAbi, functionName: "finaliseDispute", args }),
  };
}
