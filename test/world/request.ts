import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inferenceOracleAbi } from "@openimo/contracts";
import { PNG } from "pngjs";
import { type Hex, parseEventLogs, type TransactionReceipt, zeroAddress } from "viem";
import type { Role, Story } from "./story.ts";
import { root } from "./story.ts";

/** The 784 bytes of the committed picture of a seven, as the model takes them. */
export function seven(): Hex {
  const { data, width, height } = PNG.sync.read(readFileSync(join(root, "test/vectors/digits/seven.png")));
  const grey = Uint8Array.from({ length: width * height }, (_, index) => data[index * 4]);
  return `0x${Buffer.from(grey).toString("hex")}`;
}

/** The request that a transaction opened. */
export function requestedIn(receipt: TransactionReceipt) {
  const [log] = parseEventLogs({ abi: inferenceOracleAbi, eventName: "Requested", logs: receipt.logs });
  return log.args;
}

/** Asks a model directly, without a callback. */
export async function ask(story: Story, role: Role, modelId: bigint, input: Hex = seven()) {
  const oracle = { address: story.deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
  const value = await story.reader.readContract({ ...oracle, functionName: "estimateFee", args: [modelId, 0n] });
  const receipt = await story.mined(
    story.wallet[role].writeContract({
      ...oracle,
      functionName: "requestCallback",
      args: [modelId, input, zeroAddress, 0n, "0x"],
      value,
    }),
  );
  return { ...requestedIn(receipt), priceWei: value, receipt };
}

/** How a request stands, by the contract. */
export function stateOf(story: Story, requestId: bigint) {
  return story.reader.readContract({
    address: story.deployment.inferenceOracle,
    abi: inferenceOracleAbi,
    functionName: "requestState",
    args: [requestId],
  });
}

/** The values of `RequestStatus`. */
export const status = { unknown: 0, open: 1, answered: 2, final: 3, void: 4, disputed: 5 } as const;

/** Polls until a condition about the chain holds. The bound is generous; a story that needs it all has failed. */
export async function until<T>(what: string, read: () => Promise<T | undefined>, seconds = 60): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${seconds} s in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Waits until a request has at least this status. */
export function untilStatus(story: Story, requestId: bigint, wanted: number, seconds = 60) {
  return until(
    `request ${requestId} has status ${wanted}`,
    async () => {
      const state = await stateOf(story, requestId);
      return state.status >= wanted ? state : undefined;
    },
    seconds,
  );
}
