import { setTimeout as wait } from "node:timers/promises";
import { foundryProgram } from "@openimo/contracts/foundry";
import { createPublicClient, createTestClient, http } from "viem";
import { type Child, startChild } from "./child.ts";
import { BLOCK_SECONDS, CHAIN_START_MS } from "./limits.ts";

export type Chain = { readonly rpcUrl: string; readonly child: Child };

/** Starts an Ethereum development chain, whose blocks come with each transaction, and waits until it answers. */
export async function startChain(
  port: number,
  options: { args?: readonly string[]; onLine?: (line: string) => void } = {},
) {
  const args = ["--host", "127.0.0.1", "--port", String(port), "--chain-id", "31337", "--hardfork", "prague"];
  const child = startChild({
    name: "The chain (anvil)",
    command: foundryProgram("anvil"),
    args: [...args, ...(options.args ?? [])],
    onLine: options.onLine,
  });
  const rpcUrl = `http://127.0.0.1:${port}`;
  const client = createPublicClient({ transport: http(rpcUrl, { retryCount: 0 }) });
  const deadline = Date.now() + CHAIN_START_MS;
  for (;;) {
    const answered = await Promise.race([client.getChainId().catch(() => undefined), child.crashed]);
    if (answered !== undefined) return { rpcUrl, child } satisfies Chain;
    if (Date.now() > deadline) throw new Error(`The chain did not answer at ${rpcUrl} within ${CHAIN_START_MS} ms.`);
    await wait(50);
  }
}

/** From now on blocks come at an interval rather than with each transaction, so that times behave as on a public chain. */
export async function mineAtIntervals(rpcUrl: string): Promise<void> {
  const client = createTestClient({ mode: "anvil", transport: http(rpcUrl) });
  await client.setIntervalMining({ interval: BLOCK_SECONDS });
}
