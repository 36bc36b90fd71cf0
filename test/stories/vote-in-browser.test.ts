import { modelGovernanceAbi } from "@openimo/contracts";
import type { Browser, Page } from "playwright-core";
import { parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectAs, done, openBrowser, openPage } from "../world/browser.ts";
import { act, commit, type Launched, launch, settle } from "../world/launch.ts";
import { fitsPhone, pictures } from "../world/pictures.ts";
import { addressOf, type Story, startStory } from "../world/story.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;

describe("holders who vote in the browser", { sequential: true }, () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];
  let launched: Launched;

  beforeAll(async () => {
    story = await startStory({ models: ["digits"], web: true });
    launched = await launch(story, { developerSupply: 0n });
    for (const role of ["investorA", "investorB"] as const) {
      await commit(story, launched.offering, role, parseEther("5"));
    }
    await story.pass(DAY);
    await act(story, launched.offering, "stranger", "finalise");
    for (const role of ["investorA", "investorB"] as const) {
      await settle(story, launched.offering, "stranger", "claim", addressOf(story.wallet[role]));
    }
    const [, treasury] = await story.reader.readContract({
      address: story.deployment.modelGovernance,
      abi: modelGovernanceAbi,
      functionName: "predictGovernance",
      args: [launched.token],
    });
    await story.mined(story.wallet.stranger.sendTransaction({ to: treasury, value: parseEther("2") }));
    // Revenue, so that a period closes.
    await story.mined(story.wallet.stranger.sendTransaction({ to: launched.token, value: 1n }));
    await story.pass(HOUR);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await story?.stop();
  });

  it("creates the treasury and a proposal, which whoever made it can take back before voting", async () => {
    ({ page, errors: pageErrors } = await openPage(browser, `${story.world.webUrl}/models/${launched.modelId}`));
    await connectAs(page, "Investor A");
    await page.getByText("Propose something", { exact: true }).click();
    await page.getByRole("button", { name: "Create the treasury" }).click();
    await done(page, "Create the treasury");
    const proposing = page.getByRole("button", { name: "Propose", exact: true });
    await page.getByLabel("Who is paid").fill("0x12");
    await page.getByText("No address.").waitFor();
    const payee = addressOf(story.wallet.requester);
    for (const amount of ["9", "1.5"]) {
      await page.getByLabel("Who is paid").fill(payee);
      await page.getByLabel("How much").fill(amount);
      await page.getByLabel("Why").fill("new data");
      await pictures(page, "propose");
      await proposing.click();
      await done(page, "Propose");
      if (amount === "9") {
        await page.getByRole("button", { name: "Take the proposal back" }).click();
        await done(page, "Take the proposal back");
        await page.getByText("cancelled", { exact: true }).waitFor();
        // Another period has to close first.
        await story.pass(HOUR);
      }
    }
    expect(await proposing.isDisabled()).toBe(true);
    await page.getByText("voting hasn't begun").waitFor();
  });

  it("shows a proposal, and takes one vote of a holder", async () => {
    await connectAs(page, "Investor B");
    expect(await page.getByRole("button", { name: "Take the proposal back" }).count()).toBe(0);
    await page.getByText("voting hasn't begun").waitFor();
    await page.getByText("2 ETH", { exact: true }).first().waitFor();
    await story.pass(HOUR);
    await page.getByRole("button", { name: "Vote for", exact: true }).click();
    await done(page, "Vote for");
    await page.getByText("500,000 DIGIT").first().waitFor();
    // It has voted.
    await page.getByRole("button", { name: "Vote against" }).waitFor({ state: "detached" });
    await pictures(page, "proposal-active");
    expect(await fitsPhone(page)).toBe(true);
  });

  it("lets somebody else execute what was decided, after the delay", async () => {
    await story.pass(7 * DAY + HOUR);
    await page.getByText("succeeded", { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Execute" }).count()).toBe(0);
    await story.pass(2 * DAY);
    await connectAs(page, "Investor C");
    const requester = addressOf(story.wallet.requester);
    const before = await story.reader.getBalance({ address: requester });
    await page.getByRole("button", { name: "Execute" }).click();
    await done(page, "Execute");
    await page.getByText("executed", { exact: true }).waitFor();
    expect((await story.reader.getBalance({ address: requester })) - before).toBe(parseEther("1.5"));
    expect(pageErrors).toEqual([]);
  });
});
