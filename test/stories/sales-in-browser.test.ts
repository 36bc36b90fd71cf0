import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  batchAuctionAbi,
  bondingCurveAbi,
  fixedPriceOfferingAbi,
  offeringAbi,
  revenueShareTokenAbi,
} from "@openimo/contracts";
import type { Browser, Page } from "playwright-core";
import { type Address, parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectAs, done, openBrowser, openPage } from "../world/browser.ts";
import { onlyModel } from "../world/launch.ts";
import { fitsPhone, pictures } from "../world/pictures.ts";
import { addressOf, openimo, type Story, startStory } from "../world/story.ts";

const DAY = 24 * 3600;

describe("a curve, a round and an auction in the browser", { sequential: true }, () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];
  let offering: Address;
  let token: Address;
  let scratch: string;

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), "openimo-sales-"));
    story = await startStory({ models: ["digits"], web: true });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(scratch, { recursive: true, force: true });
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
    await story.pass(120);
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
    await story.pass(DAY);
    const before = await story.reader.getBalance({ address: offering });
    expect(before).toBe(paid);
    await press("Refund");
    await page.getByText("You have been refunded.").waitFor();
    expect(await story.reader.getBalance({ address: offering })).toBe(0n);
  });

  it("takes a place in a round with the proof of a list, and the rest in public", async () => {
    const drop = async (name: string, ...lines: string[]) => {
      writeFileSync(join(scratch, `${name}.csv`), `${lines.join("\n")}\n`);
      const list = join(scratch, `${name}.json`);
      const { code } = await openimo(["offering", "drop", "--csv", join(scratch, `${name}.csv`), "--out", list]);
      expect(code).toBe(0);
      return list;
    };
    const stranger = addressOf(story.wallet.stranger);
    const list = await drop("list", `${investor()},5`, `${stranger},1`);
    const other = await drop("other", `${investor()},50`);
    const without = await drop("without", `${stranger},50`);
    await launch("create", "--soft-cap", "9", "--hard-cap", "10", "--round", `${list}:3:0h:12h`);
    await page.reload();
    const round = page.getByRole("region", { name: "Guaranteed in round 0" });
    const file = round.getByLabel("The round's list");
    await file.setInputFiles(join(scratch, "list.csv"));
    await round.getByText("This isn't the list of a round.").waitFor();
    await file.setInputFiles(other);
    await round.getByText("This is another round's list.").waitFor();
    await file.setInputFiles(without);
    await round.getByText("This is another round's list.").waitFor();
    await round.getByLabel("Or its text").fill(readFileSync(list, "utf8"));
    const amount = round.getByLabel("Amount in the round");
    await amount.fill("4");
    await round.getByText("The round has only 3 ETH left.").waitFor();
    await round.getByRole("checkbox").check();
    await round.getByText("3 ETH guaranteed, 1 ETH in public").waitFor();
    await pictures(page, "round-open");
    expect(await fitsPhone(page)).toBe(true);
    await press("Commit in the round");
    const read = { address: offering, abi: fixedPriceOfferingAbi, args: [investor()] } as const;
    expect(await story.reader.readContract({ ...read, functionName: "guaranteed" })).toBe(parseEther("3"));
    expect(await story.reader.readContract({ ...read, functionName: "committed" })).toBe(parseEther("4"));
    // Below the soft cap, so that the model can be launched again.
    await story.pass(DAY);
    await press("Refund");
    await page.getByText("You have been refunded.").waitFor();
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
    await story.pass(DAY);
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
