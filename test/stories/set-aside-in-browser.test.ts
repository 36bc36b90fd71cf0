import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchpadAbi, offeringAbi, revenueShareTokenAbi, tokenVestingAbi } from "@openimo/contracts";
import type { Browser, Page } from "playwright-core";
import { type Address, parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectAs, done, openBrowser, openPage } from "../world/browser.ts";
import { onlyModel } from "../world/launch.ts";
import { fitsPhone, pictures } from "../world/pictures.ts";
import { addressOf, type Role, type Story, startStory } from "../world/story.ts";

const DAY = 24 * 3600;

describe("a launch with tokens set aside, in the browser", { sequential: true }, () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];
  let scratch: string;
  let token: Address;
  let offering: Address;
  let file: string;

  beforeAll(async () => {
    story = await startStory({ models: ["digits"], web: true });
    scratch = mkdtempSync(join(tmpdir(), "openimo-set-aside-"));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(scratch, { recursive: true, force: true });
    await story?.stop();
  });

  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const account = (role: Role) => addressOf(story.wallet[role]);
  const balance = (of: Address) =>
    story.reader.readContract({ address: token, abi: revenueShareTokenAbi, functionName: "balanceOf", args: [of] });

  it("takes tables of vestings and contributors, and says on which line they are wrong", async () => {
    ({ page, errors: pageErrors } = await openPage(browser, `${story.world.webUrl}/launch`));
    await connectAs(page, "Developer");
    await page.getByRole("radio", { name: /digits/ }).check();
    await button("Continue").click();
    await page.getByLabel("Token name").fill("Digits Revenue Share");
    await page.getByLabel("Symbol").fill("DIGIT");
    await button("Continue").click();
    await button("Medium").click();
    await page.getByLabel("Length", { exact: true }).fill("1");
    await page.getByText("Set aside", { exact: true }).click();
    await page.getByLabel("Vestings").fill(`${account("investorC")},50000,30`);
    await page.getByText("Line 1: Write address, tokens, days until the first, days until all.").waitFor();
    await page.getByLabel("Vestings").fill(`${account("investorC")},50000,30,100`);
    await page.getByLabel("Contributors").fill(`${account("requester")},700\n0xabc,1`);
    await page.getByText("Line 2: No address").waitFor();
    expect(await button("Continue").isDisabled()).toBe(true);
    const csv = { name: "contributors.csv", mimeType: "text/csv" };
    const table = `account,amount\n${account("requester")},700\n${account("stranger")},300.5\n`;
    await page.getByLabel("Or a CSV file").setInputFiles({ ...csv, buffer: Buffer.from(table) });
    await page.getByLabel("Claimable for").fill("90");
    await pictures(page, "launch-set-aside");
    await button("Continue").click();
  });

  it("gives the drop's file before the launch, and launches all in one transaction", async () => {
    await page.getByText("2 accounts", { exact: false }).waitFor();
    const downloading = page.waitForEvent("download");
    await button("Save the drop's file").click();
    file = join(scratch, "drop.json");
    await (await downloading).saveAs(file);
    await pictures(page, "launch-review-set-aside");
    expect(await fitsPhone(page)).toBe(true);
    await button("Launch").click();
    await done(page, "Launch");
    const modelId = await onlyModel(story);
    const launchpad = { address: story.deployment.launchpad, abi: launchpadAbi } as const;
    ({ token, offering } = await story.reader.readContract({
      ...launchpad,
      functionName: "launchOf",
      args: [modelId],
    }));
    const [vesting] = await story.reader.getContractEvents({
      ...launchpad,
      eventName: "VestingCreated",
      fromBlock: 0n,
    });
    const [drop] = await story.reader.getContractEvents({ ...launchpad, eventName: "DropCreated", fromBlock: 0n });
    expect(vesting.args.terms).toMatchObject({ beneficiary: account("investorC"), amount: parseEther("50000") });
    expect(drop.args.terms).toEqual({
      root: JSON.parse(readFileSync(file, "utf8")).root,
      amount: parseEther("1000.5"),
      claimSeconds: 90 * DAY,
      unclaimedTo: account("developer"),
    });
    const owner = { address: vesting.args.vesting ?? offering, abi: tokenVestingAbi, functionName: "owner" } as const;
    expect(await story.reader.readContract(owner)).toBe(account("investorC"));
    expect(await balance(offering)).toBe(parseEther("1211000.5"));
  });

  it("lets a contributor claim with that file", async () => {
    const invest = ["offering", "commit", offering, "--amount", "20", "--development-key", "3"];
    expect((await story.openimo(...invest)).code).toBe(0);
    await story.pass(DAY + 60);
    expect((await story.openimo("offering", "finalise", offering, "--development-key", "6")).code).toBe(0);
    expect((await story.openimo("offering", "claim", offering, "--development-key", "3")).code).toBe(0);
    const finalised = { address: offering, abi: offeringAbi, functionName: "finalised" } as const;
    expect(await story.reader.readContract(finalised)).toBe(true);
    await page.reload();
    await connectAs(page, "Requester");
    await page.getByLabel("The drop's file").setInputFiles(file);
    await button("Claim your tokens").click();
    await done(page, "Claim your tokens");
    expect(await balance(account("requester"))).toBe(parseEther("700"));
    expect(pageErrors).toEqual([]);
  });
});
