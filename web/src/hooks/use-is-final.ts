import { useQuery } from "@tanstack/react-query";
import { useChain } from "../app/chain.ts";
import { finalisedBlock } from "../wallet/await-finality.ts";

/** Blocks become final in groups, minutes apart. */
const POLLS_BETWEEN = 10;

/** Tells of a block's number whether no reorganisation can take it back; undefined while that isn't known. */
export function useIsFinal(): (blockNumber: bigint) => boolean | undefined {
  const { client, chain, pollMs } = useChain();
  const { data } = useQuery({
    queryKey: ["finalised", chain.id],
    queryFn: async () => (await finalisedBlock(client)) ?? null,
    refetchInterval: pollMs * POLLS_BETWEEN,
  });
  return (blockNumber) => (data === undefined || data === null ? undefined : blockNumber <= data);
}
