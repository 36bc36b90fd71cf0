import { setTimeout as wait } from "node:timers/promises";
import {
  denseKernelsAbi,
  disputeCourtAbi,
  faultProverAbi,
  inferenceOracleAbi,
  modelRegistryAbi,
  programRegistryAbi,
} from "@openimo/contracts";
import { deploy } from "@openimo/contracts/deploy";
import type { ExecutableModel } from "@openimo/runtime";
import {
  type Abi,
  type Address,
  BaseError,
  type ContractFunctionArgs,
  type ContractFunctionName,
  createPublicClient,
  createTestClient,
  decodeErrorResult,
  encodeFunctionData,
  type Hex,
  http,
  isHex,
  keccak256,
  parseEventLogs,
  type TransactionReceipt,
  zeroAddress,
} from "viem";
import { type HDAccount, mnemonicToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { startChain } from "../../local/chain.ts";
import { developmentMnemonic } from "../../local/world.ts";
import { validateProgramCalls } from "../../runtime/src/dispute/program-chunks.ts";
import { createHasher } from "../../runtime/src/hash/create-hasher.ts";
import { toHex } from "../../runtime/src/hash/hex.ts";
import { programRoot } from "../../runtime/src/tree/program-root.ts";
import { weightsRoot } from "../../runtime/src/tree/weights-root.ts";
import { freePorts } from "../world/free-ports.ts";

/** A call that failed, with the contract's error. */
export class CallFailed extends Error {
  readonly errorName: string;
  constructor(functionName: string, errorName: string) {
    super(`${functionName} failed: ${errorName}`);
    this.errorName = errorName;
  }
}

const courtsAbi = [...disputeCourtAbi, ...faultProverAbi, ...denseKernelsAbi];

/** Gas that every transaction of the arena may use; far above what any needs. */
const GAS = 15_000_000n;
const ACCOUNTS = 8;
const BLOCK_SECONDS = 1;
const RECEIPT_ATTEMPTS = 500;
const RECEIPT_PAUSE_MS = 20;
/** What every transaction pays for its gas; below the highest price at which moves are repaid. */
export const GAS_PRICE_WEI = 10n ** 10n;

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
  // A chain that is started with an interval remembers enough states to go back to in a reorganisation.
  const { rpcUrl, child } = await startChain(port, { args: ["--gas-limit", "60000000", "--block-time", "1"] });
  const options = { chain: foundry, transport: http(rpcUrl, { timeout: 120_000 }), pollingInterval: 20 } as const;
  const client = createPublicClient(options);
  const chain = createTestClient({ ...options, mode: "anvil" });
  const accounts = Array.from({ length: ACCOUNTS }, (_, addressIndex) =>
    mnemonicToAccount(developmentMnemonic, { addressIndex }),
  );
  const nonces = new Map<Address, number>();
  let watcher = async () => {};
  await chain.setIntervalMining({ interval: 0 });
  await chain.setAutomine(true);
  // However long the machine takes, the chain's clock moves only as far as a test says, or a second a block.
  await chain.setBlockTimestampInterval({ interval: BLOCK_SECONDS });
  const deployment = await deploy({ transport: options.transport, account: accounts[0] });
  const hasher = await createHasher();

  /** A transaction's receipt. Signed here, so that it is known by its hash even if the chain's answer to it is lost. */
  async function mined(
    account: HDAccount,
    transaction: { to?: Address; data: Hex; value?: bigint },
  ): Promise<TransactionReceipt> {
    const nonce = nonces.get(account.address) ?? (await client.getTransactionCount({ address: account.address }));
    nonces.set(account.address, nonce + 1);
    const serialized = await account.signTransaction({
      ...transaction,
      ...{ type: "eip1559", chainId: foundry.id, nonce, gas: GAS },
      ...{ maxFeePerGas: GAS_PRICE_WEI, maxPriorityFeePerGas: GAS_PRICE_WEI },
    });
    const hash = keccak256(serialized);
    await client.sendRawTransaction({ serializedTransaction: serialized }).catch(() => null);
    // Its block comes with the transaction; what has no receipt by then was not taken.
    for (let attempt = 0; attempt < RECEIPT_ATTEMPTS; attempt++) {
      const receipt = await client.getTransactionReceipt({ hash }).catch(() => null);
      if (receipt !== null) return receipt;
      await wait(RECEIPT_PAUSE_MS);
    }
    nonces.delete(account.address);
    throw new Error(`The chain has not taken transaction ${hash} of ${account.address}.`);
  }

  async function send<const A extends Abi, F extends ContractFunctionName<A, "nonpayable" | "payable">>(
    account: HDAccount,
    { address, abi, functionName, args, value }: Call<A, F>,
  ): Promise<TransactionReceipt> {
    const data = encodeFunctionData({ abi, functionName, args } as Parameters<typeof encodeFunctionData>[0]);
    const receipt = await mined(account, { to: address, data, value });
    if (receipt.status === "success") {
      await watcher();
      return receipt;
    }
    throw new CallFailed(functionName, await reasonOf(account, address, data, value));
  }

  /** The contract's error, as it comes when the call is tried again. */
  async function reasonOf(account: HDAccount, to: Address, data: Hex, value?: bigint): Promise<string> {
    const abi = [...courtsAbi, ...inferenceOracleAbi, ...programRegistryAbi, ...modelRegistryAbi];
    try {
      await client.call({ account, to, data, value, gas: GAS });
      return "it succeeds when called again";
    } catch (error) {
      if (!(error instanceof BaseError)) throw error;
      const reverted = error.walk((cause) => isHex((cause as { data?: unknown }).data)) as { data: Hex } | null;
      return reverted === null ? error.shortMessage : decodeErrorResult({ abi, data: reverted.data }).errorName;
    }
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
    mined,
    stop: () => child.stop(),

    /** Moves the clock and mines a block. */
    async pass(seconds: number): Promise<void> {
      await chain.setNextBlockTimestamp({ timestamp: (await client.getBlock()).timestamp + BigInt(seconds) });
      await chain.mine({ blocks: 1 });
    },

    /** Has something looked at after every transaction that succeeds. */
    watch(look: () => Promise<void>): void {
      watcher = look;
    },

    /** To be called when blocks were taken back: accounts' nonces are asked for again. */
    forget: () => nonces.clear(),

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
            feeAsset: zeroAddress,
            feeAmount: 10n ** 15n,
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
