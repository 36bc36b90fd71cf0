import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Abi, type Address, createPublicClient, createWalletClient, type Hex, http, parseAbi } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { startChain } from "../../local/chain.ts";
import { developmentMnemonic } from "../../local/world.ts";
import type { RecordRun, ValidateCall } from "../../runtime/src/dispute/program-chunks.ts";
import { creationCode } from "../world/artifact.ts";
import { freePorts } from "../world/free-ports.ts";
import { root } from "../world/story.ts";

/** All records of what may be a program: `Candidate` of `ValidationProbe.sol`. */
export interface Candidate {
  readonly programRoot: Hex;
  readonly whole: RecordRun;
}

/** A chain with a program registry. */
export interface ValidationWorld {
  /** For each candidate the selector of the error that it is refused with, null of a valid one. */
  judge(candidates: readonly Candidate[]): Promise<(Hex | null)[]>;
  /** Sends a call of the registry and waits for it; resolves to the gas of the whole transaction. */
  send(call: ValidateCall): Promise<number>;
  /** Says without sending what a call comes to: rejects with the contract's error. */
  simulate(call: ValidateCall): Promise<void>;
  /** Calls a function of the registry. */
  read(functionName: string, ...args: readonly unknown[]): Promise<unknown>;
  stop(): Promise<void>;
}

/** The most that a transaction may have on public chains. */
const MOST_TRANSACTION_GAS = 2n ** 24n;
/** No batch needs as much. */
const GAS_LIMIT = 2n ** 40n;
const CHAIN_OPTIONS = ["--no-request-size-limit", "--gas-limit", String(GAS_LIMIT)];

export async function startValidationWorld(): Promise<ValidationWorld> {
  const { chain: port } = await freePorts();
  const { rpcUrl, child } = await startChain(port, { args: CHAIN_OPTIONS });
  const options = { chain: foundry, transport: http(rpcUrl, { timeout: 120_000 }), pollingInterval: 100 } as const;
  const client = createPublicClient(options);
  const wallet = createWalletClient({ ...options, account: mnemonicToAccount(developmentMnemonic) });

  async function create(name: string): Promise<{ address: Address; abi: Abi }> {
    const hash = await wallet.deployContract({ abi: parseAbi(["constructor()"]), bytecode: creationCode(name) });
    const { contractAddress } = await client.waitForTransactionReceipt({ hash });
    if (!contractAddress) throw new Error(`${name} wasn't created.`);
    return { address: contractAddress, abi: abiOf(name) };
  }

  const [registry, probe] = [await create("ProgramRegistry"), await create("ValidationProbe")];
  return {
    async judge(candidates) {
      const args = [registry.address, candidates];
      const { result } = await client.simulateContract({ ...probe, functionName: "judge", args, gas: GAS_LIMIT });
      return (result as Hex[]).map((reason) => (Number(reason) === 0 ? null : reason));
    },
    async send({ functionName, args }) {
      const hash = await wallet.writeContract({ ...registry, functionName, args, gas: MOST_TRANSACTION_GAS });
      const { gasUsed, status } = await client.waitForTransactionReceipt({ hash });
      if (status !== "success") throw new Error(`${functionName} reverted.`);
      return Number(gasUsed);
    },
    async simulate({ functionName, args }) {
      await client.simulateContract({ ...registry, functionName, args });
    },
    read: (functionName, ...args) => client.readContract({ ...registry, functionName, args }),
    stop: () => child.stop(),
  };
}

function abiOf(name: string): Abi {
  return (JSON.parse(readFileSync(join(root, `out/${name}.sol/${name}.json`), "utf8")) as { abi: Abi }).abi;
}
