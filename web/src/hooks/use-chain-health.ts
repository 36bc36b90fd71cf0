import { useQuery } from "@tanstack/react-query";
import { getChainId, getCode } from "viem/actions";
import { type ChainAccess, useChain } from "../app/chain.ts";

export type ChainHealth =
  | { readonly kind: "good" }
  | { readonly kind: "wrongChain"; readonly expected: number; readonly found: number }
  | { readonly kind: "noContract"; readonly address: string };

async function examine({ client, chain, deployment }: ChainAccess): Promise<ChainHealth> {
  const found = await getChainId(client);
  if (found !== chain.id) return { kind: "wrongChain", expected: chain.id, found };
  const addresses = [deployment.modelRegistry, deployment.launchpad, deployment.inferenceOracle];
  const codes = await Promise.all(addresses.map((address) => getCode(client, { address })));
  const missing = addresses.find((_, i) => (codes[i] ?? "0x") === "0x");
  return missing ? { kind: "noContract", address: missing } : { kind: "good" };
}

/** Whether the RPC serves the chain that it should, with our contracts on it. */
export function useChainHealth() {
  const access = useChain();
  return useQuery({
    queryKey: ["health", access.chain.id],
    queryFn: () => examine(access),
    refetchInterval: ({ state }) => (state.data?.kind === "good" ? false : access.pollMs * 2),
    retry: false,
  });
}
