import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { foundryProgram } from "@openimo/contracts/foundry";
import {
  type Abi,
  type Address,
  createPublicClient,
  createWalletClient,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  http,
} from "viem";
import { foundry } from "viem/chains";
import { startChain } from "../../local/chain.ts";
import { freePorts } from "../world/free-ports.ts";

/** What a kernel says: the values of `KernelProbe.sol`. */
export const OUTCOMES = ["right", "wrong", "refused", "broken"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** As `StepContext` of `IStepKernels.sol`. */
export interface StepContext {
  readonly traceRoot: Hex;
  readonly weightsRoot: Hex;
  readonly inputHash: Hex;
  readonly seed: Hex;
  readonly step: bigint;
  readonly stepLimit: bigint;
  readonly instructionIndex: bigint;
  readonly instructionCount: bigint;
  readonly constantCount: bigint;
  readonly promptType: bigint;
  readonly tokenValue: bigint;
  readonly tokenType: bigint;
}

/** As `Trial` of `KernelProbe.sol`. */
export interface ProbeTrial {
  readonly element: bigint;
  readonly witness: Hex;
  readonly founds: readonly bigint[];
  readonly flips: readonly bigint[];
  readonly lengths: readonly bigint[];
}

/** As `ProbeCase` of `KernelProbe.sol`. */
export interface ProbeCase {
  readonly kernels: Address;
  readonly context: StepContext;
  readonly record: readonly bigint[];
  readonly trials: readonly ProbeTrial[];
}

/** A chain that has the kernels, and the means to ask them. */
export interface KernelWorld {
  /** Where each family's contract is, by its name. */
  readonly kernels: Readonly<Record<string, Address>>;
  /** Outcomes of all questions of all trials, in order, and the gas of each trial's first one. */
  judge(cases: readonly ProbeCase[]): Promise<{ outcomes: Outcome[]; gasUsed: number[] }>;
  stop(): Promise<void>;
}

const ROOT = join(import.meta.dirname, "../..");
const SOURCES = ["contracts/src/kernels", "test/contracts/kernels/KernelProbe.sol"];
/** No batch needs as much; a block of the chain may have that, so that a call may. */
const GAS_LIMIT = 2n ** 40n;
const CHAIN_OPTIONS = ["--no-request-size-limit", "--gas-limit", String(GAS_LIMIT)];

/** Starts a chain and deploys the families' contracts and the probe. */
export async function startKernelWorld(families: readonly string[]): Promise<KernelWorld> {
  const { chain: port } = await freePorts();
  const { rpcUrl, child } = await startChain(port, { args: CHAIN_OPTIONS });
  const options = { chain: foundry, transport: http(rpcUrl, { timeout: 120_000 }), pollingInterval: 100 } as const;
  const client = createPublicClient(options);
  const wallet = createWalletClient(options);
  const [account] = await wallet.getAddresses();

  // What is tried is what the sources say, not what an earlier build left.
  execFileSync(foundryProgram("forge"), ["build", "--quiet", ...SOURCES], { cwd: ROOT, stdio: "inherit" });
  const addresses: Address[] = [];
  for (const name of [...families, "KernelProbe"]) {
    const { abi, bytecode } = artifact(name);
    const hash = await wallet.deployContract({ account, abi, bytecode: bytecode.object });
    const { contractAddress } = await client.waitForTransactionReceipt({ hash });
    if (!contractAddress) throw new Error(`${name} wasn't created.`);
    addresses.push(contractAddress);
  }
  const { abi } = artifact("KernelProbe");
  const address = addresses[families.length];
  return {
    kernels: Object.fromEntries(families.map((name, i) => [name, addresses[i]])),
    async judge(cases) {
      const call = encodeFunctionData({ abi, functionName: "judge", args: [cases] });
      const { data } = await client.call({ to: address, data: call, gas: GAS_LIMIT });
      if (data === undefined) throw new Error("The probe gave no answer.");
      const answer = decodeFunctionResult({ abi, functionName: "judge", data });
      const [outcomes, gasUsed] = answer as [Hex, readonly bigint[]];
      const bytes = Buffer.from(outcomes.slice(2), "hex");
      return { outcomes: Array.from(bytes, (byte) => OUTCOMES[byte]), gasUsed: gasUsed.map(Number) };
    },
    stop: () => child.stop(),
  };
}

function artifact(name: string): { readonly abi: Abi; readonly bytecode: { readonly object: Hex } } {
  return JSON.parse(readFileSync(join(ROOT, "out", `${name}.sol`, `${name}.json`), "utf8"));
}
