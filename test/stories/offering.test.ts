import { fixedPriceOfferingAbi, revenueShareTokenAbi } from "@openimo/contracts";
import { parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { act, commit, type Launched, launch, RAISE_DELAY_SECONDS, settle, usualSale } from "../world/launch.ts";
import { addressOf, type Story, startStory } from "../world/story.ts";

const DAY = 24 * 3600;

describe("an over-subscribed offering", () => {
  let story: Story;
  let launched: Launched;
  const commitments = {
    investorA: parseEther("9"),
    investorB: parseEther("4"),
    investorC: parseEther("3.000000000000000001"),
  };
  const total = commitments.investorA + commitments.investorB + commitments.investorC;
  const investors = Object.entries(commitments) as Array<[keyof typeof commitments, bigint]>;

  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
    launched = await launch(story);
  });
  afterAll(() => story?.stop());

  it("takes three commitments above the hard cap", async () => {
    for (const [role, amount] of investors) await commit(story, launched.offering, role, amount);
    const committed = await story.reader.readContract({
      address: launched.offering,
      abi: fixedPriceOfferingAbi,
      functionName: "totalCommitted",
    });
    expect(committed).toBe(total);
  });

  it("takes nothing after its end", async () => {
    await story.pass(DAY);
    await expect(commit(story, launched.offering, "stranger", 1n)).rejects.toThrow(/OfferingNotOpen/);
  });

  it("shares tokens pro rata, refunds the excess and raises the hard cap to the wei", async () => {
    // A stranger does all of it: no step is reserved to anybody.
    await act(story, launched.offering, "stranger", "finalise");
    let sold = 0n;
    let kept = 0n;
    for (const [role, amount] of investors) {
      const account = addressOf(story.wallet[role]);
      const before = await story.reader.getBalance({ address: account });
      await settle(story, launched.offering, "stranger", "claim", account);
      const refund = (await story.reader.getBalance({ address: account })) - before;
      const tokens = await story.reader.readContract({
        address: launched.token,
        abi: revenueShareTokenAbi,
        functionName: "balanceOf",
        args: [account],
      });
      expect(tokens).toBe((amount * usualSale.saleSupply) / total);
      const spent = (amount * usualSale.hardCap + total - 1n) / total;
      expect(refund).toBe(amount - spent);
      sold += tokens;
      kept += spent;
    }
    expect(sold <= usualSale.saleSupply).toBe(true);
    expect(kept >= usualSale.hardCap).toBe(true);

    const developer = addressOf(story.wallet.developer);
    const early = act(story, launched.offering, "stranger", "withdrawRaise");
    await expect(early).rejects.toThrow(/OfferingRaisePending/);
    await story.pass(RAISE_DELAY_SECONDS);
    const before = await story.reader.getBalance({ address: developer });
    await act(story, launched.offering, "stranger", "withdrawRaise");
    expect((await story.reader.getBalance({ address: developer })) - before).toBe((usualSale.hardCap * 4n) / 5n);
  });

  it("after a week gives what has not become liquidity to those who redeem, once, by anybody", async () => {
    await expect(act(story, launched.offering, "stranger", "releaseLiquidity")).rejects.toThrow(
      /OfferingLiquidityPending/,
    );
    await story.pass(7 * DAY);
    await act(story, launched.offering, "stranger", "releaseLiquidity");
    const pool = await story.reader.readContract({
      address: launched.token,
      abi: revenueShareTokenAbi,
      functionName: "redeemPoolWei",
    });
    expect(pool).toBe(usualSale.hardCap / 5n);
    await expect(act(story, launched.offering, "stranger", "releaseLiquidity")).rejects.toThrow(/OfferingNothingLeft/);
  });

  it("pays nobody twice", async () => {
    const account = addressOf(story.wallet.investorA);
    await expect(settle(story, launched.offering, "investorA", "claim", account)).rejects.toThrow(/Offering/);
    await expect(act(story, launched.offering, "developer", "withdrawRaise")).rejects.toThrow(/Offering/);
  });
});

describe("an offering that misses its soft cap", () => {
  let story: Story;
  let launched: Launched;

  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
    launched = await launch(story);
  });
  afterAll(() => story?.stop());

  it("refunds everybody without any call by an owner or before it", async () => {
    const commitments = { investorA: parseEther("2"), investorB: parseEther("1.5") } as const;
    for (const [role, amount] of Object.entries(commitments) as Array<[keyof typeof commitments, bigint]>) {
      await commit(story, launched.offering, role, amount);
    }
    await story.pass(DAY);
    for (const [role, amount] of Object.entries(commitments) as Array<[keyof typeof commitments, bigint]>) {
      const account = addressOf(story.wallet[role]);
      const before = await story.reader.getBalance({ address: account });
      await settle(story, launched.offering, "stranger", "refund", account);
      expect((await story.reader.getBalance({ address: account })) - before).toBe(amount);
    }
    expect(await story.reader.getBalance({ address: launched.offering })).toBe(0n);
  });

  it("lets the developer launch the model again", async () => {
    const again = await launch(story);
    expect(again.offering).not.toBe(launched.offering);
  });
});
