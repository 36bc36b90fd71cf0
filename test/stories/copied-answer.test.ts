import { inferenceOracleAbi } from "@openimo/contracts";
import { type Hex, parseEventLogs, toFunctionSelector } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onlyModel } from "../world/launch.ts";
import { ask, stateOf, status, until, untilStatus } from "../world/request.ts";
import { addressOf, type Story, startStory } from "../world/story.ts";
import { expectToldStates } from "../world/told-states.ts";

const COMMIT = toFunctionSelector("commit(bytes32)");

describe("an answer that somebody copies", () => {
  let story: Story;
  let modelId: bigint;
  beforeAll(async () => {
    // So slow that a copy is in time between the node's commitment and its answer.
    story = await startStory({ models: ["digits"], node: true, nodeArgs: ["--commit-first", "--poll-ms", "3000"] });
    modelId = await onlyModel(story);
  });
  afterAll(() => story?.stop());

  const oracle = () => ({ address: story.deployment.inferenceOracle, abi: inferenceOracleAbi }) as const;
  const creditOf = (account: Hex) =>
    story.reader.readContract({ ...oracle(), functionName: "creditWei", args: [account] });

  async function answerTo(requestId: bigint): Promise<Hex> {
    const logs = await story.reader.getLogs({ address: story.deployment.inferenceOracle, fromBlock: 0n });
    const results = parseEventLogs({ abi: inferenceOracleAbi, eventName: "AICallbackResult", logs });
    const found = results.find(({ args }) => args.requestId === requestId);
    if (found === undefined) throw new Error(`Request ${requestId} has no answer.`);
    return found.args.output;
  }

  /** Waits for the block in which the node commits. */
  const untilCommitted = (from: bigint) =>
    until("the node has committed", async () => {
      const head = await story.reader.getBlockNumber();
      for (let blockNumber = from; blockNumber <= head; blockNumber++) {
        const { transactions } = await story.reader.getBlock({ blockNumber, includeTransactions: true });
        if (transactions.some(({ input }) => input.startsWith(COMMIT))) return blockNumber;
      }
      return undefined;
    });

  it("is committed to a block before it is posted", async () => {
    const { requestId, receipt } = await ask(story, "requester", modelId);
    const committedIn = await untilCommitted(receipt.blockNumber);
    await untilStatus(story, requestId, status.answered);
    expect((await stateOf(story, requestId)).proposer).toBe(addressOf(story.wallet.operator));
    const logs = await story.reader.getLogs({ address: story.deployment.inferenceOracle, fromBlock: committedIn });
    const [answered] = parseEventLogs({ abi: inferenceOracleAbi, eventName: "AICallbackResult", logs });
    expect(answered.blockNumber).toBeGreaterThan(committedIn);
  });

  it("stays the operator's who had committed to it, and the copy earns nothing", async () => {
    const first = await ask(story, "requester", modelId);
    await untilStatus(story, first.requestId, status.answered);
    // A model that doesn't sample answers the same again, so here the copy is known beforehand.
    const output = await answerTo(first.requestId);

    const { requestId, request, receipt } = await ask(story, "requester", modelId);
    await untilCommitted(receipt.blockNumber);
    const thief = addressOf(story.wallet.stranger);
    await story.mined(
      story.wallet.stranger.writeContract({
        ...oracle(),
        functionName: "propose",
        args: [request, output, "0x"],
        value: request.bondWei,
      }),
    );
    expect((await stateOf(story, requestId)).proposer).toBe(thief);
    await until("the node has taken its answer over", async () => {
      const { proposer } = await stateOf(story, requestId);
      return proposer === addressOf(story.wallet.operator) ? proposer : undefined;
    });
    expect(await creditOf(thief)).toBe(request.bondWei);

    await story.pass(request.windowSeconds);
    await untilStatus(story, requestId, status.final);
    expect(await creditOf(thief)).toBe(request.bondWei);
    await expectToldStates(story);
  });
});
