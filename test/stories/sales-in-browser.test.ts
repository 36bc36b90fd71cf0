import { batchAuctionAbi, bondingCurveAbi, offeringAbi, revenueShareTokenAbi } from "@openimo/contracts";
import type { Browser, Page } from "playwright-core";
import { type Address, parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectAs, done, openBrowser, openPage } from "../world/browser.ts";
import { onlyModel } from "../world/launch.ts";
import { fitsPhone, pictures } from "../world/pictures.ts";
import { addressOf, type Story, startStory } from "../world/story.ts";

const DAY = 24 * 3600;

describe("a curve and an auction in the browser", { sequential: true }, () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];
  let offering: Address;
  let token: Address;

  beforeAll(async () => {
    story = await startStory({ models: ["digits"], web: true });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await story?.stop();
  });

  async function launch(kind: string, ...terms: string[]) {
    const common = ["--name", "Digits", "--symbol", "DGT", "--sale-supply", "1000000", "--duration", "1d"];
    const args = [
      "offering",
      kind,
      "digits",
      ...common,
      "--period",
      "1h",
      ...terms,
      "--development-key",
      "0",
      "--json",
    ];
    const { code, stdout, stderr } = await story.openimo(...args);
    expect(code, stderr + stdout).toBe(0);
    ({ offering, token } = JSON.parse(stdout));
    await story.skip(120);
  }

  const investor = () => addressOf(story.wallet.investorA);
  const press = async (name: string) => {
    await page.getByRole("button", { name, exact: true }).click();
    await done(page, name);
  };
  const position = () =>
    story.reader.readContract({
      address: offering,
      abi: bondingCurveAbi,
      functionName: "positionOf",
      args: [investor()],
    });
  const bidOf = () =>
    story.reader.readContract({ address: offering, abi: batchAuctionAbi, functionName: "bidOf", args: [investor()] });

  it("trades on a curve", async () => {
    await launch("create-curve", "--goal", "10", "--price-multiple", "9");
    const url = `${story.world.webUrl}/models/${await onlyModel(story)}`;
    ({ page, errors: pageErrors } = await openPage(browser, url));
    await connectAs(page, "Investor A");
    await page.getByLabel("Amount to pay").fill("2.5");
    // The virtual reserve is half the goal, so a quarter of the goal buys the half.
    await page.getByText("500,000 DGT").first().waitFor();
    await press("Buy");
    const bought = await position();
    expect(bought.paid).toBe(parseEther("2.5"));
    expect(bought.tokens).toBe(parseEther("500000"));

    await page.getByText("Sell", { exact: true }).first().click();
    await page.getByLabel("Tokens to sell").fill("500001");
    await page.getByText("Enter an amount up to your tokens.").waitFor();
    await page.getByLabel("Tokens to sell").fill("200000");
    await press("Sell");
    const left = await position();
    expect(left.tokens).toBe(parseEther("300000"));
    expect(left.paid).toBeLessThan(bought.paid);
    await pictures(page, "curve-open");
    expect(await fitsPhone(page)).toBe(true);
  });

  it("refunds what was paid where the goal is missed", async () => {
    const { paid } = await position();
    await story.skip(DAY);
    const before = await story.reader.getBalance({ address: offering });
    expect(before).toBe(paid);
    await press("Refund");
    await page.getByText("You have been refunded.").waitFor();
    expect(await story.reader.getBalance({ address: offering })).toBe(0n);
  });

  it("bids in an auction, and moves the bid up", async () => {
    await launch(
      "create-auction",
      ...["--reserve", "5", "--soft-cap", "4", "--ticks", "101", "--step", "1%", "--linear"],
    );
    await page.reload();
    const limit = page.getByLabel("Most you pay for a token");
    await limit.fill("0.000004");
    await page.getByText("The auction takes no price below 0.000005 ETH.").waitFor();
    // Between two prices of the ladder the lower one is taken.
    await limit.fill("0.00000602");
    await page.getByText("0.000006 ETH", { exact: true }).waitFor();
    await page.getByLabel("Amount", { exact: true }).fill("3");
    await press("Bid");
    expect(await bidOf()).toMatchObject({ budget: parseEther("3"), tick: 20 });

    await limit.fill("0.000005");
    await page.getByText("Your bid of up to 0.000006 ETH can't move down.", { exact: false }).waitFor();
    await limit.fill("0.000007");
    await press("Bid");
    expect(await bidOf()).toMatchObject({ budget: parseEther("3"), tick: 40 });
    await page.getByLabel("Amount", { exact: true }).fill("1.5");
    await press("Bid");
    expect(await bidOf()).toMatchObject({ budget: parseEther("4.5"), tick: 40 });
    await pictures(page, "auction-open");
    expect(await fitsPhone(page)).toBe(true);
  });

  it("finds the price and gives the tokens", async () => {
    await story.skip(DAY);
    await press("Finalise");
    const offered = { address: offering, abi: offeringAbi } as const;
    // All bids together are below the reserve value, so all are filled at the lowest price.
    expect(await story.reader.readContract({ ...offered, functionName: "raised" })).toBe(parseEther("4.5"));
    await press("Claim tokens");
    await page.getByText("You have claimed your tokens.").waitFor();
    const balance = { address: token, abi: revenueShareTokenAbi, functionName: "balanceOf" } as const;
    expect(await story.reader.readContract({ ...balance, args: [investor()] })).toBe(parseEther("900000"));
    expect(pageErrors).toEqual([]);
  });
});
