import { readFileSync } from "node:fs";
import { join } from "node:path";
import { launchpadAbi, revenueShareTokenAbi } from "@openimo/contracts";
import type { Browser, Page } from "playwright-core";
import { type Address, erc20Abi, type Hex, parseAbi, parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { creationCode } from "../world/artifact.ts";
import { connectAs, done, draw, openBrowser, openPage, picture, sevenStrokes } from "../world/browser.ts";
import { act, commit, settle } from "../world/launch.ts";
import { addressOf, root, type Story, startStory } from "../world/story.ts";

const mintAbi = parseAbi(["function mint(address account, uint256 amount)"]);
const PACKAGE = join(root, "models/digits/package");
const FEE = 2_500_000n;
const HOUR = 3600;

describe("a fee in an ERC-20, in a browser", { sequential: true }, () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];
  let asset: Address;
  let modelId: Hex;

  beforeAll(async () => {
    story = await startStory({ node: true, web: true });
    const creation = { data: creationCode("SixDecimalAsset") };
    const { contractAddress } = await story.mined(story.wallet.developer.sendTransaction(creation));
    if (!contractAddress) throw new Error("The asset was not created.");
    asset = contractAddress;
    const { modelHash } = JSON.parse(readFileSync(join(PACKAGE, "manifest.json"), "utf8"));
    const { stdout } = await story.openimo(
      ...["model", "register", PACKAGE, "--fee", "2.5", "--fee-asset", asset, "--reward", "0.0005"],
      ...["--uri", `http://127.0.0.1:${story.ports.node}/packages/${modelHash}/`, "--development-key", "0", "--json"],
    );
    ({ modelId } = JSON.parse(stdout));
    browser = await openBrowser();
    ({ page, errors: pageErrors } = await openPage(browser, story.world.webUrl ?? ""));
  });
  afterAll(async () => {
    await browser?.close();
    await story?.stop();
  });

  const visit = (path: string) => page.goto(new URL(path, story.world.webUrl).href);
  const button = (name: string) => page.getByRole("button", { name, exact: true });

  it("the price names both parts", async () => {
    await visit(`/models/${BigInt(modelId)}`);
    await page.getByText("2.5 PLN + 0.0005 ETH").waitFor();
    await picture(page, "asset-model");
  });

  it("an account without the asset is told before it signs", async () => {
    await visit(`/ask/${BigInt(modelId)}`);
    await connectAs(page, "Requester");
    await page.getByText("Your account doesn't hold the fee").waitFor();
    await picture(page, "asset-missing");
    expect(await button("Ask").count()).toBe(0);
  });

  it("the approval is a step of its own, for exactly the fee, and stays after a reload", async () => {
    const requester = addressOf(story.wallet.requester);
    const mint = { address: asset, abi: mintAbi, functionName: "mint", args: [requester, FEE] } as const;
    await story.mined(story.wallet.developer.writeContract(mint));
    await button("Approve 2.5 PLN").waitFor();
    await picture(page, "asset-approve");
    await button("Approve 2.5 PLN").click();
    await done(page, "Approve 2.5 PLN");
    const allowance = { address: asset, abi: erc20Abi, functionName: "allowance" } as const;
    const args = [requester, story.deployment.inferenceOracle] as const;
    expect(await story.reader.readContract({ ...allowance, args })).toBe(FEE);
    await page.reload();
    await button("Ask").waitFor();
    expect(await button("Approve 2.5 PLN").count()).toBe(0);
  });

  it("then the question is asked and answered", async () => {
    await draw(page, sevenStrokes);
    await button("Ask").click();
    await done(page, "Ask");
    await page.waitForURL("**/requests/*");
    await expect.poll(() => page.getByText("7", { exact: true }).count()).toBeGreaterThan(0);
    await page.getByText("2.5 PLN").first().waitFor();
    await picture(page, "asset-request");
  });

  it("the model is launched with a token that shares the asset, and a holder claims it", async () => {
    await visit("/launch");
    await connectAs(page, "Developer");
    await page.getByRole("radio", { name: /digits/ }).check();
    await button("Continue").click();
    await page.getByLabel("Token name").fill("Plain Share");
    await page.getByLabel("Symbol").fill("PLAIN");
    await page.getByLabel("Revenue period").fill("0.05");
    await button("Continue").click();
    await button("Medium").click();
    await page.getByLabel("Length", { exact: true }).fill("1");
    await button("Continue").click();
    await page.getByText("Shared besides ether").waitFor();
    await picture(page, "asset-launch-review");
    await button("Launch").click();
    await done(page, "Launch");
    const { offering, token } = await story.reader.readContract({
      address: story.deployment.launchpad,
      abi: launchpadAbi,
      functionName: "launchOf",
      args: [BigInt(modelId)],
    });
    await commit(story, offering, "investorA", parseEther("20"));
    await story.pass(24 * HOUR + 60);
    await act(story, offering, "stranger", "finalise");
    const holder = addressOf(story.wallet.investorA);
    await settle(story, offering, "stranger", "claim", holder);

    await connectAs(page, "Investor A");
    await button("Settle revenue").click();
    await done(page, "Settle revenue");
    await page.getByText("Earned in this period").waitFor();
    await picture(page, "asset-revenue");
    const balance = { address: asset, abi: erc20Abi, functionName: "balanceOf" } as const;
    expect(await story.reader.readContract({ ...balance, args: [token] })).toBe(FEE);

    await story.pass(2 * HOUR);
    await visit("/portfolio");
    const due = await story.reader.readContract({
      ...{ address: token, abi: revenueShareTokenAbi, functionName: "claimableAsset", args: [holder, asset] },
    });
    expect(due).toBeGreaterThan(0n);
    await page.getByText(/PLN/).first().waitFor();
    await picture(page, "asset-portfolio");
    await button("Claim revenue").click();
    await done(page, "Claim revenue");
    expect(await story.reader.readContract({ ...balance, args: [holder] })).toBe(due);
    await page.getByText("History").waitFor();
    expect(pageErrors).toEqual([]);
  });
});
