import { inferenceOracleAbi } from "@openimo/contracts";
import { toHex } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestedIn } from "../world/request.ts";
import { addressOf, type Story, startStory } from "../world/story.ts";

describe("an answer that is a lie", () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory({ models: ["storyteller"] });
  });
  afterAll(() => story?.stop());

  async function ask() {
    const { stdout } = await story.openimo("request", "send", "storyteller", "--text", "And God said", "--json");
    const { transactionHash, requestId } = JSON.parse(stdout);
    const receipt = await story.reader.getTransactionReceipt({ hash: transactionHash });
    return { id: requestId as string, request: requestedIn(receipt).request };
  }

  it("is found out by whoever computes it again, and nothing is said of one that isn't there", async () => {
    const { id, request } = await ask();
    const early = await story.openimo("request", "verify", id, "--json");
    expect(early.code).toBe(75);
    expect(JSON.parse(early.stdout).error.message).toContain("not answered yet");

    const lie = toHex(Uint8Array.of(5, 0, 0, 0, 6, 0, 0, 0));
    await story.mined(
      story.wallet.stranger.writeContract({
        ...{ address: story.deployment.inferenceOracle, abi: inferenceOracleAbi, functionName: "propose" },
        args: [request, lie, "0x"],
        value: request.bondWei,
      }),
    );
    const { code, stdout, stderr } = await story.openimo("request", "verify", id, "--json");
    expect(code).toBe(1);
    expect(stderr).toContain(`The answer to request ${id} is WRONG`);
    const { error } = JSON.parse(stdout);
    expect(error).toMatchObject({ right: false, posted: lie, answeredBy: addressOf(story.wallet.stranger) });
    // Tokens, of which a story may have none.
    expect(error.computed).toMatch(/^0x([0-9a-f]{8}){0,160}$/);
    expect(error.computed).not.toBe(lie);
  });

  it("may be anything, tokens that there are not too, and is shown as the bytes that it is", async () => {
    const { id, request } = await ask();
    const nonsense = "0xffffff7f01";
    await story.mined(
      story.wallet.stranger.writeContract({
        ...{ address: story.deployment.inferenceOracle, abi: inferenceOracleAbi, functionName: "propose" },
        args: [request, nonsense, "0x"],
        value: request.bondWei,
      }),
    );
    const shown = await story.openimo("request", "show", id, "--json");
    expect(JSON.parse(shown.stdout)).toMatchObject({ output: nonsense, text: null, tokens: null });
    expect((await story.openimo("request", "verify", id)).code).toBe(1);
  });
});
