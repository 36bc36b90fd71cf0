import { askedEvent, inferenceOracleAbi } from "@openimo/contracts";
import { type AskedInputs, askedInputs } from "@openimo/runtime";
import { type Hash, hexToBytes } from "viem";
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

/**
 * The data that a request was made with, from its event; not compared with what the request committed to.
 * @throws FailedError when the RPC has none.
 */
export async function findAsked(
  { client, deployment }: Connection,
  { id, blockNumber }: Pick<FoundRequest, "id" | "blockNumber">,
) {
  const [log] = await client.getLogs({
    address: deployment.inferenceOracle,
    event: askedEvent,
    args: { requestId: id },
    fromBlock: blockNumber,
    toBlock: blockNumber,
    strict: true,
  });
  if (log === undefined) throw new FailedError(`The RPC has no input of request ${idHex(id)}.`);
  return log.args;
}

/**
 * The input that a request was made with, or a batch's, from its event.
 * @throws FailedError when the RPC has none, or another one than the request committed to.
 */
export async function findInputs(
  connection: Connection,
  found: Pick<FoundRequest, "id" | "request" | "blockNumber">,
): Promise<AskedInputs> {
  const { id, request } = found;
  const { input } = await findAsked(connection, found);
  const asked = askedInputs(hexToBytes(request.inputHash), hexToBytes(input));
  if (asked !== null) return asked;
  throw new FailedError(`The RPC gives an input of request ${idHex(id)} whose hash is not the one on chain.`);
}

export function readState({ client, deployment }: Connection, id: bigint): Promise<RequestState> {
  return client.readContract({
    address: deployment.inferenceOracle,
    abi: inferenceOracleAbi,
    functionName: "requestState",
    args: [id],
  });
}
