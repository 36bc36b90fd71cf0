import { readFile } from "node:fs/promises";
import { launchpadAbi, modelRegistryAbi, revenueShareTokenAbi } from "@openimo/contracts";
import type { Browser, Page } from "playwright-core";
import { type Address, parseEther, parseEventLogs, zeroAddress, zeroHash } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectAs, done, openBrowser, openPage } from "../world/browser.ts";
import { act, commit, type Launched, settle, usualSale } from "../world/launch.ts";
import { fitsPhone, pictures } from "../world/pictures.ts";
import { addressOf, type Role, type Story, startStory } from "../world/story.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;
/** What each token earns: numbers that don't divide evenly. */
const EARNED_WEI = [1_000_000_000_000_000_007n, 333_333_333_333_333_333n] as const;

describe("a portfolio in the browser", { sequential: true }, () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];
  const launched: Launched[] = [];

  /** The developer launches the model at this place of the registry; a tenth of a million tokens vests for investor A. */
  async function launchAt(index: bigint, name: string, symbol: string): Promise<Launched> {
    const registry = { address: story.deployment.modelRegistry, abi: modelRegistryAbi } as const;
    const modelId = await story.reader.readContract({ ...registry, functionName: "modelIdAt", args: [index] });
    const { lengthSeconds, softCap, hardCap, accountCap, ...sale } = { ...usualSale, developerSupply: 0n };
    const start = (await story.now()) + 5;
    const vesting = {
      beneficiary: addressOf(story.wallet.investorA),
      amount: parseEther("100000"),
      cliffSeconds: 0,
      durationSeconds: 10 * DAY,
    };
    const receipt = await story.mined(
      story.wallet.developer.writeContract({
        address: story.deployment.launchpad,
        abi: launchpadAbi,
        functionName: "launch",
        args: [
          modelId,
          { name, symbol, periodSeconds: HOUR, holderShareBps: 9000, revenueAssets: [] },
          { ...sale, currency: zeroAddress, start, end: start + lengthSeconds },
          { softCap, hardCap, accountCap, rounds: [] },
          {
            vestings: symbol === "ONE" ? [vesting] : [],
            drop: { root: zeroHash, amount: 0n, claimSeconds: 0, unclaimedTo: zeroAddress },
          },
        ],
      }),
    );
    const [log] = parseEventLogs({ abi: launchpadAbi, eventName: "Launched", logs: receipt.logs });
    await story.pass(6);
    return { modelId, token: log.args.token, offering: log.args.offering };
  }

  const claimable = (token: Address, role: Role) =>
    story.reader.readContract({
      address: token,
      abi: revenueShareTokenAbi,
      functionName: "claimable",
      args: [addressOf(story.wallet[role])],
    });
  const balance = (role: Role) => story.reader.getBalance({ address: addressOf(story.wallet[role]) });
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const earn = async () => {
    for (const [i, { token }] of launched.entries()) {
      await story.mined(story.wallet.stranger.sendTransaction({ to: token, value: EARNED_WEI[i] }));
    }
    await story.pass(HOUR);
  };

  beforeAll(async () => {
    story = await startStory({ models: ["digits", "guardian"], web: true });
    for (const [index, name, symbol] of [
      [0n, "First revenue", "ONE"],
      [1n, "Second revenue", "TWO"],
    ] as const) {
      const launch = await launchAt(index, name, symbol);
      launched.push(launch);
      await commit(story, launch.offering, "investorA", parseEther("4"));
      await commit(story, launch.offering, "investorB", parseEther("3"));
      await story.pass(DAY);
      await act(story, launch.offering, "stranger", "finalise");
      // The other claims in the browser.
      await settle(story, launch.offering, "stranger", "claim", addressOf(story.wallet.investorB));
    }
    browser = await openBrowser();
    ({ page, errors: pageErrors } = await openPage(browser, `${story.world.webUrl}/portfolio`));
  });
  afterAll(async () => {
    await browser?.close();
    await story?.stop();
  });

  it("offers tokens of both sales and what has vested, in one list", async () => {
    await connectAs(page, "Investor A");
    await page.getByRole("heading", { name: "Claimable now" }).waitFor();
    await expect.poll(() => button("Claim tokens").count()).toBe(2);
    await button("Claim tokens").first().click();
    await done(page, "Claim tokens");
    await button("Claim tokens").click();
    await done(page, "Claim tokens");
    await button("Release vested tokens").click();
    await done(page, "Release vested tokens");
    const held = await story.reader.readContract({
      address: launched[0].token,
      abi: revenueShareTokenAbi,
      functionName: "balanceOf",
      args: [addressOf(story.wallet.investorA)],
    });
    // Two fifths of the million on sale, and what of the vesting has come free.
    expect(held).toBeGreaterThan(parseEther("400000"));
  });

  it("claims the revenue of both models in one transaction, exact to the wei", async () => {
    await earn();
    const dues = await Promise.all(launched.map(({ token }) => claimable(token, "investorA")));
    expect(dues.every((due) => due > 0n)).toBe(true);
    await button("Claim all revenue").waitFor();
    // The exact sum is on hover.
    const sum = dues[0] + dues[1];
    const [whole, decimals] = [
      sum / 10n ** 18n,
      String(sum % 10n ** 18n)
        .padStart(18, "0")
        .replace(/0+$/, ""),
    ];
    await page.getByTitle(`${whole}.${decimals} ETH`, { exact: true }).waitFor();
    await pictures(page, "portfolio-due");
    expect(await fitsPhone(page)).toBe(true);
    const [before, nonce] = [await balance("investorA"), await nonceOf("investorA")];
    await button("Claim all revenue").click();
    await done(page, "Claim all revenue");
    expect((await nonceOf("investorA")) - nonce).toBe(1);
    expect((await balance("investorA")) - before + (await gasOfLast("investorA"))).toBe(sum);
    expect(await Promise.all(launched.map(({ token }) => claimable(token, "investorA")))).toEqual([0n, 0n]);
    await button("Claim all revenue").waitFor({ state: "detached" });
  });

  it("still pays what was earned to who traded the tokens away", async () => {
    await earn();
    const { token } = launched[1];
    const due = await claimable(token, "investorA");
    const account = addressOf(story.wallet.investorA);
    const contract = { address: token, abi: revenueShareTokenAbi } as const;
    const held = await story.reader.readContract({ ...contract, functionName: "balanceOf", args: [account] });
    await story.mined(
      story.wallet.investorA.writeContract({
        ...contract,
        functionName: "transfer",
        args: [addressOf(story.wallet.investorC), held],
      }),
    );
    expect(await claimable(token, "investorC")).toBe(0n);
    const row = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: "Claim revenue" }) });
    await expect.poll(() => row.count()).toBe(2);
    const before = await balance("investorA");
    await row
      .filter({ hasText: await nameOf(1n) })
      .getByRole("button", { name: "Claim revenue" })
      .click();
    await done(page, "Claim revenue");
    expect((await balance("investorA")) - before + (await gasOfLast("investorA"))).toBe(due);
  });

  it("burns tokens in a dialog that steps aside for the transaction", async () => {
    const { token } = launched[0];
    const pool = { address: token, abi: revenueShareTokenAbi, functionName: "redeemPoolWei" } as const;
    const before = await story.reader.readContract(pool);
    await button("Burn tokens…").first().click();
    const dialog = page.getByRole("dialog", { name: "Burn tokens" });
    await dialog.getByLabel("Tokens to burn").fill("1000");
    await dialog.getByText("Pays out", { exact: true }).waitFor();
    await dialog.getByRole("button", { name: "Burn and redeem" }).click();
    await dialog.waitFor({ state: "detached" });
    await done(page, "Burn and redeem");
    expect(await story.reader.readContract(pool)).toBeLessThan(before);
  });

  it("writes the history into a file: ISO times, exact amounts", async () => {
    await page.getByText("Burnt and redeemed").waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), button("Download as CSV").click()]);
    expect(download.suggestedFilename()).toBe(`openimo-${addressOf(story.wallet.investorA)}.csv`);
    const [header, ...lines] = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
    expect(header).toBe("time,event,model,amount,unit,unit_address,base_units,block,transaction");
    const rows = lines.map((line) => line.split(","));
    const kinds = new Set(rows.map(([, kind]) => kind));
    expect([...kinds].sort()).toEqual(["claimed", "committed", "redeemed", "released", "revenue"]);
    for (const [time] of rows) expect(new Date(time).toISOString()).toBe(time);
    const ofRevenue = rows.filter(([, kind]) => kind === "revenue").map((row) => BigInt(row[6]));
    const events = await Promise.all(
      launched.map(({ token: address }) =>
        story.reader.getContractEvents({
          address,
          abi: revenueShareTokenAbi,
          eventName: "RevenueClaimed",
          args: { account: addressOf(story.wallet.investorA) },
          fromBlock: 0n,
          strict: true,
        }),
      ),
    );
    const sum = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n);
    expect(ofRevenue).toHaveLength(3);
    expect(sum(ofRevenue)).toBe(sum(events.flat().map(({ args }) => args.amountWei)));
    expect(pageErrors).toEqual([]);
  });

  const nonceOf = (role: Role) => story.reader.getTransactionCount({ address: addressOf(story.wallet[role]) });

  /** What an account's newest transaction cost. */
  async function gasOfLast(role: Role): Promise<bigint> {
    const account = addressOf(story.wallet[role]).toLowerCase();
    for (let number = await story.reader.getBlockNumber(); ; number--) {
      const { transactions } = await story.reader.getBlock({ blockNumber: number, includeTransactions: true });
      const own = transactions.find(({ from }) => from.toLowerCase() === account);
      if (!own) continue;
      const { gasUsed, effectiveGasPrice } = await story.reader.getTransactionReceipt({ hash: own.hash });
      return gasUsed * effectiveGasPrice;
    }
  }

  async function nameOf(index: bigint): Promise<string> {
    const registry = { address: story.deployment.modelRegistry, abi: modelRegistryAbi } as const;
    const id = await story.reader.readContract({ ...registry, functionName: "modelIdAt", args: [index] });
    return (await story.reader.readContract({ ...registry, functionName: "model", args: [id] })).terms.name;
  }
});
