import { bondingCurveAbi, revenueShareTokenAbi } from "@openimo/contracts";
import { type Address, parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { act, RAISE_DELAY_SECONDS, settle } from "../world/launch.ts";
import { addressOf, type Role, type Story, startStory } from "../world/story.ts";

const DEVELOPER = "0";
const ALICE = "3";
const BOB = "4";
/** A deadline. */
const NEVER = 2n ** 64n;

describe("a model sold along a bonding curve, from the command line", () => {
  let story: Story;

  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
  });
  afterAll(() => story?.stop());

  async function openimo(key: string, ...args: string[]) {
    const { code, stdout, stderr } = await story.openimo(...args, "--development-key", key, "--json");
    expect(code, stderr + stdout).toBe(0);
    return JSON.parse(stdout);
  }

  async function refused(key: string, ...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await story.openimo(...args, "--development-key", key);
    expect(code).not.toBe(0);
    return stdout + stderr;
  }

  /** A million tokens for 10 ETH; the last one costs nine times the first. */
  const launch = () =>
    openimo(
      DEVELOPER,
      ...["offering", "create-curve", "digits", "--name", "Digits", "--symbol", "DGT", "--sale-supply", "1000000"],
      ...["--goal", "10", "--price-multiple", "9", "--duration", "1d", "--period", "1h"],
    );
  const buy = (key: string, amount: string) => openimo(key, "offering", "buy", "digits", "--amount", amount);
  const sell = (key: string, tokens: string) => openimo(key, "offering", "sell", "digits", "--tokens", tokens);
  const balance = (role: Role) => story.reader.getBalance({ address: addressOf(story.wallet[role]) });
  const tokensOf = (token: Address, role: Role) =>
    story.reader.readContract({
      address: token,
      abi: revenueShareTokenAbi,
      functionName: "balanceOf",
      args: [addressOf(story.wallet[role])],
    });

  /** Without the command line, which is slower. */
  const buyAt = (address: Address, role: Role, value: bigint, minimum: bigint) => {
    const curve = { address, abi: bondingCurveAbi, functionName: "buy" } as const;
    return story.mined(story.wallet[role].writeContract({ ...curve, args: [value, minimum, NEVER], value }));
  };
  const sellAt = (address: Address, role: Role, amount: bigint) => {
    const curve = { address, abi: bondingCurveAbi, functionName: "sell" } as const;
    return story.mined(story.wallet[role].writeContract({ ...curve, args: [amount, 0n, NEVER] }));
  };

  it("refunds exactly what was paid when the goal is missed, whatever was traded", async () => {
    const { curveTerms, offering } = await launch();
    expect(curveTerms).toEqual({ goal: String(parseEther("10")), virtualReserve: String(parseEther("5")) });
    expect((await buy(ALICE, "2.5")).tokens).toBe(String(parseEther("500000")));
    expect((await buy(BOB, "2.5")).tokens).toBe(String(parseEther("250000")));
    const sold = await sell(ALICE, "500000");
    expect(sold).toMatchObject({ paid: String(parseEther("2.5")), gain: String(parseEther("1.5")) });

    expect(await refused(BOB, "offering", "refund", "digits")).toMatch(/is open; refunds are for one that failed/);
    await story.pass(86_400 + 120);
    const before = await balance("investorB");
    const { amount } = await openimo(BOB, "offering", "refund", "digits");
    expect(amount).toBe(String(parseEther("2.5")));
    // Less the gas of the transaction.
    expect((await balance("investorB")) - before).toBeGreaterThan(parseEther("2.49"));
    expect(await story.reader.getBalance({ address: offering })).toBe(0n);
  });

  it("succeeds with the last token and pays the gains", async () => {
    const { offering, token } = await launch();
    await buyAt(offering, "investorA", parseEther("2.5"), parseEther("500000"));
    await buyAt(offering, "investorB", parseEther("2.5"), parseEther("250000"));
    await sellAt(offering, "investorA", parseEther("400000"));
    const shown = await openimo(ALICE, "offering", "show", offering);
    expect(shown.state).toBe("open");
    expect(shown.curve.totalSold).toBe(String(parseEther("350000")));
    const { gain } = shown.own;
    expect(BigInt(gain)).toBeGreaterThan(0n);

    const last = await buy(BOB, "100");
    expect(last.tokens).toBe(String(parseEther("650000")));
    await expect(buyAt(offering, "investorA", 1n, 0n)).rejects.toThrow(/OfferingNotOpen/);
    const claimed = await openimo(ALICE, "offering", "claim", offering);
    expect(claimed).toMatchObject({ tokens: String(parseEther("100000")), refund: gain });
    await settle(story, offering, "stranger", "claim", addressOf(story.wallet.investorB));
    expect(await tokensOf(token, "investorA")).toBe(parseEther("100000"));
    expect(await tokensOf(token, "investorB")).toBe(parseEther("900000"));
    const before = await balance("developer");
    await story.pass(RAISE_DELAY_SECONDS);
    await act(story, offering, "stranger", "withdrawRaise");
    expect((await balance("developer")) - before).toBe(parseEther("8"));
    await act(story, offering, "stranger", "seedLiquidity");
    expect(await story.reader.getBalance({ address: offering })).toBe(0n);
  });
});
