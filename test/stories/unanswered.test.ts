import { inferenceOracleAbi } from "@openimo/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onlyModel } from "../world/launch.ts";
import { ask, stateOf, status } from "../world/request.ts";
import { addressOf, type Story, startStory } from "../world/story.ts";
import { expectToldStates } from "../world/told-states.ts";

describe("a request that nobody answers", () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
  });
  afterAll(() => story?.stop());

  it("gives the whole price back after its deadline, whoever ends it", async () => {
    const { requestId, request, priceWei } = await ask(story, "requester", await onlyModel(story));
    const oracle = { address: story.deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
    const expire = () =>
      story.wallet.stranger.writeContract({ ...oracle, functionName: "expire", args: [request], gas: 300_000n });

    await expect(story.mined(expire())).rejects.toThrow(/reverted/);
    await story.pass(request.deadline - (await story.now()) + 1);
    await story.mined(expire());
    expect((await stateOf(story, requestId)).status).toBe(status.void);

    const account = addressOf(story.wallet.requester);
    const before = await story.reader.getBalance({ address: account });
    await story.mined(story.wallet.stranger.writeContract({ ...oracle, functionName: "withdraw", args: [account] }));
    expect((await story.reader.getBalance({ address: account })) - before).toBe(priceWei);
    expect(await story.reader.getBalance({ address: oracle.address })).toBe(0n);
    await expectToldStates(story);
  });
});
