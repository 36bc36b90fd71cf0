import {
  disputeCourtAbi,
  inferenceOracleAbi,
  launchpadAbi,
  modelRegistryAbi,
  programRegistryAbi,
} from "@openimo/contracts";
import { deploy } from "@openimo/contracts/deploy";
import type { ExecutableModel } from "@openimo/runtime";
import {
  type Abi,
  type Account,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  createPublicClient,
  createTestClient,
  createWalletClient,
  decodeErrorResult,
  encodeFunctionData,
  type Hex,
  http,
  parseEventLogs,
  type TransactionReceipt,
  zeroAddress,
} from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { startChain } from "../../local/chain.ts";
import { developmentMnemonic } from "../../local/world.ts";
import { createHasher } from "../../runtime/src/hash/create-hasher.ts";
import { validateProgramCalls } from "../../runtime/src/dispute/program-chunks.ts";
import { programRoot } from "../../runtime/src/tree/program-root.ts";
import { weightsRoot } from "../../runtime/src/tree/weights-root.ts";
import { toHex } from "../../runtime/src/hash/hex.ts";
import { freePorts } from "../world/free-ports.ts";

/** A call that failed, with the contract's error. */
export class CallFailed extends Error {
  readonly errorName: string;
  constructor(functionName: string, errorName: string) {
    super(`${functionName} failed: ${errorName}`);
    this.errorName = errorName;
  }
}

/** Gas that every transaction of the arena may use; far above what any needs. */
const GAS = 15_000_000n;
const ACCOUNTS = 8;
const BLOCK_SECONDS = 1;

/** A contract call. */
export interface Call<A extends Abi, F extends ContractFunctionName<A, "nonpayable" | "payable">> {
  readonly address: Address;
  readonly abi: A;
  readonly functionName: F;
  readonly args: ContractFunctionArgs<A, "nonpayable" | "payable", F>;
  readonly value?: bigint;
}

export type CourtWorld = Awaited<ReturnType<typeof startCourtWorld>>;

/** A chain with all contracts, whose blocks come with transactions and whose time is moved by hand. */
export async function startCourtWorld() {
  const { chain: port } = await freePorts();
  const { rpcUrl, child } = await startChain(port, { args: ["--gas-limit", "60000000"] });
  const options = { chain: foundry, transport: http(rpcUrl, { timeout: 120_000 }), pollingInterval: 20 } as const;
  const client = createPublicClient(options);
  const chain = createTestClient({ ...options, mode: "anvil" });
  const accounts = Array.from({ length: ACCOUNTS }, (_, addressIndex) =>
    mnemonicToAccount(developmentMnemonic, { addressIndex }),
  );
  const wallet = createWalletClient(options);
  await chain.setIntervalMining({ interval: 0 });
  await chain.setAutomine(true);
  // However long the machine takes, the chain's clock moves only as far as a test says, or a second a block.
  await chain.setBlockTimestampInterval({ interval: BLOCK_SECONDS });
  const deployment = await deploy({ transport: options.transport, account: accounts[0] });
  const hasher = await createHasher();

  async function send<const A extends Abi, F extends ContractFunctionName<A, "nonpayable" | "payable">>(
    account: Account,
    { address, abi, functionName, args, value }: Call<A, F>,
  ): Promise<TransactionReceipt> {
    const data = encodeFunctionData({ abi, functionName, args } as Parameters<typeof encodeFunctionData>[0]);
    const hash = await wallet.sendTransaction({ account, to: address, data, value, gas: GAS });
    const receipt = await client.waitForTransactionReceipt({ hash });
    if (receipt.status === "success") return receipt;
    throw new CallFailed(functionName, await reasonOf(account, address, data, value));
  }

  async function reasonOf(account: Account, to: Address, data: Hex, value?: bigint): Promise<string> {
    try {
      await client.call({ account, to, data, value, gas: GAS });
    } catch (error) {
      const found = /"?data"?:? ?"?(0x[0-9a-f]{8,})/i.exec(JSON.stringify(error, (_, part) => (typeof part === "bigint" ? `${part}` : part)));
      const abi = [...disputeCourtAbi, ...inferenceOracleAbi, ...programRegistryAbi, ...modelRegistryAbi, ...launchpadAbi];
      const reason = /(0x[0-9a-f]{8,})/i.exec(String((error as { details?: string }).details ?? ""))?.[1] ?? found?.[1];
      try {
        return decodeErrorResult({ abi, data: reason as Hex }).errorName;
      } catch {
        return String((error as Error).message).split("\n")[0];
      }
    }
    return "it succeeds when called again";
  }

  const court = { address: deployment.disputeCourt, abi: disputeCourtAbi } as const;
  const oracle = { address: deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
  const registry = { address: deployment.modelRegistry, abi: modelRegistryAbi } as const;
  const programs = { address: deployment.programRegistry, abi: programRegistryAbi } as const;

  return {
    client,
    chain,
    accounts,
    deployment,
    hasher,
    court,
    oracle,
    registry,
    programs,
    send,
    stop: () => child.stop(),

    /** Moves the clock and mines a block. */
    async pass(seconds: number): Promise<void> {
      await chain.setNextBlockTimestamp({ timestamp: (await client.getBlock()).timestamp + BigInt(seconds) });
      await chain.mine({ blocks: 1 });
    },

    /** Has the next transaction's block at this time. */
    async at(timestamp: number): Promise<void> {
      await chain.setNextBlockTimestamp({ timestamp: BigInt(timestamp) });
    },

    async now(): Promise<number> {
      return Number((await client.getBlock()).timestamp);
    },

    /** Has a model's program validated and registers the model; gives its id and the gas of the validation. */
    async register({ program, constants }: ExecutableModel, name: string): Promise<{ modelId: bigint; gas: bigint }> {
      let gas = 0n;
      for (const { functionName, args } of validateProgramCalls(hasher, program)) {
        gas += (await send(accounts[0], { ...programs, functionName, args })).gasUsed;
      }
      const root = toHex(programRoot(hasher, program));
      const { inputBytesMin, inputBytesMax } = await client.readContract({
        ...programs,
        functionName: "program",
        args: [root],
      });
      const receipt = await send(accounts[0], {
        ...registry,
        functionName: "register",
        args: [
          {
            programRoot: root,
            weightsRoot: toHex(weightsRoot(hasher, program.constants, constants)),
            feeWei: 10n ** 15n,
            operatorRewardWei: 10n ** 15n,
            inputLengthMin: Number(inputBytesMin),
            inputLengthMax: Number(inputBytesMax),
            revenueRouter: zeroAddress,
            name,
            packageURI: "",
          },
        ],
      });
      const [event] = parseEventLogs({ abi: modelRegistryAbi, eventName: "ModelRegistered", logs: receipt.logs });
      return { modelId: event.args.modelId, gas };
    },
  };
}
