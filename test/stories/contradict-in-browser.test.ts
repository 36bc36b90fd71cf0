import { join } from "node:path";
import { disputeCourtAbi, inferenceOracleAbi } from "@openimo/contracts";
import { createHasher, fromHex, type ModelPackage, requestSeed } from "@openimo/runtime";
import type { Browser, Page } from "playwright-core";
import { keccak256, toHex, zeroAddress } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentMnemonic } from "../../local/world.ts";
import { type Connection, connect } from "../../oracle/src/chain/connection.ts";
import { loadLocalPackage } from "../../oracle/src/models/local-packages.ts";
import { CLAIM_STATUS } from "../../player/src/court-types.ts";
import { type FoundCase, findCase, readClaims } from "../../player/src/read-case.ts";
import { readDuels } from "../../player/src/read-duels.ts";
import { disputedOf, playerOf, rightTensors, tampered } from "../arena/players.ts";
import { connectAs, done, openBrowser, openPage } from "../world/browser.ts";
import { startClicking } from "../world/browser-player.ts";
import { onlyModel } from "../world/launch.ts";
import { digitLie, post } from "../world/lies.ts";
import { startLie } from "../world/lying-player.ts";
import { servePackages } from "../world/packages.ts";
import { passTime } from "../world/passing-time.ts";
import { fitsPhone, pictures } from "../world/pictures.ts";
import { requestedIn, seven, stateOf, status } from "../world/request.ts";
import { addressOf, root, type Story, startStory } from "../world/story.ts";

/** Long enough that a commitment is asked for before the claim. */
const WINDOW_SECONDS = 180;
const RELOAD_BEFORE_STEP = 1;

describe("a wrong answer that somebody contradicts from a browser", { sequential: true }, () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];
  let closePackages: () => void;
  let connection: Connection;
  let model: ModelPackage;
  const liar = mnemonicToAccount(developmentMnemonic, { addressIndex: 6 });

  beforeAll(async () => {
    story = await startStory({ models: ["digits"], web: true });
    ({ close: closePackages } = await servePackages(["digits"], story.ports.node));
    browser = await openBrowser();
    ({ page, errors: pageErrors } = await openPage(browser, story.world.webUrl ?? ""));
    connection = await connect({ rpcUrl: story.world.rpcUrl, deploymentFile: undefined });
    await connectAs(page, "Investor A");
    ({ model } = await loadLocalPackage(join(root, "models/digits/package")));
  });
  afterAll(async () => {
    await browser?.close();
    closePackages?.();
    await story?.stop();
  });

  async function askSlowly() {
    const modelId = await onlyModel(story);
    const oracle = { address: story.deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
    const value = await story.reader.readContract({ ...oracle, functionName: "estimateFee", args: [modelId, 0n] });
    const options = {
      ...({ callbackContract: zeroAddress, callbackGasLimit: 0n, callbackData: "0x", deliverAt: 0 } as const),
      ...{ windowSeconds: WINDOW_SECONDS, timeoutSeconds: 0, valueAtStakeWei: 0n, bondWei: 0n },
    };
    const args = [modelId, seven(), options] as const;
    return requestedIn(
      await story.mined(
        story.wallet.requester.writeContract({ ...oracle, functionName: "requestInference", args, value }),
      ),
    );
  }

  const courtCredit = (account: `0x${string}`) =>
    story.reader.readContract({
      ...{ address: story.deployment.disputeCourt, abi: disputeCourtAbi },
      ...{ functionName: "creditWei", args: [account] },
    });

  async function verify(requestId: bigint): Promise<void> {
    await page.goto(new URL(`/requests/${requestId}`, story.world.webUrl).href);
    await page.getByRole("button", { name: "Compute it again in this browser" }).click();
    await page.getByText("Wrong: this browser gets other bytes").waitFor();
    await page.getByText("The bond is lost if your answer is wrong").waitFor();
  }

  /** Commits to the claim, then makes it. */
  async function contradict(requestId: bigint): Promise<FoundCase> {
    await page.getByRole("button", { name: "Prepare to contradict" }).click();
    await page.getByRole("button", { name: "Commit to my answer" }).click();
    await done(page, "Commit to my answer");
    await page.getByRole("button", { name: "Contradict", exact: true }).click();
    await done(page, "Contradict");
    const found = await findCase(connection, requestId, 0n);
    if (found === undefined) throw new Error("There is no case.");
    await page.getByText("Your bond at stake").waitFor();
    return found;
  }

  it("is overturned click by click, through a reload, and the share of the bond is paid out", async () => {
    const { requestId, request } = await askSlowly();
    const lie = await digitLie(liar, model, requestId, 3);
    await post(story, "stranger", request, lie.answer);
    const disputed = disputedOf(await createHasher(), model, fromHex(seven()), requestSeed(requestId, "0x00000000"));
    const right = playerOf(liar, disputed, await rightTensors(model, disputed.input));
    const watcher = addressOf(story.wallet.investorA);

    await verify(requestId);
    await pictures(page, "contradict-risk");
    expect(await fitsPhone(page)).toBe(true);
    const found = await contradict(requestId);

    const [signed] = await passTime(story, [
      startClicking(story, page, async (name, count) => {
        if (name === "Make the next move") await pictures(page, "contradict-duel");
        if (count !== RELOAD_BEFORE_STEP) return;
        await page.reload();
        await page.getByRole("button", { name: "Play from this browser" }).click();
      }),
      startLie(connection, liar, { found, request, side: lie }),
    ]);
    // The liar would have to prove that a right number is wrong, so its time runs out.
    expect(signed).toEqual([
      ...["Make the next move", "Call the time", "Take the court's verdict", "Share out a lost bond"],
    ]);
    await page.getByText("The posted answer was overturned.").waitFor();
    await pictures(page, "contradict-won");
    expect(await fitsPhone(page)).toBe(true);

    expect(await stateOf(story, requestId)).toMatchObject({
      ...{ status: status.final, proposer: watcher, outputHash: keccak256(toHex(right.answer)) },
    });
    const [duel] = await readDuels(connection, found);
    expect(duel.turns).toHaveLength(2);
    const creditWei = await courtCredit(watcher);
    expect(creditWei).toBeGreaterThan(request.bondWei);
    const before = await story.reader.getBalance({ address: watcher });
    await page.getByRole("button", { name: "Withdraw from the court" }).click();
    await done(page, "Withdraw from the court");
    const { transactions } = await story.reader.getBlock();
    const { gasUsed, effectiveGasPrice } = await story.reader.getTransactionReceipt({ hash: transactions[0] });
    const after = await story.reader.getBalance({ address: watcher });
    expect(after - before).toBe(creditWei - gasUsed * effectiveGasPrice);
    expect(await courtCredit(watcher)).toBe(0n);
    expect(pageErrors).toEqual([]);
  });

  it("is proved wrong by the number that a contract computes, and the claim is the older commitment's", async () => {
    const { requestId, request } = await askSlowly();
    const disputed = disputedOf(await createHasher(), model, fromHex(seven()), requestSeed(requestId, "0x00000000"));
    // All scores are in one leaf, which the liar's first move shows already.
    const lie = playerOf(liar, disputed, tampered(await rightTensors(model, disputed.input), 2, 5));
    await post(story, "stranger", request, lie.answer);
    await verify(requestId);
    const found = await contradict(requestId);
    const [claim] = await readClaims(connection, found);
    expect(BigInt(claim.state.priority)).toBeLessThan(found.blockNumber);

    const [signed] = await passTime(story, [
      startClicking(story, page, async () => {}),
      startLie(connection, liar, { found, request, side: lie }),
    ]);
    expect(signed).toEqual(["Prove the fault", "Take the court's verdict", "Share out a lost bond"]);
    expect((await stateOf(story, requestId)).status).toBe(status.final);
    const statuses = (await readClaims(connection, found)).map(({ state }) => state.status);
    expect(statuses).toContain(CLAIM_STATUS.winner);
    expect(pageErrors).toEqual([]);
  });
});
