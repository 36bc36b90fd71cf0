import { offeringAbi, revenueShareTokenAbi } from "@openimo/contracts";
import { type Address, parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RAISE_DELAY_SECONDS } from "../world/launch.ts";
import { addressOf, type Role, type Story, startStory } from "../world/story.ts";

const DAY = 24 * 3600;
const supply = parseEther("1000000");

/** Development keys of the roles that bid. */
const keyOf = { investorA: "3", investorB: "4", investorC: "5", stranger: "6" } as const;

describe("an auction from the command line", () => {
  let story: Story;
  let offering: Address;
  let token: Address;

  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
  });
  afterAll(() => story?.stop());

  async function openimo(role: keyof typeof keyOf | "developer", ...args: string[]) {
    const key = role === "developer" ? "0" : keyOf[role];
    const { code, stdout, stderr } = await story.openimo(...args, "--development-key", key, "--json");
    expect(code, stderr + stdout).toBe(0);
    return JSON.parse(stdout);
  }

  const account = (role: Role) => addressOf(story.wallet[role]);
  const balance = (role: Role) =>
    story.reader.readContract({
      address: token,
      abi: revenueShareTokenAbi,
      functionName: "balanceOf",
      args: [account(role)],
    });

  async function launch() {
    return openimo(
      "developer",
      ...["offering", "create-auction", "digits", "--name", "Digits", "--symbol", "DGT", "--sale-supply", "1000000"],
      ...["--reserve", "5", "--soft-cap", "4", "--ticks", "101", "--step", "1%", "--linear"],
      ...["--duration", "1d", "--period", "1h"],
    );
  }

  it("launches, and refunds all bids of an auction that misses its soft cap, without clearing it", async () => {
    ({ offering } = await launch());
    await openimo("investorA", "offering", "bid", offering, "--limit", "1", "--amount", "3");
    await story.pass(DAY + 120);
    const back = await openimo("investorA", "offering", "refund", offering);
    expect(back.amount).toBe(String(parseEther("3")));
  });

  it("takes bids at limits that people name, to be raised and moved up", async () => {
    const created = await launch();
    ({ offering, token } = created);
    expect(created.auctionTerms).toMatchObject({ reserveValue: String(parseEther("5")), tickCount: 101 });

    const below = await story.openimo("offering", "bid", offering, "--limit", "0.0000049", "--amount", "1");
    expect(below.stdout + below.stderr).toMatch(/takes no price below 0\.000005 ETH/);
    // 5 + 40 / 20 = 7 ether for a million tokens.
    const bid = await openimo("investorA", "offering", "bid", offering, "--limit", "0.00000702", "--amount", "2");
    expect(bid).toMatchObject({ tick: 40, limit: "0.000007 ETH" });
    await Promise.all([
      openimo("investorA", "offering", "bid", offering, "--limit", "0.00001", "--amount", "1"),
      openimo("investorB", "offering", "bid", offering, "--limit", "0.0000065", "--amount", "4"),
      openimo("investorC", "offering", "bid", offering, "--limit", "0.000006", "--amount", "4"),
    ]);

    const shown = await openimo("investorB", "offering", "show", offering);
    expect(shown.auction).toMatchObject({ cleared: false, own: { budget: String(parseEther("4")), tick: 30 } });
    // 3 ether above 6.5 and 4 at it: more than its 6.5.
    expect(shown.auction.clearing).toMatchObject({ tick: "30", value: String(parseEther("6.5")) });
  });

  it("clears in steps, by a stranger", async () => {
    await story.pass(DAY + 120);
    const cleared = await openimo("stranger", "offering", "clear", offering, "--ticks", "30");
    // From tick 100 down to tick 30.
    expect(cleared.transactionHashes).toHaveLength(3);
    expect(cleared).toMatchObject({ tick: "30", price: "0.0000065 ETH", raised: String(parseEther("6.5")) });
    await openimo("stranger", "offering", "finalise", offering);
  });

  it("fills who bid above the price, shares what is left among those at it, and refunds the others", async () => {
    const [whole, part, none] = await Promise.all([
      openimo("investorA", "offering", "claim", offering),
      openimo("investorB", "offering", "claim", offering),
      openimo("investorC", "offering", "claim", offering),
    ]);
    expect(whole.refund).toBe("0");
    expect(await balance("investorA")).toBe((parseEther("3") * supply) / parseEther("6.5"));
    expect(part.refund).toBe(String(parseEther("0.5")));
    expect(await balance("investorB")).toBe((parseEther("3.5") * supply) / parseEther("6.5"));
    expect(none).toMatchObject({ tokens: "0", refund: String(parseEther("4")) });
  });

  it("pays the raise but for the liquidity's part", async () => {
    await story.pass(RAISE_DELAY_SECONDS);
    const { amount } = await openimo("stranger", "offering", "withdraw-raise", offering);
    expect(amount).toBe(String(parseEther("5.2")));
    const [, liquidity] = await story.reader.readContract({
      address: offering,
      abi: offeringAbi,
      functionName: "liquidity",
    });
    expect(await story.reader.getBalance({ address: offering })).toBe(liquidity);
  });
});
