import { inferenceOracleAbi } from "@openimo/contracts";
import { type Address, type Hash, zeroAddress } from "viem";
import type { Connection } from "../chain/connection.ts";
import { type Head, readHead as newestHead } from "../chain/head.ts";
import { type RequestEvents, readEvents } from "../chain/read-events.ts";
import type { RequestState } from "../chain/request.ts";
import { isUnreachable } from "../chain/rpc-error.ts";
import { BATCH_CALLS, LOG_OVERLAP_BLOCKS, LOG_RANGE_BLOCKS } from "../limits.ts";

export type { Head } from "../chain/head.ts";

export function readHead({ client }: Connection): Promise<Head> {
  return newestHead(client);
}

const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** Reads events block range by block range. The watermark is the newest block whose events were read. */
export class EventReader {
  readonly #connection: Connection;
  readonly #startBlock: bigint;
  #watermark: bigint;
  #range = LOG_RANGE_BLOCKS;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#startBlock = BigInt(connection.deployment.startBlock);
    this.#watermark = this.#startBlock - 1n;
  }

  get watermark(): bigint {
    return this.#watermark;
  }

  /** Reads the next range and some blocks before it again. Leaves the watermark where it was when the RPC fails. */
  async next(head: bigint): Promise<RequestEvents> {
    // A head below the watermark is a deep reorganisation or a chain that began anew.
    const known = least(this.#watermark, head);
    const overlapped = known + 1n - LOG_OVERLAP_BLOCKS;
    const from = overlapped < this.#startBlock ? this.#startBlock : overlapped;
    const to = least(head, known + this.#range);
    if (to < from) return { requests: [], results: [], cases: [], claims: [] };
    try {
      const events = await readEvents(this.#connection, from, to);
      this.#watermark = to;
      this.#range = least(2n * this.#range, LOG_RANGE_BLOCKS);
      return events;
    } catch (error) {
      // Some RPCs refuse long ranges or long answers; the next attempt asks for less.
      if (!isUnreachable(error) && this.#range > 1n) this.#range /= 2n;
      throw error;
    }
  }
}

/** How requests stand, all at the same block. */
export async function readStates(
  { client, deployment }: Connection,
  ids: readonly bigint[],
  blockHash: Hash,
): Promise<RequestState[]> {
  const states: RequestState[] = [];
  for (let start = 0; start < ids.length; start += BATCH_CALLS) {
    const reads = ids.slice(start, start + BATCH_CALLS).map((id) =>
      client.readContract({
        address: deployment.inferenceOracle,
        abi: inferenceOracleAbi,
        functionName: "requestState",
        args: [id],
        blockHash,
      }),
    );
    states.push(...(await Promise.all(reads)));
  }
  return states;
}

export function readUnsettled({ client, deployment }: Connection, modelId: bigint): Promise<bigint> {
  return client.readContract({
    address: deployment.inferenceOracle,
    abi: inferenceOracleAbi,
    functionName: "unsettledRevenue",
    args: [modelId],
  });
}

/** What the oracle owes an account, in the asset's smallest unit; in wei when none is named. */
export function readCredit(
  { client, deployment }: Connection,
  account: Address,
  asset: Address = zeroAddress,
): Promise<bigint> {
  return client.readContract({
    address: deployment.inferenceOracle,
    abi: inferenceOracleAbi,
    functionName: "assetCredit",
    args: [account, asset],
  });
}
