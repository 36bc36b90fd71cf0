import { type Deployment, deploymentOf } from "@openimo/contracts";
import { type Chain, createPublicClient, defineChain, type HttpTransport, http, type PublicClient } from "viem";
import { FailedError, UsageError } from "../command-line/errors.ts";
import { BATCH_CALLS, RPC_CALL_RETRIES, RPC_CALL_TIMEOUT_MS } from "../limits.ts";
import { measuredTransport, providerName } from "../metrics/measured-transport.ts";
import type { RpcMetrics } from "../metrics/node-metrics.ts";
import { readDeployment } from "./deployment-file.ts";

export const LOCAL_CHAIN_ID = 31337;

export type Client = PublicClient<HttpTransport, Chain>;

/** A chain that answered, and our contracts on it, which exist. */
export type Connection = {
  readonly client: Client;
  readonly chain: Chain;
  readonly deployment: Deployment;
  readonly rpcUrl: string;
};

export type ConnectionOptions = {
  readonly rpcUrl: string;
  /** Path of a JSON file; undefined takes the project's own deployment on the chain. */
  readonly deploymentFile: string | undefined;
  /** Told of each call of the RPC. */
  readonly metrics?: RpcMetrics;
};

function transport(rpcUrl: string): HttpTransport {
  return http(rpcUrl, {
    batch: { batchSize: BATCH_CALLS },
    timeout: RPC_CALL_TIMEOUT_MS,
    retryCount: RPC_CALL_RETRIES,
  });
}

function describeChain(chainId: number, rpcUrl: string): Chain {
  return defineChain({
    id: chainId,
    name: chainId === LOCAL_CHAIN_ID ? "the local chain" : `chain ${chainId}`,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
    // The base fee rises by at most an eighth a block, so double the fee lasts for five full blocks.
    fees: { baseFeeMultiplier: 2 },
  });
}

function deploymentFor(chainId: number, file: string | undefined): Deployment {
  if (file === undefined) {
    const known = deploymentOf(chainId);
    if (known !== undefined) return known;
    throw new FailedError(
      `OpenIMO has no known deployment on chain ${chainId}. Name one with --deployment <file.json>.`,
    );
  }
  const named = readDeployment(file);
  if (named.chainId === chainId) return named;
  throw new FailedError(`The deployment file is for chain ${named.chainId}, but the RPC is on chain ${chainId}.`);
}

async function checkContracts(client: Client, deployment: Deployment): Promise<void> {
  const named = [
    ["ProgramRegistry", deployment.programRegistry],
    ["ModelRegistry", deployment.modelRegistry],
    ["DisputeCourt", deployment.disputeCourt],
    ["InferenceOracle", deployment.inferenceOracle],
    ["Launchpad", deployment.launchpad],
    ["ModelGovernance", deployment.modelGovernance],
    ["AigcCollections", deployment.aigcCollections],
  ] as const;
  const codes = await Promise.all(named.map(([, address]) => client.getCode({ address })));
  const missing = codes.findIndex((code) => code === undefined || code === "0x");
  if (missing === -1) return;
  const [name, address] = named[missing];
  throw new FailedError(`There is no contract at ${address}, where chain ${deployment.chainId} should have ${name}.`);
}

/**
 * Reaches the chain once and checks that the contracts are there.
 * @throws FailedError for a wrong chain or a missing contract; viem's errors when the RPC doesn't answer.
 */
export async function connect({ rpcUrl, deploymentFile, metrics }: ConnectionOptions): Promise<Connection> {
  if (!/^https?:\/\//.test(rpcUrl) || !URL.canParse(rpcUrl)) {
    throw new UsageError("The RPC URL must begin with http:// or https://.");
  }
  const chainId = await createPublicClient({ transport: transport(rpcUrl) }).getChainId();
  const chain = describeChain(chainId, rpcUrl);
  const plain = transport(rpcUrl);
  const measured = metrics === undefined ? plain : measuredTransport(plain, providerName(rpcUrl), metrics);
  const client = createPublicClient({ chain, transport: measured, cacheTime: 0 });
  const deployment = deploymentFor(chainId, deploymentFile);
  await checkContracts(client, deployment);
  return { client, chain, deployment, rpcUrl };
}
