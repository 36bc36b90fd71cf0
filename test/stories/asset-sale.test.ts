import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { revenueShareTokenAbi } from "@openimo/contracts";
import { type Address, erc20Abi, getAddress, parseAbi, parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { creationCode } from "../world/artifact.ts";
import { RAISE_DELAY_SECONDS } from "../world/launch.ts";
import { addressOf, type Role, openimo as runAlone, type Story, startStory } from "../world/story.ts";

const DAY = 24 * 3600;
const mintAbi = parseAbi(["function mint(address account, uint256 amount)"]);
const UNIT = 1_000_000n;

describe("a sale in an ERC-20 with a round for a list, from the command line", () => {
  let story: Story;
  let scratch: string;
  let asset: Address;
  let offering: Address;
  let token: Address;

  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
    scratch = mkdtempSync(join(tmpdir(), "openimo-asset-sale-"));
    const creation = { data: creationCode("SixDecimalAsset") };
    const { contractAddress } = await story.mined(story.wallet.developer.sendTransaction(creation));
    if (!contractAddress) throw new Error("The asset was not created.");
    asset = getAddress(contractAddress);
    for (const role of ["investorA", "investorB", "stranger"] as const) {
      const mint = {
        address: asset,
        abi: mintAbi,
        functionName: "mint",
        args: [account(role), 1_000n * UNIT],
      } as const;
      await story.mined(story.wallet.developer.writeContract(mint));
    }
  });
  afterAll(async () => {
    rmSync(scratch, { recursive: true, force: true });
    await story?.stop();
  });

  const account = (role: Role) => addressOf(story.wallet[role]);
  const balance = (address: Address, owner: Address) =>
    story.reader.readContract({ address, abi: erc20Abi, functionName: "balanceOf", args: [owner] });

  async function openimo(...args: string[]) {
    const { code, stdout, stderr } = await story.openimo(...args, "--json");
    expect(code, stderr + stdout).toBe(0);
    return JSON.parse(stdout);
  }

  it("is launched with a token that shares the asset, and a round of a list", async () => {
    const csv = join(scratch, "list.csv");
    const list = join(scratch, "list.json");
    writeFileSync(csv, `${account("investorA")},40\n${account("stranger")},10.5\n`);
    const drop = ["offering", "drop", "--csv", csv, "--out", list, "--decimals", "6", "--json"];
    expect(JSON.parse((await runAlone(drop)).stdout)).toMatchObject({ amount: String((101n * UNIT) / 2n) });
    const created = await openimo(
      ...["offering", "create", "digits", "--name", "Digits", "--symbol", "DGT", "--currency", asset],
      ...["--sale-supply", "1000", "--soft-cap", "50", "--hard-cap", "100", "--duration", "1d", "--period", "1h"],
      ...["--liquidity-share", "25%", "--round", `${list}:50:0h:12h`, "--development-key", "0"],
    );
    ({ offering, token } = created);
    expect(created.tokenTerms.revenueAssets).toEqual([asset]);
    expect(created.saleTerms).toMatchObject({ currency: asset, liquidityShareBasisPoints: 2_500 });
    expect(created.fixedPriceTerms.rounds).toMatchObject([{ cap: String(50n * UNIT) }]);
    await story.pass(120);
  });

  const commit = (amount: string, role: 3 | 4 | 6, ...more: string[]) =>
    ["offering", "commit", offering, "--amount", amount, ...more, "--development-key", String(role)] as const;
  const inRound = () => ["--round", "0", "--list", join(scratch, "list.json")];

  it("takes approved commitments, in public and in the round", async () => {
    const { termsHash } = await openimo("offering", "show", offering);
    await openimo(...commit("300", 4, "--terms", termsHash));
    await openimo(...commit("40", 3, ...inRound()));
    const shown = await story.openimo("offering", "show", offering, "--development-key", "3");
    expect(shown.stdout).toContain("committed  340 PLN");
    expect(shown.stdout).toContain("round 0    50 PLN guaranteed");
    expect(shown.stdout).toContain("liquidity  25% of the raise");
  });

  it("takes no more of an account than its list says, and nobody who isn't on it", async () => {
    const tooMuch = await story.openimo(...commit("1", 3, ...inRound()));
    expect(tooMuch).toMatchObject({ code: 1 });
    expect(tooMuch.stdout + tooMuch.stderr).toContain("The list allows");
    const unlisted = await story.openimo(...commit("1", 4, ...inRound()));
    expect(unlisted.stdout + unlisted.stderr).toContain("is not in the list");
  });

  it("takes nothing where a round has no room, or the terms are others than were seen", async () => {
    const noRoom = await story.openimo(...commit("10.5", 6, ...inRound()));
    expect(noRoom.stdout + noRoom.stderr).toContain("The round would guarantee 10000000 units");
    const shown = await openimo("offering", "show", offering);
    const others = ["--terms", `0x${"12".repeat(32)}`];
    const otherTerms = await story.openimo(...commit("1", 4, ...others));
    expect(otherTerms).toMatchObject({ code: 1 });
    expect(otherTerms.stdout + otherTerms.stderr).toContain(`The offering's terms are ${shown.termsHash}, not 0x12`);
  });

  it("gives the list its places in full, shares the rest, and pays in the asset", async () => {
    await story.pass(DAY);
    await openimo("offering", "finalise", offering, "--development-key", "6");
    const ofList = await openimo("offering", "claim", offering, "--development-key", "3");
    expect(ofList).toMatchObject({ tokens: String(parseEther("400")), refund: "0" });
    const ofPublic = await openimo("offering", "claim", offering, "--development-key", "4");
    expect(ofPublic).toMatchObject({ tokens: String(parseEther("600")), refund: String(240n * UNIT) });
    await story.pass(RAISE_DELAY_SECONDS);
    const raise = await openimo("offering", "withdraw-raise", offering, "--development-key", "6");
    expect(raise).toMatchObject({ currency: asset, amount: String(75n * UNIT) });
    expect(await balance(asset, account("developer"))).toBe(75n * UNIT);
  });

  it("after a week gives what has not become liquidity to those who redeem", async () => {
    await story.pass(7 * DAY);
    const released = await openimo("offering", "release-liquidity", offering, "--development-key", "6");
    expect(released).toMatchObject({ amount: String(25n * UNIT), burnt: String(parseEther("250")) });
    expect(await balance(asset, offering)).toBe(0n);
    const [, , redeemPool] = await story.reader.readContract({
      address: token,
      abi: revenueShareTokenAbi,
      functionName: "assetPools",
      args: [asset],
    });
    expect(redeemPool).toBe(25n * UNIT);
  });
});
