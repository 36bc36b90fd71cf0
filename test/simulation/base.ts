import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Deployment, modelRegistryAbi } from "@openimo/contracts";
import { deploy } from "@openimo/contracts/deploy";
import {
  type Address,
  concat,
  createPublicClient,
  createWalletClient,
  encodeAbiParameters,
  type Hex,
  http,
} from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { startChain } from "../../local/chain.ts";
import { developmentMnemonic } from "../../local/world.ts";
import { creationCode } from "../world/artifact.ts";
import { freePorts } from "../world/free-ports.ts";
import { root } from "../world/root.ts";
import { call } from "./json-rpc.ts";
import { simulatedParameters } from "./parameters.ts";

/** A chain on which everything is deployed, to begin each run with. */
export type Base = {
  /** The state, as the chain takes it. */
  readonly state: Hex;
  readonly deployment: Deployment;
  readonly deploymentFile: string;
  /** The model that operators answer for. */
  readonly served: bigint;
  /** The same program at a reward that operators leave to others. */
  readonly unrewarded: bigint;
  readonly consumers: Readonly<Record<"storing" | "reverting" | "burning", Address>>;
};

const FOLDER = join(root, "test-results/simulation");

/** @param program Path of `openimo`. */
export async function buildBase(program: string): Promise<Base> {
  mkdirSync(FOLDER, { recursive: true });
  const { chain: port } = await freePorts();
  const { rpcUrl, child } = await startChain(port, { args: ["--gas-limit", "60000000"] });
  try {
    const options = { chain: foundry, transport: http(rpcUrl), pollingInterval: 20 } as const;
    const client = createPublicClient(options);
    const account = mnemonicToAccount(developmentMnemonic, { addressIndex: 0 });
    const parameters = simulatedParameters(foundry.id);
    const deployment = { ...(await deploy({ transport: options.transport, account, parameters })), startBlock: 0 };
    const deploymentFile = join(FOLDER, `deployment-${process.pid}.json`);
    writeFileSync(deploymentFile, JSON.stringify(deployment));

    const register = async (reward: string) => {
      const where = ["--rpc-url", rpcUrl, "--deployment", deploymentFile, "--development-key", "0", "--json"];
      const terms = ["--fee", "0.001", "--reward", reward, "--router", "launchpad", "--uri", "ipfs://none"];
      const command = ["model", "register", join(root, "models/digits/package"), ...terms, ...where];
      await promisify(execFile)(process.execPath, [program, ...command]);
    };
    await register("0.0005");
    await register("0");
    const models = { address: deployment.modelRegistry, abi: modelRegistryAbi } as const;
    const modelAt = (index: bigint) => client.readContract({ ...models, functionName: "modelIdAt", args: [index] });

    const wallet = createWalletClient({ ...options, account });
    const create = async (name: string): Promise<Address> => {
      const args = encodeAbiParameters([{ type: "address" }], [deployment.inferenceOracle]);
      const hash = await wallet.sendTransaction({ data: concat([creationCode(name), args]) });
      const { contractAddress } = await client.waitForTransactionReceipt({ hash });
      if (!contractAddress) throw new Error(`${name} was not created.`);
      return contractAddress;
    };
    const consumers = {
      storing: await create("StoringConsumer"),
      reverting: await create("RevertingConsumer"),
      burning: await create("GasBurningConsumer"),
    };
    const [served, unrewarded] = [await modelAt(0n), await modelAt(1n)];
    return {
      state: await call<Hex>(rpcUrl, "anvil_dumpState"),
      deployment,
      deploymentFile,
      served,
      unrewarded,
      consumers,
    };
  } finally {
    await child.stop();
  }
}
