import { inferenceOracleAbi } from "@openimo/contracts";
import type { Address } from "viem";
import { getLogs, readContract } from "viem/actions";
import type { ChainAccess } from "../app/chain.ts";
import { readLogs } from "./read-logs.ts";
import { type RequestStatus, requestEvents, STATUSES } from "./read-request.ts";

/** One line of a list of requests. */
export interface RequestSummary {
  readonly id: bigint;
  readonly modelId: bigint;
  readonly requester: Address;
  readonly blockNumber: bigint;
  readonly status: RequestStatus;
}

/** A list shows the newest so many. */
const MAX_LISTED_REQUESTS = 50;

async function withStatus(
  { client, deployment }: ChainAccess,
  found: Omit<RequestSummary, "status">[],
): Promise<RequestSummary[]> {
  const newest = found.slice(-MAX_LISTED_REQUESTS).reverse();
  const states = await Promise.all(
    newest.map(({ id }) =>
      readContract(client, {
        address: deployment.inferenceOracle,
        abi: inferenceOracleAbi,
        functionName: "requestState",
        args: [id],
      }),
    ),
  );
  return newest.map((request, i) => ({ ...request, status: STATUSES[states[i]?.status ?? 0] ?? "unknown" }));
}

export async function readRequestsOfModel(access: ChainAccess, modelId: bigint): Promise<RequestSummary[]> {
  const { client, deployment } = access;
  const address = deployment.inferenceOracle;
  const logs = await readLogs(access, (range) =>
    getLogs(client, { address, event: requestEvents.requested, args: { modelId }, strict: true, ...range }),
  );
  return withStatus(
    access,
    logs.map(({ args, blockNumber }) => ({
      id: args.requestId,
      modelId,
      requester: args.request.requester,
      blockNumber,
    })),
  );
}

export async function readRequestsOfAccount(access: ChainAccess, account: Address): Promise<RequestSummary[]> {
  const { client, deployment } = access;
  const address = deployment.inferenceOracle;
  const logs = await readLogs(access, (range) =>
    getLogs(client, { address, event: requestEvents.asked, args: { account }, strict: true, ...range }),
  );
  return withStatus(
    access,
    logs.map(({ args, blockNumber }) => ({
      id: args.requestId,
      modelId: args.modelId,
      requester: account,
      blockNumber,
    })),
  );
}
