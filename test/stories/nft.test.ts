import { aigcCollectionAbi, inferenceOracleAbi } from "@openimo/contracts";
import { PNG } from "pngjs";
import { type Hex, hexToBytes, keccak256, toHex } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { passTime } from "../world/passing-time.ts";
import { requestedIn, status, untilStatus } from "../world/request.ts";
import { addressOf, type Story, startStory } from "../world/story.ts";

const SEED = "0x0123456789abcdef";
/** The request's default timeout and window on the local chain. */
const CONTEST_SECONDS = 90;
const SNIPER = ["--development-key", "6"];

describe("answers as tokens", () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory({ models: ["painter"], node: true });
  });
  afterAll(() => story?.stop());

  async function run(...args: string[]) {
    const { code, stdout, stderr } = await story.openimo(...args, "--json");
    return { code, stderr, json: JSON.parse(stdout) };
  }

  async function succeeds(...args: string[]) {
    const { code, stderr, json } = await run(...args);
    expect(code, stderr).toBe(0);
    return json;
  }

  function imageOf(tokenURI: string) {
    const metadata = JSON.parse(Buffer.from(tokenURI.split(",")[1], "base64").toString());
    const png = PNG.sync.read(Buffer.from(metadata.aigc_data.split(",")[1], "base64"));
    return { metadata, pixels: Buffer.from(png.data.filter((_, i) => i % 4 === 0)) };
  }

  it("who committed to a prompt gets its token back from who copied it, and it is verified when it is final", async () => {
    const committed = await succeeds("nft", "commit", "painter", "--choose", "7", "--seed-hex", SEED);
    expect(committed.prompt).toBe(`0x07${SEED.slice(2)}`);
    const ask = ["request", "send", "painter", "--input-hex", committed.prompt];
    const copy = await succeeds(...ask, "--wait", ...SNIPER);
    const own = await succeeds(...ask, "--wait");
    expect(own.output).toBe(copy.output);

    const sniped = await succeeds("nft", "mint", copy.requestId, ...SNIPER);
    expect(sniped).toMatchObject({ committed: false, collection: committed.collection, locked: true });
    const minted = await succeeds("nft", "mint", own.requestId);
    expect(minted).toMatchObject({
      ...{ committed: true, priorityBlock: committed.committedBlock, locked: true },
      ...{ tokenId: keccak256(committed.prompt), owner: addressOf(story.wallet.requester) },
      contestEnd: sniped.contestEnd,
    });
    const again = await run("nft", "mint", copy.requestId, ...SNIPER);
    expect(again.code).toBe(1);
    expect(again.json.error.contractError).toBe("AigcPromptTaken");
    const foreign = await run("nft", "mint", own.requestId, ...SNIPER);
    expect(foreign.json.error.message).toContain("who made the request, can mint its answer");

    const early = await run("nft", "verify", own.requestId);
    expect(early.code).toBe(75);
    expect(early.json.error).toMatchObject({ verified: false });
    await story.pass(CONTEST_SECONDS);
    await untilStatus(story, BigInt(own.requestId), status.final);
    expect(await succeeds("nft", "verify", own.requestId)).toMatchObject({ status: "verified", verified: true });

    const shown = await succeeds("nft", "show", copy.requestId);
    expect(shown).toMatchObject({ requestId: own.requestId, aigcData: own.output, locked: false });
    const { metadata, pixels } = imageOf(shown.tokenURI);
    expect(pixels).toEqual(Buffer.from(hexToBytes(own.picture.pixels)));
    expect(metadata).toMatchObject({ prompt: committed.prompt, prompt_encoding: "hex", aigc_type: "image" });
    expect(metadata.attributes[0].value).toBe("verified");

    await story.mined(
      story.wallet.requester.writeContract({
        ...{ address: minted.collection, abi: aigcCollectionAbi, functionName: "transferFrom" },
        args: [addressOf(story.wallet.requester), addressOf(story.wallet.investorA), BigInt(minted.tokenId)],
      }),
    );
    expect(await succeeds("nft", "show", own.requestId)).toMatchObject({
      owner: addressOf(story.wallet.investorA),
    });
  });

  // The last one, since it stops the node.
  it("a token of a lie is outdated after the dispute, until anybody updates it", async () => {
    await story.world.node?.stop();
    const asked = await succeeds("request", "send", "painter", "--choose", "3", "--seed-hex", SEED);
    const receipt = await story.reader.getTransactionReceipt({ hash: asked.transactionHash as Hex });
    const { request } = requestedIn(receipt);
    const lie = toHex(new Uint8Array(1568).fill(0x40));
    await story.mined(
      story.wallet.stranger.writeContract({
        ...{ address: story.deployment.inferenceOracle, abi: inferenceOracleAbi, functionName: "propose" },
        args: [request, lie, "0x"],
        value: request.bondWei,
      }),
    );
    await succeeds("nft", "mint", asked.requestId);
    await succeeds("request", "contradict", asked.requestId, "--development-key", "3", "--yes");
    const disputed = await run("nft", "verify", asked.requestId);
    expect(disputed.code).toBe(75);
    expect(disputed.json.error).toMatchObject({ status: "disputed" });
    const play = ["dispute", "play", asked.requestId, "--development-key", "3", "--yes", "--json"];
    const [{ stdout }] = await passTime(story, [story.startOpenimo(...play)]);
    const played = JSON.parse(stdout);
    expect(played).toMatchObject({ state: "final", isAnswer: true });
    await story.pass(CONTEST_SECONDS);

    const wrong = await run("nft", "verify", asked.requestId);
    expect(wrong.code).toBe(1);
    expect(wrong.json.error).toMatchObject({ status: "outdated" });
    const updated = await succeeds("nft", "update", asked.requestId, "--development-key", "5");
    expect(updated.aigcData).toBe(played.output);
    expect(updated.aigcData).not.toBe(lie);
    expect(await succeeds("nft", "verify", asked.requestId)).toMatchObject({ status: "verified" });
  });

  it("what nobody has minted is said to be so", async () => {
    const asked = await succeeds("request", "send", "painter", "--choose", "1");
    for (const command of ["show", "verify"]) {
      const { code, json } = await run("nft", command, asked.requestId);
      expect(code).toBe(1);
      expect(json.error.contractError).toBe("ERC721NonexistentToken");
    }
    const { code } = await run("nft", "mint", asked.requestId);
    expect(code).toBe(75);
  });
});
