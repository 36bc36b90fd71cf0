import type { DeploymentParameters } from "../../contracts/parameters.ts";
import { deploymentParameters } from "../../contracts/parameters.ts";

const MINUTE = 60;

/**
 * The local chain's rules with clocks that outlast a reorganisation of 64 blocks of a second each, as those of public deployments do.
 * With shorter ones a right answer could be lost to the chain itself, and nothing would follow about the node.
 */
export function simulatedParameters(chainId: number): DeploymentParameters {
  const { court, oracle, ...rest } = deploymentParameters(chainId);
  return {
    ...rest,
    oracle: {
      ...oracle,
      defaultWindowSeconds: 8 * MINUTE,
      defaultTimeoutSeconds: 10 * MINUTE,
    },
    court: {
      ...court,
      commitSeconds: 5 * MINUTE,
      joinSeconds: 5 * MINUTE,
      clockSeconds: 10 * MINUTE,
      incrementSeconds: MINUTE,
      stalemateSeconds: 20 * MINUTE,
    },
  };
}
