import { join } from "node:path";
import { inferenceOracleAbi } from "@openimo/contracts";
import { createHasher, fromHex, type ModelPackage } from "@openimo/runtime";
import type { Browser, Page } from "playwright-core";
import { toHex } from "viem";
import { type HDAccount, mnemonicToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentMnemonic } from "../../local/world.ts";
import { type Connection, connect } from "../../oracle/src/chain/connection.ts";
import { transact } from "../../oracle/src/chain/transact.ts";
import { loadLocalPackage } from "../../oracle/src/models/local-packages.ts";
import { contradictCall, finaliseDisputeCall } from "../../player/src/court-calls.ts";
import { type FoundCase, findCase, readCaseState, untracedKey } from "../../player/src/read-case.ts";
import type { Player } from "../arena/dispute.ts";
import { disputedOf, playerOf, rightTensors, tampered } from "../arena/players.ts";
import { connectAs, done, openBrowser, openPage } from "../world/browser.ts";
import { onlyModel } from "../world/launch.ts";
import { startLie } from "../world/lying-player.ts";
import { servePackages } from "../world/packages.ts";
import { passTime } from "../world/passing-time.ts";
import { fitsPhone, pictures } from "../world/pictures.ts";
import { ask, seven, stateOf, status } from "../world/request.ts";
import { root, type Story, startStory } from "../world/story.ts";

/** Later than claims that nobody fights for are given up in the local court. */
const STALEMATE_SECONDS = 800;
const WATCHER_KEY = "3";

describe("the page of a disputed request", { sequential: true }, () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];
  let closePackages: () => void;
  let connection: Connection;
  let model: ModelPackage;
  let liar: HDAccount;

  beforeAll(async () => {
    story = await startStory({ models: ["digits"], web: true });
    ({ close: closePackages } = await servePackages(["digits"], story.ports.node));
    browser = await openBrowser();
    ({ page, errors: pageErrors } = await openPage(browser, story.world.webUrl ?? ""));
    connection = await connect({ rpcUrl: story.world.rpcUrl, deploymentFile: undefined });
    ({ model } = await loadLocalPackage(join(root, "models/digits/package")));
    liar = mnemonicToAccount(developmentMnemonic, { addressIndex: 6 });
  });
  afterAll(async () => {
    await browser?.close();
    closePackages?.();
    await story?.stop();
  });

  /** An answer whose trace is wrong from a pixel on that nothing follows from, and in a score. */
  async function lieOf(account: HDAccount, score: number): Promise<Player> {
    const disputed = disputedOf(await createHasher(), model, fromHex(seven()), new Uint8Array(16));
    return playerOf(account, disputed, tampered(tampered(await rightTensors(model, disputed.input), 0, 700), 2, score));
  }

  /** A request that the liar has answered, with its page open. */
  async function answeredBy(lie: Player) {
    const { requestId, request } = await ask(story, "requester", await onlyModel(story));
    await story.mined(
      story.wallet.stranger.writeContract({
        ...{ address: story.deployment.inferenceOracle, abi: inferenceOracleAbi, functionName: "propose" },
        args: [request, toHex(lie.answer), "0x"],
        value: request.bondWei,
      }),
    );
    await page.goto(new URL(`/requests/${requestId}`, story.world.webUrl).href);
    return { requestId, id: toHex(requestId, { size: 32 }), request };
  }

  async function caseOf(requestId: bigint): Promise<FoundCase> {
    const found = await findCase(connection, requestId, 0n);
    if (found === undefined) throw new Error("There is no case.");
    return found;
  }

  const progress = () => page.getByRole("list", { name: "Progress" });

  it("says that the answer is doubted, how long others can claim, and at last that it was overturned", async () => {
    const lie = await lieOf(liar, 3);
    const { requestId, id, request } = await answeredBy(lie);
    await page.getByText("Not final yet").waitFor();
    await page.getByRole("button", { name: "Compute it again in this browser" }).click();
    await page.getByText("Wrong: this browser gets other bytes").waitFor();
    await pictures(page, "dispute-answered-wrong");

    const contradicted = await story.openimo("request", "contradict", id, "--development-key", WATCHER_KEY, "--yes");
    expect(contradicted.code, contradicted.stderr).toBe(0);
    await progress().getByText("Other answers can be claimed for").waitFor();
    await page.getByText("2 claims stand.").waitFor();
    const claims = page.getByRole("region", { name: "Claimed answers" }).getByRole("listitem");
    await claims.getByText("Stands").first().waitFor();
    expect(await claims.count()).toBe(2);
    await pictures(page, "dispute-claims");
    expect(await fitsPhone(page)).toBe(true);

    const [played] = await passTime(story, [
      story.startOpenimo("dispute", "play", id, "--development-key", WATCHER_KEY, "--yes", "--json"),
      startLie(connection, liar, { found: await caseOf(requestId), request, side: lie }),
    ]);
    expect(JSON.parse(played.stdout)).toMatchObject({ state: "final", isAnswer: true });
    await progress().getByText("The posted answer was overturned.").waitFor();
    await page.getByText("This is the right one.").waitFor();
    await claims.getByText("Right").waitFor();
    // A bond is shared out a transaction later, and the page may be a block behind.
    await claims.getByText("Lost", { exact: true }).waitFor();
    // Who answered first is still told apart from who was right.
    expect(await progress().textContent()).toContain(`${liar.address.slice(0, 8)}`);
    expect(await page.getByRole("main").getByRole("status").first().textContent()).toContain("7");
    await pictures(page, "dispute-overturned");
    expect((await stateOf(story, requestId)).status).toBe(status.final);
  });

  it("tells of the second round, and of a request that ended without an answer", async () => {
    const [lie, rival] = [
      await lieOf(liar, 5),
      await lieOf(mnemonicToAccount(developmentMnemonic, { addressIndex: 5 }), 7),
    ];
    const { requestId, request } = await answeredBy(lie);
    const { inferenceOracle } = story.deployment;
    await transact(connection, rival.account, await contradictCall(inferenceOracle, request, rival));
    const found = await caseOf(requestId);
    const { claimsEnd } = await readCaseState(connection, found.id);

    await story.pass(claimsEnd - (await story.now()) + 1);
    await progress().getByText("No further answers are taken.").waitFor();
    await pictures(page, "dispute-claims-over");
    await story.pass(STALEMATE_SECONDS);
    const conclusion = finaliseDisputeCall(inferenceOracle, request, found.openedCase, untracedKey(found.openedCase));
    await transact(connection, rival.account, conclusion);
    await progress().getByText("No claim survived, so the case was opened once more.").waitFor();
    await pictures(page, "dispute-second-round");

    const again = await readCaseState(connection, found.id);
    await connectAs(page, "Requester");
    await story.pass(again.claimsEnd - (await story.now()) + 1);
    await page.getByRole("button", { name: "Take the verdict" }).click();
    await done(page, "Take the verdict");
    await page.getByText("No answer survived the dispute.").first().waitFor();
    await page.getByText("The oracle owes you").waitFor();
    await pictures(page, "dispute-void");
    expect(await fitsPhone(page)).toBe(true);
    await page.getByRole("button", { name: "Withdraw credit" }).click();
    await done(page, "Withdraw credit");
    expect(pageErrors).toEqual([]);
  });
});
