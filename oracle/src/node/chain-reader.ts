import { inferenceOracleAbi } from "@openimo/contracts";
import { type Address, type Hash, zeroAddress } from "viem";
import type { Connection } from "../chain/connection.ts";
import type { Head } from "../chain/head.ts";
import type { RequestState } from "../chain/request.ts";
import { READS_PER_CALL } from "../limits.ts";

export type { Head } from "../chain/head.ts";

/** The newest block that a quorum of the RPCs has. */
export const readHead = ({ pool }: Connection): Promise<Head> => pool.head();

/** How requests stand, all at the same block, as a quorum says: in as few calls as they fit. */
export async function readStates(
  { quorum, deployment }: Connection,
  ids: readonly bigint[],
  blockHash: Hash,
): Promise<RequestState[]> {
  const states: RequestState[] = [];
  for (let start = 0; start < ids.length; start += READS_PER_CALL) {
    const oracle = { address: deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
    const contracts = ids
      .slice(start, start + READS_PER_CALL)
      .map((id) => ({ ...oracle, functionName: "requestState", args: [id] }) as const);
    states.push(...(await quorum.multicall({ contracts, ...together(quorum, blockHash) })));
  }
  return states;
}

/** Money that lies in the oracle, at a block. */
export type Money = {
  /** The account's, in wei. */
  readonly creditWei: bigint;
  /** Revenue of each model that was not settled, in the smallest unit of its asset. */
  readonly unsettled: readonly bigint[];
};

export async function readMoney(
  { quorum, deployment }: Connection,
  account: Address,
  modelIds: readonly bigint[],
  blockHash: Hash,
): Promise<Money> {
  const oracle = { address: deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
  const credit = { ...oracle, functionName: "creditWei", args: [account] } as const;
  const revenues = modelIds.map((id) => ({ ...oracle, functionName: "unsettledRevenue", args: [id] }) as const);
  const contracts = [credit, ...revenues];
  const [creditWei, ...unsettled] = await quorum.multicall({ contracts, ...together(quorum, blockHash) });
  return { creditWei, unsettled };
}

/** All reads of a multicall in one call at one block; where the chain has no contract for that, its code is sent along. */
function together({ chain }: Connection["client"], blockHash: Hash) {
  const deployless = chain.contracts?.multicall3 === undefined;
  return { blockHash, deployless, allowFailure: false, batchSize: 0 } as const;
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
