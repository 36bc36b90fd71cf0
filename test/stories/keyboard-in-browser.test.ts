import { inferenceOracleAbi } from "@openimo/contracts";
import { textBytes } from "@openimo/runtime";
import type { Browser, Page } from "playwright-core";
import { parseEther, toHex } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rightAnswer } from "../world/answers.ts";
import { openBrowser, openPage } from "../world/browser.ts";
import { launchModel } from "../world/launch.ts";
import { post } from "../world/lies.ts";
import { modelsByName } from "../world/models-by-name.ts";
import { servePackages } from "../world/packages.ts";
import { addressOf, type Story, startStory } from "../world/story.ts";

const MODELS = ["digits", "guardian"] as const;
/** No page has more places to stop at. */
const MOST_STOPS = 80;
const TEXT = "What a lovely day.";
const TEXT_BYTES = 256;

/** Buys, asks and verifies without a pointer: what can't be reached or isn't seen when it is reached fails. */
describe("somebody who has only a keyboard", { sequential: true }, () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];
  let closePackages: () => void;
  let models: ReadonlyMap<string, bigint>;

  beforeAll(async () => {
    story = await startStory({ models: MODELS, web: true });
    ({ close: closePackages } = await servePackages(MODELS, story.ports.node));
    models = await modelsByName(story);
    await launchModel(story, models.get("digits") ?? 0n);
    browser = await openBrowser();
    ({ page, errors: pageErrors } = await openPage(browser, story.world.webUrl ?? ""));
    await page.getByRole("link", { name: "digits", exact: true }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    closePackages?.();
    await story?.stop();
  });

  /** Where the keyboard is: the element's name, and whether one sees that it is there. */
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null;
      if (!element || element === document.body) return { name: "", isSeen: true };
      const labels = [...(element.labels ?? [])].map(({ textContent }) => textContent);
      const name = element.getAttribute("aria-label") ?? (labels[0] || element.textContent) ?? "";
      const box = element.getBoundingClientRect();
      const isOutlined = (one: Element | null) => {
        if (!one) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
      };
      // A link that covers a card shows its outline around the card, a hidden radio on its label.
      const { outlineStyle } = getComputedStyle(element, "::after");
      const isShown = isOutlined(element) || outlineStyle !== "none" || isOutlined(element.closest("label"));
      return { name: name.trim(), isSeen: isShown && box.bottom > 0 && box.top < innerHeight };
    });

  /** Presses Tab until the element of this name has the focus, and sees on the way that each stop can be seen. */
  async function tabTo(name: string | RegExp): Promise<void> {
    const passed: string[] = [];
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      await page.keyboard.press("Tab");
      const at = await focused();
      expect(at.isSeen, `the focus on "${at.name}" is seen`).toBe(true);
      if (typeof name === "string" ? at.name === name : name.test(at.name)) return;
      passed.push(at.name);
    }
    throw new Error(`The keyboard doesn't come to ${name}. It came to: ${passed.join(", ")}`);
  }

  const press = async (name: string | RegExp) => {
    await tabTo(name);
    await page.keyboard.press("Enter");
  };
  const finished = (name: string) =>
    page
      .getByRole("region", { name: "Transactions" })
      .getByRole("article", { name })
      .last()
      .getByText("Done.")
      .waitFor();

  it("skips what every page begins with", async () => {
    await press("Skip to content");
    await page.keyboard.press("Tab");
    const inMain = await page.evaluate(() => document.activeElement?.closest("main") !== null);
    expect(inMain).toBe(true);
  });

  it("connects a wallet in a dialog that keeps the focus, and gives it back", async () => {
    await page.reload();
    await page.getByRole("link", { name: "digits", exact: true }).waitFor();
    await press("Connect wallet");
    await page.getByRole("dialog").waitFor();
    for (let stop = 0; stop < 12; stop++) {
      await page.keyboard.press("Tab");
      const outside = await page.evaluate(() => {
        const at = document.activeElement;
        return at !== null && at !== document.body && at.closest("dialog") === null;
      });
      expect(outside).toBe(false);
    }
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect((await focused()).name).toBe("Connect wallet");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await press("Investor A");
    await page.getByRole("button", { name: "Account: Investor A" }).waitFor();
  });

  it("buys", async () => {
    await press("digits");
    await page.getByRole("region", { name: "Offering" }).waitFor();
    await page.getByLabel("Amount", { exact: true }).waitFor();
    await tabTo(/^Amount/);
    await page.keyboard.type("1.5");
    await press("Commit");
    await finished("Commit");
    const investor = addressOf(story.wallet.investorA);
    const spent = parseEther("10000") - (await story.reader.getBalance({ address: investor }));
    expect(spent).toBeGreaterThanOrEqual(parseEther("1.5"));
  });

  it("asks, and verifies the answer", async () => {
    await press("Ask");
    await press(/guardian/);
    await page.getByText("Before you sign").waitFor();
    await tabTo("Your text");
    await page.keyboard.type(TEXT);
    await press("Ask");
    await page.waitForURL("**/requests/*");
    await page.getByText("An operator is working on it.").waitFor();

    const [{ args }] = await story.reader.getContractEvents({
      ...{ address: story.deployment.inferenceOracle, abi: inferenceOracleAbi, eventName: "Requested" },
      ...{ fromBlock: 0n, strict: true },
    });
    const input = toHex(textBytes(TEXT, TEXT_BYTES));
    await post(story, "stranger", args.request, await rightAnswer("guardian", input));
    await page.getByText("Not final yet").waitFor();
    await press("Compute it again in this browser");
    await page.getByText("Right: this browser gets the same bytes.").waitFor();
    expect(pageErrors).toEqual([]);
  });
});
