import { inferenceOracleAbi } from "@openimo/contracts";
import type { Address, Hash, Hex } from "viem";
import { FailedError } from "../command-line/errors.ts";
import { LOG_RANGE_BLOCKS } from "../limits.ts";
import type { Connection } from "./connection.ts";
import { idHex } from "./format.ts";
import type { Request, RequestState } from "./request.ts";

/** Where a request was made. */
export type FoundRequest = {
  readonly id: bigint;
  readonly request: Request;
  readonly transactionHash: Hash;
  readonly blockNumber: bigint;
};

type Filter = { readonly requestId?: bigint; readonly modelId?: bigint };

/** Requests newest first, block range by block range from the head down to the deployment's first block. */
export async function* findRequests(connection: Connection, filter: Filter): AsyncGenerator<FoundRequest> {
  const { client, deployment } = connection;
  const start = BigInt(deployment.startBlock);
  let to = await client.getBlockNumber();
  while (to >= start) {
    const from = to - LOG_RANGE_BLOCKS + 1n > start ? to - LOG_RANGE_BLOCKS + 1n : start;
    const logs = await client.getContractEvents({
      address: deployment.inferenceOracle,
      abi: inferenceOracleAbi,
      eventName: "Requested",
      args: filter,
      fromBlock: from,
      toBlock: to,
      strict: true,
    });
    for (const { args, transactionHash, blockNumber } of logs.reverse()) {
      yield { id: args.requestId, request: args.request, transactionHash, blockNumber };
    }
    to = from - 1n;
  }
}

/** @throws FailedError when there is no such request. */
export async function findRequest(connection: Connection, id: bigint): Promise<FoundRequest> {
  for await (const found of findRequests(connection, { requestId: id })) return found;
  throw new FailedError(`There is no request ${idHex(id)} on chain ${connection.chain.id}.`);
}

/** The input that a request was made with, from its event. */
export async function findInput(connection: Connection, { id, blockNumber }: FoundRequest): Promise<Hex> {
  const { client, deployment } = connection;
  const [log] = await client.getContractEvents({
    address: deployment.inferenceOracle,
    abi: inferenceOracleAbi,
    eventName: "AICallbackRequest",
    args: { requestId: id },
    fromBlock: blockNumber,
    toBlock: blockNumber,
    strict: true,
  });
  if (log === undefined) throw new FailedError(`The RPC has no input of request ${idHex(id)}.`);
  return log.args.input;
}

export function readState({ client, deployment }: Connection, id: bigint): Promise<RequestState> {
  return client.readContract({
    address: deployment.inferenceOracle,
    abi: inferenceOracleAbi,
    functionName: "requestState",
    args: [id],
  });
}

export type FoundAnswer = { readonly output: Hex; readonly answeredBy: Address; readonly transactionHash: Hash };

/**
 * The answer to a request, or null. This version of the contract has no way to replace one.
 * @param fromBlock Block of the request; no answer is older.
 */
export async function findAnswer(connection: Connection, id: bigint, fromBlock: bigint): Promise<FoundAnswer | null> {
  const { client, deployment } = connection;
  const head = await client.getBlockNumber();
  for (let from = fromBlock; from <= head; from += LOG_RANGE_BLOCKS) {
    const end = from + LOG_RANGE_BLOCKS - 1n;
    const logs = await client.getContractEvents({
      address: deployment.inferenceOracle,
      abi: inferenceOracleAbi,
      eventName: "AICallbackResult",
      args: { requestId: id },
      fromBlock: from,
      toBlock: end < head ? end : head,
      strict: true,
    });
    const last = logs.at(-1);
    if (last === undefined) continue;
    return { output: last.args.output, answeredBy: last.args.invoker, transactionHash: last.transactionHash };
  }
  return null;
}
