import { inferenceOracleAbi } from "@openimo/contracts";
import type { Hex } from "viem";
import type { Request, RequestState } from "../../oracle/src/chain/request.ts";
import type { Base } from "./base.ts";
import type { SimulatedChain } from "./chain.ts";

export type SeenRequest = { readonly id: bigint; readonly request: Request; readonly callbackData: Hex };
export type StandingRequest = SeenRequest & { readonly state: RequestState };

/** All requests of the chain as it is now, with how they stand. */
export async function readRequests({ client }: SimulatedChain, { deployment }: Base): Promise<StandingRequest[]> {
  const oracle = { address: deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
  const logs = await client.getContractEvents({ ...oracle, eventName: "Requested", fromBlock: 0n, strict: true });
  return Promise.all(
    logs.map(async ({ args: { requestId: id, request } }) => {
      const state = await client.readContract({ ...oracle, functionName: "requestState", args: [id] });
      return { id, request, callbackData: "0x" as const, state };
    }),
  );
}
