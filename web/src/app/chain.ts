import { type Deployment, deploymentOf } from "@openimo/contracts";
import { createContext, use } from "react";
import { type Chain, type Client, createClient, defineChain, http, type Transport, zeroAddress } from "viem";
import type { Settings } from "./settings.ts";

/** Chain id of a development chain on this machine. */
export const LOCAL_CHAIN_ID = 31337;

/** Everything that reading needs: the chain, where our contracts are, and a client for its RPC. */
export interface ChainAccess {
  readonly settings: Settings;
  readonly chain: Chain;
  readonly client: Client<Transport, Chain>;
  readonly deployment: Deployment;
  readonly isLocal: boolean;
  /** How often a page looks for news, in milliseconds. */
  readonly pollMs: number;
}

/** Addresses are zero when the project has no deployment on the chain; `useChainHealth` reports that. */
export function openChain(settings: Settings): ChainAccess {
  const isLocal = settings.chainId === LOCAL_CHAIN_ID;
  const pollMs = isLocal ? 1_000 : 4_000;
  const chain = defineChain({
    id: settings.chainId,
    name: settings.chainName ?? (isLocal ? "Local chain" : `Chain ${settings.chainId}`),
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [settings.rpcUrl] } },
    blockExplorers: settings.explorerUrl ? { default: { name: "Explorer", url: settings.explorerUrl } } : undefined,
  });
  return {
    settings,
    chain,
    isLocal,
    pollMs,
    client: createClient({
      chain,
      pollingInterval: pollMs,
      transport: http(settings.rpcUrl, { batch: { batchSize: 100, wait: 4 }, retryCount: 1, timeout: 10_000 }),
    }),
    deployment: deploymentOf(settings.chainId) ?? {
      chainId: settings.chainId,
      startBlock: 0,
      programRegistry: zeroAddress,
      modelRegistry: zeroAddress,
      launchpad: zeroAddress,
      revenueClaimer: zeroAddress,
      modelGovernance: zeroAddress,
      disputeCourt: zeroAddress,
      inferenceOracle: zeroAddress,
      aigcCollections: zeroAddress,
    },
  };
}

export const ChainContext = createContext<ChainAccess | undefined>(undefined);

export function useChain(): ChainAccess {
  const chain = use(ChainContext);
  if (!chain) throw new Error("useChain needs a ChainContext");
  return chain;
}
