import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { revenueShareTokenAbi } from "@openimo/contracts";
import { type Address, formatEther, parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectAs, done, openBrowser, openPage, picture } from "../world/browser.ts";
import { onlyModel, PERIOD_SECONDS } from "../world/launch.ts";
import { addressOf, type Role, openimo as runAlone, type Story, startStory } from "../world/story.ts";

const DAY = 24 * 3600;

describe("a launch with tokens set aside, from the command line", () => {
  let story: Story;
  let scratch: string;
  let token: Address;
  let offering: Address;
  let drop: Address;

  beforeAll(async () => {
    story = await startStory({ models: ["digits"], web: true });
    scratch = mkdtempSync(join(tmpdir(), "openimo-allocations-"));
  });
  afterAll(async () => {
    rmSync(scratch, { recursive: true, force: true });
    await story?.stop();
  });

  async function openimo(...args: string[]) {
    const { code, stdout, stderr } = await story.openimo(...args, "--json");
    expect(code, stderr + stdout).toBe(0);
    return JSON.parse(stdout);
  }

  const balance = (account: Address) =>
    story.reader.readContract({
      address: token,
      abi: revenueShareTokenAbi,
      functionName: "balanceOf",
      args: [account],
    });
  const account = (role: Role) => addressOf(story.wallet[role]);

  it("makes a drop of a table, and says on which line a table is wrong", async () => {
    const csv = join(scratch, "contributors.csv");
    // This asks no chain, so it takes no option that names one.
    const drop = (out: string) => runAlone(["offering", "drop", "--csv", csv, "--out", join(scratch, out), "--json"]);
    writeFileSync(
      csv,
      `account,amount\n${account("requester")},700\n${account("stranger")},300.5\n${account("investorA")},20\n`,
    );
    const made = JSON.parse((await drop("drop.json")).stdout);
    expect(made).toMatchObject({ amount: String(parseEther("1020.5")), contributors: 3 });
    expect(JSON.parse(readFileSync(join(scratch, "drop.json"), "utf8")).root).toBe(made.root);

    writeFileSync(csv, `${account("requester")},700\n0xabc,1\n`);
    const { code, stdout, stderr } = await drop("no.json");
    expect(code).toBe(2);
    expect(stdout + stderr).toMatch(/Line 2: .*0xabc.* is no address/);
  });

  it("launches with a vesting and the drop in one transaction", async () => {
    const created = await openimo(
      ...["offering", "create", "digits", "--name", "Digits", "--symbol", "DGT"],
      ...["--sale-supply", "1000000", "--soft-cap", "5", "--hard-cap", "10", "--duration", "1d", "--period", "1h"],
      ...["--vesting", `${account("investorC")}:50000:30d:100d`, "--drop", join(scratch, "drop.json")],
      ...["--drop-claim-period", "90d", "--development-key", "0"],
    );
    ({ token, offering } = created);
    drop = created.drop.drop;
    expect(created.vestings).toMatchObject([
      { amount: String(parseEther("50000")), beneficiary: account("investorC") },
    ]);
    expect(created.drop.unclaimedTo).toBe(account("developer"));
    expect(await balance(offering)).toBe(parseEther("1251020.5"));
  });

  it("gives contributors their tokens after success, and not before", async () => {
    const claim = ["offering", "claim-drop", drop, "--drop", join(scratch, "drop.json")];
    await openimo("offering", "commit", offering, "--amount", "10", "--development-key", "3");
    const early = await story.openimo(...claim, "--development-key", "2");
    expect(early.code).toBe(1);
    expect(early.stdout + early.stderr).toMatch(/The drop does not hold/);

    await story.pass(DAY + 120);
    await openimo("offering", "finalise", offering, "--development-key", "6");
    await openimo("offering", "claim", offering, "--development-key", "3");
    await openimo(...claim, "--development-key", "2");
    expect(await balance(account("requester"))).toBe(parseEther("700"));
    await openimo(...claim, "--for", account("stranger"), "--development-key", "2");
    expect(await balance(account("stranger"))).toBe(parseEther("300.5"));
    const again = await story.openimo(...claim, "--development-key", "2");
    expect(again.stdout + again.stderr).toMatch(/already claimed/);
  });

  it("gives contributors theirs in the browser, and a vesting's tokens as they vest", async () => {
    const browser = await openBrowser();
    try {
      const { page, errors } = await openPage(browser, `${story.world.webUrl}/models/${await onlyModel(story)}`);
      await connectAs(page, "Investor A");
      const file = page.getByLabel("The drop's file");
      await file.setInputFiles(join(scratch, "contributors.csv"));
      await page.getByText("contributors.csv isn't the file of a drop.").waitFor();
      await file.setInputFiles(join(scratch, "drop.json"));
      await page.getByRole("button", { name: "Claim your tokens" }).click();
      await done(page, "Claim your tokens");
      await page.getByText("Claimed", { exact: true }).waitFor();
      expect(await balance(account("investorA"))).toBe(parseEther("1000020"));

      expect(await page.getByRole("button", { name: "Release vested tokens" }).count()).toBe(0);
      await story.pass(50 * DAY);
      await page.getByRole("button", { name: "Release vested tokens" }).click();
      await done(page, "Release vested tokens");
      await picture(page, "model-set-aside");
      // Half of it, and what vested in the seconds since.
      const vested = Number(formatEther(await balance(account("investorC"))));
      expect(vested).toBeGreaterThanOrEqual(25_000);
      expect(vested).toBeLessThan(25_100);
      expect(errors).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  it("shares revenue with contributors and not with what is locked", async () => {
    await story.mined(
      story.wallet.stranger.writeContract({
        address: token,
        abi: revenueShareTokenAbi,
        functionName: "deposit",
        value: parseEther("1"),
      }),
    );
    await story.pass(PERIOD_SECONDS);
    const claimed = await openimo("claim", "--token", token, "--development-key", "2");
    const eligible = parseEther("1001020.5") + (await balance(account("investorC")));
    const shared = (parseEther("0.8") * parseEther("700")) / eligible;
    expect(BigInt(claimed.totalWei)).toBe(shared);
  });
});
