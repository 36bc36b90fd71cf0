import { execFile } from "node:child_process";
import { join } from "node:path";
import { type Deployment, deploymentOf } from "@openimo/contracts";
import {
  type Address,
  createPublicClient,
  createTestClient,
  createWalletClient,
  type Hash,
  http,
  type TransactionReceipt,
  type WalletClient,
} from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { developmentMnemonic, startWorld, type World, type WorldOptions } from "../../local/world.ts";
import { freePorts } from "./free-ports.ts";
import type { Player } from "./passing-time.ts";
import { root } from "./root.ts";

export { root };

/** Who plays whom, by development account. The operator's node uses account 1 by itself. */
const roles = {
  developer: 0,
  operator: 1,
  requester: 2,
  investorA: 3,
  investorB: 4,
  investorC: 5,
  stranger: 6,
} as const;

export type Role = keyof typeof roles;

/** What a command printed and how it ended. */
export type CommandResult = { readonly code: number; readonly stdout: string; readonly stderr: string };

function clients(rpcUrl: string) {
  const options = { chain: foundry, transport: http(rpcUrl), pollingInterval: 100 } as const;
  return { reader: createPublicClient(options), test: createTestClient({ ...options, mode: "anvil" }) };
}

function wallets(rpcUrl: string) {
  const wallet = (index: number) =>
    createWalletClient({
      chain: foundry,
      transport: http(rpcUrl),
      account: mnemonicToAccount(developmentMnemonic, { addressIndex: index }),
    });
  return Object.fromEntries(Object.entries(roles).map(([role, index]) => [role, wallet(index)])) as Record<
    Role,
    ReturnType<typeof wallet>
  >;
}

/** Starts the real `openimo`, and tells by its last line whether it only waits. */
export function startOpenimo(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Player<CommandResult> {
  let told = "";
  const ended = new Promise<CommandResult>((resolve) => {
    const command = [join(root, "oracle/bin/openimo.js"), ...args];
    const options = { env: { ...process.env, ...environment } };
    const child = execFile(process.execPath, command, options, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === "number" ? error.code : 1) : 0;
      resolve({ code, stdout, stderr });
    });
    child.stderr?.on("data", (text) => {
      told += text;
    });
  });
  return { ended, isWaiting: () => told.trimEnd().split("\n").at(-1)?.startsWith("Waiting: ") === true };
}

/** Runs the real `openimo` to its end. */
export function openimo(args: readonly string[], environment?: NodeJS.ProcessEnv): Promise<CommandResult> {
  return startOpenimo(args, environment).ended;
}

/**
 * The real world with the tools that a story needs. Unless it asks for blocks each second, they come with transactions, each a
 * second after the one before: however long the machine takes, no window ends before the story moves the clock.
 */
export async function startStory({ blocks = "with transactions", ...options }: Omit<WorldOptions, "ports">) {
  const ports = await freePorts();
  const lines: string[] = [];
  const world: World = await startWorld({
    ...options,
    blocks,
    ports,
    onLine: (program, line) => lines.push(`[${program}] ${line}`),
  });
  const deployment = deploymentOf(foundry.id) as Deployment;
  const { reader, test } = clients(world.rpcUrl);
  if (blocks === "with transactions") await test.setBlockTimestampInterval({ interval: 1 });

  /** Waits until a transaction is mined and asserts that it succeeded. */
  async function mined(hash: Hash | Promise<Hash>): Promise<TransactionReceipt> {
    const receipt = await reader.waitForTransactionReceipt({ hash: await hash });
    if (receipt.status !== "success") throw new Error(`Transaction ${receipt.transactionHash} reverted.`);
    return receipt;
  }

  return {
    world,
    ports,
    deployment,
    reader,
    test,
    wallet: wallets(world.rpcUrl) as Record<Role, ReturnType<typeof wallets>[Role]>,
    /** What chain and node printed, oldest first. */
    lines,
    mined,
    /** Moves the chain's clock and mines a block with the new time. */
    async pass(seconds: number): Promise<void> {
      const { timestamp } = await reader.getBlock();
      await test.setNextBlockTimestamp({ timestamp: timestamp + BigInt(seconds) });
      await test.mine({ blocks: 1 });
    },
    async now(): Promise<number> {
      return Number((await reader.getBlock()).timestamp);
    },
    openimo: (...args: string[]) => openimo([...args, "--rpc-url", world.rpcUrl]),
    startOpenimo: (...args: string[]) => startOpenimo([...args, "--rpc-url", world.rpcUrl]),
    stop: () => world.stop(),
  };
}

export type Story = Awaited<ReturnType<typeof startStory>>;

/** The account of a wallet client that was made with one. */
export function addressOf(wallet: WalletClient): Address {
  if (!wallet.account) throw new Error("This wallet has no account.");
  return wallet.account.address;
}
