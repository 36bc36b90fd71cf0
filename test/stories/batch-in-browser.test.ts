import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inferenceOracleAbi } from "@openimo/contracts";
import { encodeItems, parseGolden } from "@openimo/runtime";
import type { Browser, Page } from "playwright-core";
import { toHex, zeroAddress } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openPage } from "../world/browser.ts";
import { onlyModel } from "../world/launch.ts";
import { servePackages } from "../world/packages.ts";
import { fitsPhone } from "../world/pictures.ts";
import { requestedIn } from "../world/request.ts";
import { root, type Story, startStory } from "../world/story.ts";

const digits = [3, 8, 5].map((digit) => {
  const name = `${digit}.json`;
  return parseGolden(name, readFileSync(join(root, "models/digits/package/golden", name)));
});
const answers = digits.map(({ answer }) => answer);

describe("the page of a batch", { sequential: true }, () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];
  let closePackages: () => void;

  beforeAll(async () => {
    story = await startStory({ models: ["digits"], web: true });
    ({ close: closePackages } = await servePackages(["digits"], story.ports.node));
    browser = await openBrowser();
    ({ page, errors: pageErrors } = await openPage(browser, story.world.webUrl ?? ""));
  });
  afterAll(async () => {
    await browser?.close();
    closePackages?.();
    await story?.stop();
  });

  /** A batch that somebody has answered like this, with its page open. */
  async function answeredWith(output: Uint8Array): Promise<void> {
    const oracle = { address: story.deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
    const modelId = await onlyModel(story);
    const value = await story.reader.readContract({
      ...oracle,
      functionName: "estimateFeeBatch",
      args: [modelId, 0n, 3n],
    });
    const input = toHex(encodeItems(digits.map((digit) => digit.input)));
    const { requestId, request } = requestedIn(
      await story.mined(
        story.wallet.requester.writeContract({
          ...{ ...oracle, functionName: "requestBatchInference", value },
          args: [3n, modelId, input, zeroAddress, 0n, "0x", 0, 0],
        }),
      ),
    );
    await story.mined(
      story.wallet.stranger.writeContract({
        ...{ ...oracle, functionName: "propose", args: [request, toHex(output), "0x"], value: request.bondWei },
      }),
    );
    await page.goto(new URL(`/requests/${requestId}`, story.world.webUrl).href);
  }

  const verify = () => page.getByRole("button", { name: "Compute it again in this browser" }).click();

  it("shows each item with its answer, and computes all of them again", async () => {
    await answeredWith(encodeItems(answers));
    for (const item of [1, 2, 3]) {
      // Once beside its picture, once beside its answer.
      const headings = page.getByRole("heading", { name: `Item ${item} of 3` });
      await headings.nth(1).waitFor();
      expect(await headings.count()).toBe(2);
    }
    // The package tells what the bytes are, and comes a moment later.
    const pictures = page.getByRole("img", { name: "The picture that was asked about" });
    await pictures.nth(2).waitFor();
    expect(await pictures.count()).toBe(3);
    await page.locator("output").nth(2).waitFor();
    expect(await page.locator("output").allInnerTexts()).toEqual(answers.map(([label]) => String(label)));
    await verify();
    await page.getByText("Right: this browser gets the same bytes.").waitFor();
    expect(await fitsPhone(page)).toBe(true);
    expect(pageErrors).toEqual([]);
  });

  it("finds one wrong item, and says how to contradict it", async () => {
    const [first, second, third] = answers;
    await answeredWith(encodeItems([first, second.with(0, (second[0] + 1) % 10), third]));
    await verify();
    await page.getByText("Wrong: this browser gets other bytes from the same model and input.").waitFor();
    expect(pageErrors).toEqual([]);
  });

  it("shows an answer that is no list of as many as the bytes that it is", async () => {
    await answeredWith(encodeItems(answers.slice(1)));
    await page.getByText("The answer is no list of 3").waitFor();
    expect(await page.getByRole("heading", { name: "Item 1 of 3" }).count()).toBe(1);
    expect(pageErrors).toEqual([]);
  });
});
