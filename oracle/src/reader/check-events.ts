import type { Address, Hash } from "viem";
import { requestIdOf } from "../chain/request-id.ts";
import type { ChainEvents } from "./chain-events.ts";

type Range = {
  readonly fromBlock: bigint;
  readonly toBlock: bigint;
  /** Hashes of the blocks of the chain that is being read, as far as they are known. */
  readonly known: ReadonlyMap<bigint, Hash>;
};

/**
 * What speaks against events being those of the chain that is being read, or undefined. An RPC may answer from another fork than the one
 * whose blocks it gave a moment ago, and a request's terms are believed only when they hash to its id.
 */
export function objectionTo(
  { positions, requests }: ChainEvents,
  { fromBlock, toBlock, known }: Range,
  chain: { readonly chainId: number; readonly oracle: Address },
): string | undefined {
  for (const { blockNumber, blockHash } of positions) {
    if (blockNumber < fromBlock || blockNumber > toBlock)
      return `a log of block ${blockNumber}, which was not asked for`;
    const hash = known.get(blockNumber);
    if (hash !== undefined && hash !== blockHash) return `a log of another block ${blockNumber} than the chain's`;
  }
  const forged = requests.find(({ id, request }) => requestIdOf(chain.chainId, chain.oracle, request) !== id);
  return forged === undefined ? undefined : `a request with other terms than its id, in block ${forged.blockNumber}`;
}
