import { fixedPriceOfferingAbi, inferenceOracleAbi, launchpadAbi, revenueShareTokenAbi } from "@openimo/contracts";
import type { Browser, Page } from "playwright-core";
import { type Address, parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectAs, done, draw, openBrowser, openPage, picture, sevenStrokes } from "../world/browser.ts";
import { commit, onlyModel, settle } from "../world/launch.ts";
import { addressOf, type Story, startStory } from "../world/story.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Tokens for sale of the wizard's preset "Medium", in base units. */
const SALE_SUPPLY = parseEther("800000");
const TOTAL_SUPPLY = parseEther("1000000");

/** One story from first click to last money; each step needs the one before, so the first failure ends it. */
describe("the whole loop in a browser", { sequential: true }, () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];
  let modelId: bigint;
  let offering: Address;
  let token: Address;

  beforeAll(async () => {
    story = await startStory({ models: ["digits"], node: true, web: true });
    browser = await openBrowser();
    ({ page, errors: pageErrors } = await openPage(browser, story.world.webUrl ?? ""));
    modelId = await onlyModel(story);
  });
  afterAll(async () => {
    await browser?.close();
    await story?.stop();
  });

  const visit = (path: string) => page.goto(new URL(path, story.world.webUrl).href);
  const button = (name: string) => page.getByRole("button", { name, exact: true });

  it("a developer launches a token for a model", async () => {
    await visit("/launch");
    await connectAs(page, "Developer");
    await page.getByRole("radio", { name: /digits/ }).check();
    await button("Continue").click();
    await page.getByLabel("Token name").fill("Digits Revenue Share");
    await page.getByLabel("Symbol").fill("DIGIT");
    await page.getByLabel("Revenue period").fill("0.05");
    await button("Continue").click();
    await button("Medium").click();
    await page.getByLabel("Length", { exact: true }).fill("1");
    // The draft survives a reload in the middle.
    await page.reload();
    await expect.poll(() => page.getByLabel("Hard cap").inputValue()).toBe("20");
    await button("Continue").click();
    await picture(page, "launch-review");
    await button("Launch").click();
    await done(page, "Launch");
    await page.waitForURL(`**/models/${modelId}`);
    ({ offering, token } = await story.reader.readContract({
      address: story.deployment.launchpad,
      abi: launchpadAbi,
      functionName: "launchOf",
      args: [modelId],
    }));
    await page.getByText("Checked against the registry").waitFor();
    await picture(page, "model-open");
  });

  it("an investor commits in the browser, two more from their own tools, and the sale is over-subscribed", async () => {
    await connectAs(page, "Investor A");
    await page.getByLabel("Amount", { exact: true }).fill("15");
    await button("Commit").click();
    await done(page, "Commit");
    await commit(story, offering, "investorB", parseEther("10"));
    await commit(story, offering, "investorC", parseEther("5"));
    await expect.poll(() => page.getByText(/30 ETH/).count()).toBeGreaterThan(0);
    await picture(page, "model-oversubscribed");
  });

  it("the sale ends and everybody gets the same share and the rest back", async () => {
    await story.pass(DAY + 60);
    await button("Finalise").click();
    await done(page, "Finalise");
    const investor = addressOf(story.wallet.investorA);
    const before = await story.reader.getBalance({ address: investor });
    await button("Claim tokens").click();
    await done(page, "Claim tokens");
    // Gas is paid too, so the refund of 5 ETH arrives less a little.
    const refund = (await story.reader.getBalance({ address: investor })) - before;
    expect(refund > parseEther("4.99") && refund <= parseEther("5")).toBe(true);
    for (const role of ["investorB", "investorC"] as const) {
      await settle(story, offering, "stranger", "claim", addressOf(story.wallet[role]));
    }
    const tokens = await story.reader.readContract({
      address: token,
      abi: revenueShareTokenAbi,
      functionName: "balanceOf",
      args: [investor],
    });
    expect(tokens).toBe(parseEther("400000"));
    await picture(page, "model-sold");
  });

  it("a user draws a seven and gets 7", async () => {
    await visit(`/ask/${modelId}`);
    await connectAs(page, "Requester");
    await draw(page, sevenStrokes);
    await picture(page, "ask");
    await button("Ask").click();
    await done(page, "Ask");
    await page.waitForURL("**/requests/*");
    await page.getByRole("heading", { name: "Answer", exact: true }).waitFor();
    await expect.poll(() => page.getByText("7", { exact: true }).count()).toBeGreaterThan(0);
    await picture(page, "request-answered");
  });

  it("the answer becomes final and its fee reaches the token, without anybody's click", async () => {
    const requestId = BigInt(page.url().split("/").at(-1) ?? "");
    await story.pass(31);
    await expect
      .poll(() =>
        story.reader.readContract({
          address: story.deployment.inferenceOracle,
          abi: inferenceOracleAbi,
          functionName: "isFinalized",
          args: [requestId],
        }),
      )
      .toBe(true);
    await page.getByText(/Not final yet/).waitFor({ state: "hidden" });
    await expect.poll(() => story.reader.getBalance({ address: token }), { interval: 200 }).toBe(parseEther("0.001"));
    await picture(page, "request-final");
  });

  it("two holders claim their shares of the revenue, exact to the wei", async () => {
    await story.pass(2 * HOUR);
    const claimable = (role: "investorA" | "investorB") =>
      story.reader.readContract({
        address: token,
        abi: revenueShareTokenAbi,
        functionName: "claimable",
        args: [addressOf(story.wallet[role])],
      });
    const [ofA, ofB] = [await claimable("investorA"), await claimable("investorB")];
    // The developer's 200,000 tokens are still in the vault, and share all the same. Of the 800,000 sold A bought a half and B a
    // third, each rounded down to a base unit.
    const ofSale = (ether: bigint) => (SALE_SUPPLY * ether) / 30n;
    const holders = (parseEther("0.001") * (await holderShareBps())) / 10_000n;
    expect(ofA).toBe((holders * ofSale(15n)) / TOTAL_SUPPLY);
    expect(ofB).toBe((holders * ofSale(10n)) / TOTAL_SUPPLY);

    await visit("/portfolio");
    await connectAs(page, "Investor A");
    await button("Claim revenue").waitFor();
    await picture(page, "portfolio");
    await button("Claim revenue").click();
    await done(page, "Claim revenue");
    expect(await claimable("investorA")).toBe(0n);

    const account = addressOf(story.wallet.investorB);
    const before = await story.reader.getBalance({ address: account });
    await story.mined(
      story.wallet.stranger.writeContract({
        address: token,
        abi: revenueShareTokenAbi,
        functionName: "claimFor",
        args: [account],
      }),
    );
    expect((await story.reader.getBalance({ address: account })) - before).toBe(ofB);
  });

  it("a holder burns tokens for their part of the redemption pool, exact to the wei", async () => {
    const account = addressOf(story.wallet.investorA);
    const read = { address: token, abi: revenueShareTokenAbi } as const;
    const amount = parseEther("100000");
    const [supply, pool] = [
      await story.reader.readContract({ ...read, functionName: "totalSupply" }),
      await story.reader.readContract({ ...read, functionName: "redeemPoolWei" }),
    ];
    const paid = (amount * pool) / supply;
    expect(paid).toBeGreaterThan(0n);
    await visit(`/models/${modelId}`);
    await page.getByText("Burn tokens").click();
    const field = page.getByLabel("Tokens to burn");
    await field.fill("900000");
    await page.getByText("More than you hold.").waitFor();
    expect(await button("Burn and redeem").isDisabled()).toBe(true);
    await field.fill("100000");
    await page.getByText("Pays out", { exact: true }).waitFor();
    await picture(page, "model-redeem");
    await button("Burn and redeem").click();
    await done(page, "Burn and redeem");
    expect(await story.reader.readContract({ ...read, functionName: "redeemPoolWei" })).toBe(pool - paid);
    expect(await story.reader.readContract({ ...read, functionName: "totalSupply" })).toBe(supply - amount);
    expect(await story.reader.readContract({ ...read, functionName: "balanceOf", args: [account] })).toBe(
      (SALE_SUPPLY * 15n) / 30n - amount,
    );
  });

  it("the developer takes the raise", async () => {
    await visit("/portfolio");
    await connectAs(page, "Developer");
    const before = await story.reader.getBalance({ address: addressOf(story.wallet.developer) });
    await button("Pay the raise to the developer").click();
    await done(page, "Pay the raise to the developer");
    const raise = (await story.reader.getBalance({ address: addressOf(story.wallet.developer) })) - before;
    expect(raise > parseEther("15.99") && raise <= parseEther("16")).toBe(true);
    const left = await story.reader.readContract({
      address: offering,
      abi: fixedPriceOfferingAbi,
      functionName: "raised",
    });
    expect(left).toBe(parseEther("20"));
  });

  it("the page reported no error on the way", () => {
    expect(pageErrors).toEqual([]);
  });

  function holderShareBps(): Promise<bigint> {
    return story.reader
      .readContract({ address: token, abi: revenueShareTokenAbi, functionName: "holderShareBps" })
      .then(BigInt);
  }
});
