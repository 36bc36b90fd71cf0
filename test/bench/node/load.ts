import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inferenceOracleAbi } from "@openimo/contracts";
import { toHex } from "@openimo/runtime";
import { encodeFunctionData, type Hex, zeroAddress } from "viem";
import { foundry } from "viem/chains";
import { Random } from "../../../runtime/testing/random.ts";
import type { Base } from "../../simulation/base.ts";
import { accounts } from "../../simulation/cast.ts";
import { SimulatedChain } from "../../simulation/chain.ts";
import { call } from "../../simulation/json-rpc.ts";
import { NodeProcess } from "../../simulation/node-process.ts";
import { Providers } from "../../simulation/providers.ts";
import { nodeArgs } from "./node-args.ts";

const NODE = "operator";
/** The gas of public chains (30 million in 12 seconds) in blocks of two seconds. */
const BLOCK_SECONDS = 2;
const BLOCK_GAS = 5_000_000n;
/** A week: nothing is final or over before the figures are taken. */
const WINDOW_SECONDS = 604_800;
const ASKED_AT_ONCE = 400;
/** Answers after which everything that is loaded once is loaded. */
const WARM_ANSWERS = 200;
const INPUT_BYTES = 784;
const GWEI = 10n ** 9n;
const ASK_GAS = 250_000n;

/** What a node does that has always more to answer than blocks have room for. */
export async function measureLoad(program: string, base: Base, limits: { requests: number; seconds: number }) {
  const chain = await SimulatedChain.start(base);
  const providers = new Providers(chain.rpcUrl, 0, () => {});
  await providers.listen();
  const folder = mkdtempSync(join(tmpdir(), "openimo-bench-"));
  const args = [...nodeArgs(base, providers.url(NODE, 0)), "--data-dir", folder];
  const node = new NodeProcess({ name: NODE, program, databaseUrl: undefined, args });
  try {
    await ask(chain, base, limits.requests);
    await call(chain.rpcUrl, "evm_setBlockGasLimit", [toHexNumber(BLOCK_GAS)]);
    await call(chain.rpcUrl, "anvil_setBlockTimestampInterval", [BLOCK_SECONDS]);
    await call(chain.rpcUrl, "evm_setIntervalMining", [BLOCK_SECONDS]);
    const before = await answersOf(chain, base, 0);
    node.start();
    await until(
      node,
      async () => (await answersOf(chain, base, before.block)).count >= Math.min(WARM_ANSWERS, limits.requests / 2),
    );
    const first = await answersOf(chain, base, before.block);
    const firstRss = rssMegabytes(node.pid);
    const began = performance.now();
    await until(node, async () => {
      const { count } = await answersOf(chain, base, before.block);
      return count >= limits.requests || performance.now() - began > limits.seconds * 1_000;
    });
    const last = await answersOf(chain, base, before.block);
    const lastRss = rssMegabytes(node.pid);
    await node.stop();
    const answers = last.count - first.count;
    const ceiling = (Number(BLOCK_GAS) / (last.gas / last.count)) * (last.block - first.block);
    return {
      posts_per_ceiling: Number((answers / ceiling).toFixed(3)),
      rss_growth_mb_10k_requests: Number((((lastRss - firstRss) * 10_000) / answers).toFixed(1)),
      answered_requests: last.count,
    };
  } finally {
    await node.kill();
    providers.close();
    await chain.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Many requests before the node is there, in blocks that have room for them. */
async function ask(chain: SimulatedChain, { deployment, served }: Base, requests: number): Promise<void> {
  const random = new Random(7);
  const { requester } = accounts;
  await call(chain.rpcUrl, "evm_setBlockGasLimit", [toHexNumber(1_000_000_000n)]);
  const price = await chain.client.readContract({
    ...{ address: deployment.inferenceOracle, abi: inferenceOracleAbi, functionName: "priceOf", args: [served, 0n, 0] },
  } as const);
  const options = {
    ...{ callbackContract: zeroAddress, callbackGasLimit: 0n, callbackData: "0x" as const, deliverAt: 0 },
    ...{ windowSeconds: WINDOW_SECONDS, timeoutSeconds: WINDOW_SECONDS, valueAtStakeWei: 0n, bondWei: 0n },
  } as const;
  for (let nonce = 0; nonce < requests; nonce++) {
    const data = encodeFunctionData({
      ...{ abi: inferenceOracleAbi, functionName: "requestInference" },
      args: [served, toHex(random.bytes(INPUT_BYTES)), options],
    });
    const raw = await requester.signTransaction({
      ...{
        type: "eip1559",
        chainId: foundry.id,
        nonce,
        gas: ASK_GAS,
        to: deployment.inferenceOracle,
        data,
        value: price,
      },
      ...{ maxFeePerGas: 1_000n * GWEI, maxPriorityFeePerGas: GWEI },
    });
    await call(chain.rpcUrl, "eth_sendRawTransaction", [raw]);
    if ((nonce + 1) % ASKED_AT_ONCE === 0 || nonce + 1 === requests) await chain.mine();
  }
}

type Answers = { readonly count: number; readonly block: number; readonly gas: number };

/** Answers in blocks after one of them, the newest block, and an estimate of their gas from one of them. */
async function answersOf({ client }: SimulatedChain, { deployment }: Base, after: number): Promise<Answers> {
  const block = Number(await client.getBlockNumber());
  const oracle = { address: deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
  const range = { fromBlock: BigInt(after + 1), toBlock: BigInt(block) };
  const logs =
    after >= block ? [] : await client.getContractEvents({ ...oracle, ...range, eventName: "AICallbackResult" });
  const newest = logs.at(-1);
  if (newest === undefined) return { count: 0, block, gas: 0 };
  const { gasUsed } = await client.getTransactionReceipt({ hash: newest.transactionHash });
  return { count: logs.length, block, gas: Number(gasUsed) * logs.length };
}

function rssMegabytes(pid: number): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}

async function until(node: NodeProcess, isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    if (!node.isUp) throw new Error(`The node has ended: ${node.lines.slice(-5).join("\n")}`);
    await sleep(500);
  }
}

const toHexNumber = (value: bigint): Hex => `0x${value.toString(16)}`;
