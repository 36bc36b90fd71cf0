import { join } from "node:path";
import { inferenceOracleAbi } from "@openimo/contracts";
import { type Address, erc20Abi, getAddress, type Hex, parseAbi, zeroAddress } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { creationCode } from "../world/artifact.ts";
import { PERIOD_SECONDS } from "../world/launch.ts";
import { status, untilStatus } from "../world/request.ts";
import { addressOf, root, type Story, startStory } from "../world/story.ts";

const mintAbi = parseAbi(["function mint(address account, uint256 amount)"]);
const PACKAGE = join(root, "models/digits/package");
const PICTURE = join(root, "test/vectors/digits/seven.png");
const FEE = 2_500_000n;

describe("a model whose fee is in an ERC-20", () => {
  let story: Story;
  let asset: Address;
  let modelId: Hex;
  let answered: bigint;
  beforeAll(async () => {
    story = await startStory({ node: true });
    const creation = { data: creationCode("SixDecimalAsset") };
    const { contractAddress } = await story.mined(story.wallet.developer.sendTransaction(creation));
    if (!contractAddress) throw new Error("The asset was not created.");
    asset = getAddress(contractAddress);
  });
  afterAll(() => story?.stop());

  const send = (...more: string[]) => story.openimo("request", "send", modelId, "--image", PICTURE, "--json", ...more);
  const balanceOf = (account: Address) =>
    story.reader.readContract({ address: asset, abi: erc20Abi, functionName: "balanceOf", args: [account] });

  async function openimo(...args: string[]) {
    const { code, stdout, stderr } = await story.openimo(...args, "--json");
    expect(code, stderr + stdout).toBe(0);
    return JSON.parse(stdout);
  }

  it("is registered with its asset, in the asset's own decimals", async () => {
    const register = (...more: string[]) =>
      story.openimo("model", "register", PACKAGE, "--reward", "0.0005", "--development-key", "0", ...more);
    const wrong = await register("--fee", "2.5", "--fee-asset", story.deployment.inferenceOracle);
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining("is no ERC-20") });
    const precise = await register("--fee", "2.5000001", "--fee-asset", asset);
    expect(precise).toMatchObject({ code: 2, stderr: expect.stringContaining("0.000005 PLN") });
    const done = await register("--fee", "2.5", "--fee-asset", asset, "--json");
    expect(done, done.stderr).toMatchObject({ code: 0 });
    const told = JSON.parse(done.stdout);
    expect(told).toMatchObject({ feeAsset: asset, feeAmount: String(FEE) });
    modelId = told.modelId;
    expect((await story.openimo("model", "list")).stdout).toContain("2.5 PLN + 0.0005 ETH");
  });

  it("says what is missing before anything is paid", async () => {
    const poor = await send();
    expect(poor).toMatchObject({ code: 1 });
    expect(poor.stdout).toContain("The payment is 2.5 PLN");
    expect(poor.stdout).toContain("has 0 PLN");
  });

  it("is asked with an approval of exactly the fee, and answered", async () => {
    const requester = addressOf(story.wallet.requester);
    const mint = { address: asset, abi: mintAbi, functionName: "mint", args: [requester, 2n * FEE] } as const;
    await story.mined(story.wallet.developer.writeContract(mint));
    const sent = await send("--wait", "--value-at-stake", "1", "--bond", "0.2");
    expect(sent, sent.stderr).toMatchObject({ code: 0 });
    expect(sent.stderr).toContain("Approving 2.5 PLN");
    const told = JSON.parse(sent.stdout);
    answered = BigInt(told.requestId);
    expect(told).toMatchObject({
      feeAsset: asset,
      feeAmount: String(FEE),
      feeWei: "0",
      bondWei: String(2n * 10n ** 17n),
      label: 7,
    });
    expect(await balanceOf(requester)).toBe(FEE);
    expect(
      await story.reader.readContract({
        address: asset,
        abi: erc20Abi,
        functionName: "allowance",
        args: [requester, story.deployment.inferenceOracle],
      }),
    ).toBe(0n);
  });

  it("refuses a bond below what is at stake", async () => {
    const low = await send("--value-at-stake", "10", "--bond", "0.5");
    expect(low).toMatchObject({ code: 1, stdout: expect.stringContaining("OracleBondTooLow") });
  });

  it("gives the fee back in its asset when nobody answers", async () => {
    await story.world.node?.stop();
    const sent = await send();
    expect(sent, sent.stderr).toMatchObject({ code: 0 });
    const { requestId, deadline } = JSON.parse(sent.stdout);
    await story.pass(deadline - (await story.now()) + 1);
    await story.world.startNode();
    await story.pass(60);
    await untilStatus(story, BigInt(requestId), status.void);
    const back = await story.openimo("withdraw", "--asset", asset, "--json");
    expect(back, back.stderr).toMatchObject({ code: 0 });
    expect(JSON.parse(back.stdout)).toMatchObject({ asset, amount: String(FEE) });
    expect(await balanceOf(addressOf(story.wallet.requester))).toBe(FEE);
    const ether = await story.openimo("withdraw", "--json");
    expect(JSON.parse(ether.stdout)).toMatchObject({ asset: zeroAddress, amountWei: String(5n * 10n ** 14n) });
  });

  it("earns in its asset, which anybody may settle and the node leaves to others", async () => {
    await untilStatus(story, answered, status.final);
    const oracle = { address: story.deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
    const revenue = { ...oracle, functionName: "unsettledRevenue", args: [BigInt(modelId)] } as const;
    expect(await story.reader.readContract(revenue)).toBe(FEE);
    const developer = addressOf(story.wallet.developer);
    expect(await openimo("model", "settle", modelId, "--development-key", "6")).toMatchObject({
      recipient: developer,
      asset,
      amount: String(FEE),
    });
    expect(await story.reader.readContract(revenue)).toBe(0n);
    const owed = { ...oracle, functionName: "assetCredit", args: [developer, asset] } as const;
    expect(await story.reader.readContract(owed)).toBe(FEE);
  });

  it("is launched with a token that shares its asset, and pays its holders", async () => {
    const { token, offering, tokenTerms } = await openimo(
      ...["offering", "create", modelId, "--name", "Plain Share", "--symbol", "PLAIN", "--sale-supply", "1000"],
      ...["--soft-cap", "1", "--hard-cap", "1", "--duration", "2h", "--period", "1h", "--holder-share", "100%"],
      ...["--development-key", "0"],
    );
    expect(tokenTerms.revenueAssets).toEqual([asset]);
    await openimo("offering", "commit", offering, "--amount", "1", "--development-key", "3");
    await story.pass(2 * 3600 + 120);
    await openimo("offering", "finalise", offering, "--development-key", "6");
    await openimo("offering", "claim", offering, "--development-key", "3");

    const sent = await send("--wait");
    expect(sent, sent.stderr).toMatchObject({ code: 0 });
    await story.pass(60);
    await untilStatus(story, BigInt(JSON.parse(sent.stdout).requestId), status.final);
    const settled = await openimo("model", "settle", modelId, "--development-key", "6");
    expect(settled).toMatchObject({ recipient: token, asset, amount: String(FEE) });
    expect(await balanceOf(token)).toBe(FEE);

    await story.pass(PERIOD_SECONDS);
    const holder = addressOf(story.wallet.investorA);
    expect(await openimo("claim", "--token", token, "--development-key", "3")).toMatchObject({
      claims: [{ token, amountWei: "0", assets: [{ asset, amount: String(FEE) }] }],
    });
    expect(await balanceOf(holder)).toBe(FEE);
  });
});
