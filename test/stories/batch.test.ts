import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inferenceOracleAbi } from "@openimo/contracts";
import { encodeItems, fromHex, parseGolden } from "@openimo/runtime";
import { type Hex, toHex } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestedIn, seven } from "../world/request.ts";
import { addressOf, root, type Story, startStory } from "../world/story.ts";

const folder = join(root, "models/digits/package/golden");
/** Three digits, and what the model gives for each. */
const digits = readdirSync(folder)
  .slice(0, 3)
  .map((name) => parseGolden(name, readFileSync(join(folder, name))));
const inputs = digits.flatMap(({ input }) => ["--input-hex", toHex(input)]);
const labels = digits.map(({ answer }) => answer[0]);

/** A second of the chain while a dispute is played. */
const CLOCK_MS = 100;

describe("three digits in one request", () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
    // Commands take longer than a local window on a machine that is busy with other tests.
    await story.test.setIntervalMining({ interval: 0 });
    await story.test.setAutomine(true);
    await story.test.setBlockTimestampInterval({ interval: 1 });
  });
  afterAll(() => story?.stop());

  const send = (...more: string[]) => story.openimo("request", "send", "digits", "--json", ...more);

  it("are refused where the command line says something that no batch has, before anything is paid", async () => {
    const cases: [string[], string][] = [
      [inputs, "--batch asks them all in one request"],
      [["--batch"], "Give a batch's inputs by one of"],
      [["--batch", ...inputs, "--text", "a"], "Give a batch's inputs by one of"],
      [["--batch", ...inputs, "--bond", "1"], "A batch takes no --bond."],
      [["--batch", ...inputs, "--out", "a.png", "--wait"], "A batch takes no --out."],
      [
        ["--batch", ...Array.from({ length: 17 }, () => ["--input-hex", "0x00"]).flat()],
        "at most 16 inputs; here are 17",
      ],
    ];
    for (const [args, sentence] of cases) {
      const { code, stderr } = await send(...args);
      expect(code, sentence).toBe(2);
      expect(stderr).toContain(sentence);
    }
    const short = await send("--batch", ...inputs, "--input-hex", "0x00");
    expect(short.stderr).toContain("takes exactly 784 bytes of input; this one has 1");
  });

  it("are overturned all together when one of them is a lie", async () => {
    const asked = JSON.parse((await send("--batch", ...inputs)).stdout);
    const id: Hex = asked.requestId;
    expect(asked).toMatchObject({ state: "open", batchSize: 3, items: null, output: null });
    const receipt = await story.reader.getTransactionReceipt({ hash: asked.transactionHash });
    const { request } = requestedIn(receipt);
    const [first, second, third] = digits.map(({ answer }) => answer);
    // Another label, and the right scores.
    const wrong = second.with(0, (second[0] + 1) % 10);
    const lie = toHex(encodeItems([first, wrong, third]));
    await story.mined(
      story.wallet.stranger.writeContract({
        ...{ address: story.deployment.inferenceOracle, abi: inferenceOracleAbi, functionName: "propose" },
        args: [request, lie, "0x"],
        value: request.bondWei,
      }),
    );
    const verified = await story.openimo("request", "verify", id, "--json");
    expect(verified.code).toBe(1);
    expect(verified.stderr).toContain("Wrong items: 2.");
    expect(JSON.parse(verified.stdout).error).toMatchObject({ right: false, posted: lie, wrongItems: [2] });

    const contradicted = await story.openimo("request", "contradict", id, "--development-key", "3", "--yes", "--json");
    expect(contradicted.stderr).toBe("");
    const right = toHex(encodeItems([first, second, third]));
    expect(JSON.parse(contradicted.stdout).output).toBe(right);
    const clock = setInterval(() => story.test.mine({ blocks: 1 }), CLOCK_MS);
    const played = await story
      .openimo("dispute", "play", id, "--development-key", "3", "--yes", "--json")
      .finally(() => clearInterval(clock));
    expect(JSON.parse(played.stdout)).toMatchObject({ requestId: id, state: "final", isAnswer: true, output: right });

    const shown = JSON.parse((await story.openimo("request", "show", id, "--json")).stdout);
    expect(shown).toMatchObject({ state: "final", output: right, batchSize: 3 });
    expect(shown.items.map(({ label }: { label: number }) => label)).toEqual(labels);
    expect(shown.answeredBy).not.toBe(addressOf(story.wallet.stranger));
  });

  it("whose answer is no list of three is shown as the bytes that it is", async () => {
    const asked = JSON.parse((await send("--batch", ...inputs)).stdout);
    const receipt = await story.reader.getTransactionReceipt({ hash: asked.transactionHash });
    const { request } = requestedIn(receipt);
    const nonsense = toHex(encodeItems(digits.slice(1).map(({ answer }) => answer)));
    await story.mined(
      story.wallet.stranger.writeContract({
        ...{ address: story.deployment.inferenceOracle, abi: inferenceOracleAbi, functionName: "propose" },
        args: [request, nonsense, "0x"],
        value: request.bondWei,
      }),
    );
    const shown = JSON.parse((await story.openimo("request", "show", asked.requestId, "--json")).stdout);
    expect(shown).toMatchObject({ output: nonsense, batchSize: 3, items: null, label: null });
    const verified = await story.openimo("request", "verify", asked.requestId, "--json");
    expect(JSON.parse(verified.stdout).error).toMatchObject({ right: false, wrongItems: null });
  });

  // The last one, since its node would answer what the others ask.
  it("are answered by the node, and each is read back", async () => {
    await story.test.setIntervalMining({ interval: 1 });
    await story.world.startNode();
    const asked = await send("--batch", ...inputs, "--wait");
    expect(asked.code, asked.stderr).toBe(0);
    const { requestId, items, operatorRewardWei, feeAmount, ...rest } = JSON.parse(asked.stdout);
    expect(rest).toMatchObject({ batchSize: 3, label: null, deliverAt: "answer" });
    expect(rest.output).toBe(toHex(encodeItems(digits.map(({ answer }) => answer))));
    expect(items.map(({ label }: { label: number }) => label)).toEqual(labels);
    expect(items.map(({ output }: { output: Hex }) => output)).toEqual(digits.map(({ answer }) => toHex(answer)));
    const single = JSON.parse((await send("--input-hex", seven(), "--wait")).stdout);
    expect(BigInt(operatorRewardWei)).toBe(3n * BigInt(single.operatorRewardWei));
    expect(BigInt(feeAmount)).toBe(3n * BigInt(single.feeAmount));
    expect(single).toMatchObject({ batchSize: null, items: null, label: 7 });
    expect((await story.openimo("request", "verify", requestId)).code).toBe(0);
    const { stdout } = await story.openimo("request", "show", requestId);
    expect(stdout).toContain("asks     for 3 answers at once");
    expect(stdout).toContain(`item     3 of 3\nanswer   ${labels[2]}\n`);
    // A batch of one is one, too.
    const one = JSON.parse((await send("--batch", "--image", "test/vectors/digits/seven.png", "--wait")).stdout);
    expect(one).toMatchObject({ batchSize: 1, items: [{ label: 7 }], label: null });
    expect(fromHex(one.output).length).toBe(128 + 32);
  });
});
