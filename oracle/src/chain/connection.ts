import { type Deployment, deploymentOf } from "@openimo/contracts";
import {
  type Address,
  type Chain,
  type CustomTransport,
  createPublicClient,
  custom,
  defineChain,
  type Hash,
  type PublicClient,
} from "viem";
import { FailedError, UsageError } from "../command-line/errors.ts";
import { PROVIDERS_MOST } from "../limits.ts";
import type { RpcMetrics } from "../metrics/node-metrics.ts";
import { RpcPool } from "../rpc/pool.ts";
import type { RpcCall } from "../rpc/provider.ts";
import { readDeployment } from "./deployment-file.ts";

export const LOCAL_CHAIN_ID = 31337;

export type Client = PublicClient<CustomTransport, Chain>;

/** A chain that answered, and our contracts on it, which exist. */
export type Connection = {
  /** Asks the best RPC, and the next one if that fails. */
  readonly client: Client;
  /** Believes only what a quorum of the RPCs says alike: for whatever money depends on, at a block's hash. */
  readonly quorum: Client;
  readonly pool: RpcPool;
  /** Hash of the chain's first block; null where the RPC doesn't keep it. */
  readonly genesisHash: Hash | null;
  readonly chain: Chain;
  readonly deployment: Deployment;
};

export type ConnectionOptions = {
  /** One, or several separated by commas or spaces. */
  readonly rpcUrl: string;
  /** How many RPCs have to say the same; undefined for the majority. */
  readonly rpcQuorum?: number | undefined;
  /** Path of a JSON file; undefined takes the project's own deployment on the chain. */
  readonly deploymentFile: string | undefined;
  /** Told of each call of an RPC, and of what the RPCs are found to do. */
  readonly metrics?: RpcMetrics;
};

/** The pool has retried already where that helps. */
const transport = (request: (call: RpcCall) => Promise<unknown>) => custom({ request }, { retryCount: 0 });

function describeChain(chainId: number, rpcUrls: readonly string[]): Chain {
  return defineChain({
    id: chainId,
    name: chainId === LOCAL_CHAIN_ID ? "the local chain" : `chain ${chainId}`,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: rpcUrls } },
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

/** The same on every chain that has it. */
const MULTICALL = "0xcA11bde05977b3631167028862bE2a173976CA11";

const hasCode = async (client: Client, address: Address) => ((await client.getCode({ address })) ?? "0x") !== "0x";

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
  const found = await Promise.all(named.map(([, address]) => hasCode(client, address)));
  const missing = found.indexOf(false);
  if (missing === -1) return;
  const [name, address] = named[missing];
  throw new FailedError(`There is no contract at ${address}, where chain ${deployment.chainId} should have ${name}.`);
}

/** @throws UsageError unless they are URLs that can be asked, none twice, and the quorum fits their number. */
function parseUrls({ rpcUrl, rpcQuorum }: ConnectionOptions): string[] {
  const urls = rpcUrl.split(/[\s,]+/).filter((url) => url !== "");
  if (urls.length === 0 || urls.some((url) => !/^https?:\/\//.test(url) || !URL.canParse(url))) {
    throw new UsageError("The RPC URL must begin with http:// or https://.");
  }
  if (new Set(urls.map((url) => new URL(url).href)).size < urls.length) {
    throw new UsageError("An RPC URL is named twice: each is a voice of the quorum.");
  }
  if (urls.length > PROVIDERS_MOST) throw new UsageError(`At most ${PROVIDERS_MOST} RPC URLs can be named.`);
  if (rpcQuorum !== undefined && !(rpcQuorum >= 1 && rpcQuorum <= urls.length)) {
    throw new UsageError(`The quorum of ${urls.length} RPC URLs is from 1 to ${urls.length}, not ${rpcQuorum}.`);
  }
  return urls;
}

/**
 * Reaches the chain once and checks that the contracts are there.
 * @throws FailedError for a wrong chain or a missing contract; viem's errors when no RPC answers.
 */
export async function connect(options: ConnectionOptions): Promise<Connection> {
  const urls = parseUrls(options);
  const pool = new RpcPool(urls, options.rpcQuorum);
  if (options.metrics !== undefined) pool.metrics = options.metrics;
  const { chainId, genesisHash } = await pool.meet();
  const described = describeChain(chainId, urls);
  const one = transport((call) => pool.request(call));
  const deployed = deploymentFor(chainId, options.deploymentFile);
  const scout = createPublicClient({ chain: described, transport: one, cacheTime: 0 });
  const [hasMulticall] = await Promise.all([hasCode(scout, MULTICALL), checkContracts(scout, deployed)]);
  const contracts = hasMulticall ? ({ multicall3: { address: MULTICALL } } as const) : undefined;
  const chain = defineChain({ ...described, contracts });
  const client = createPublicClient({ chain, transport: one, cacheTime: 0 });
  const quorum = createPublicClient({ chain, transport: transport((call) => pool.agree(call)), cacheTime: 0 });
  return { client, quorum, pool, genesisHash, chain, deployment: deployed };
}
