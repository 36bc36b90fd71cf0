import type { Address } from "viem";
import { deployments } from "./deployments/index.ts";

/** Where the contracts are on one chain. */
export type Deployment = {
  readonly chainId: number;
  /** No event of these contracts is older than this block. */
  readonly startBlock: number;
  readonly programRegistry: Address;
  readonly modelRegistry: Address;
  readonly launchpad: Address;
  readonly revenueClaimer: Address;
  readonly modelGovernance: Address;
  readonly disputeCourt: Address;
  readonly inferenceOracle: Address;
  readonly aigcCollections: Address;
};

/** The deployment on a chain, or undefined when the project was not deployed there. */
export function deploymentOf(chainId: number): Deployment | undefined {
  return deployments[chainId];
}
