import { serveWeb } from "@openimo/web/serve";
import type { Browser } from "playwright-core";
import { mnemonicToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChain } from "../../local/chain.ts";
import { developmentMnemonic } from "../../local/world.ts";
import { done, draw, openBrowser, openPage, picture, sevenStrokes } from "../world/browser.ts";
import { cuttableRpc } from "../world/cuttable-rpc.ts";
import { freePorts } from "../world/free-ports.ts";
import { injectWallet } from "../world/injected-wallet.ts";
import { onlyModel } from "../world/launch.ts";
import { pictures } from "../world/pictures.ts";
import { type Story, startStory } from "../world/story.ts";

/** A development account that no other story's role uses. */
const ACCOUNT = 7;
/** What an answer of a slow RPC takes. */
const LATE_MS = 700;

describe("the web app when something goes wrong", () => {
  let story: Story;
  let browser: Browser;
  beforeAll(async () => {
    story = await startStory({ models: ["digits"], node: true, web: true });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await story?.stop();
  });

  it("a rejected signature sends nothing, keeps the drawing, and the second try works", async () => {
    const { page } = await openPage(browser, "about:blank");
    const person = await injectWallet(page, story.world.rpcUrl, ACCOUNT);
    await page.goto(`${story.world.webUrl}/ask/${await onlyModel(story)}`);
    await page.getByRole("button", { name: "Connect wallet" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Test wallet" }).click();
    await page.getByRole("button", { name: /^Account: / }).waitFor();
    await draw(page, sevenStrokes);

    const { address } = mnemonicToAccount(developmentMnemonic, { addressIndex: ACCOUNT });
    person.approves = false;
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.getByText("You rejected the signature.").first().waitFor();
    expect(await story.reader.getTransactionCount({ address })).toBe(0);
    await pictures(page, "rejected-signature");

    person.approves = true;
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await done(page, "Ask");
    await page.waitForURL("**/requests/*");
    expect(await story.reader.getTransactionCount({ address })).toBe(1);
    await page.close();
  });

  it("a wallet on another network reads, is asked to switch, and signs after that", async () => {
    const { page } = await openPage(browser, "about:blank");
    const person = await injectWallet(page, story.world.rpcUrl, ACCOUNT);
    person.chainId = 1;
    await page.goto(`${story.world.webUrl}/ask/${await onlyModel(story)}`);
    await page.getByRole("button", { name: "Connect wallet" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Test wallet" }).click();
    const banner = page.getByText("Your wallet is on another network.");
    await banner.waitFor();
    await pictures(page, "wallet-on-other-network");
    await draw(page, sevenStrokes);

    // Whoever doesn't switch signs nothing, neither there nor by the action itself.
    const { address } = mnemonicToAccount(developmentMnemonic, { addressIndex: ACCOUNT });
    const before = await story.reader.getTransactionCount({ address });
    person.approves = false;
    await page.getByRole("button", { name: "Switch to Local chain" }).click();
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.getByText("You rejected the signature.").first().waitFor();
    expect(await banner.isVisible()).toBe(true);
    expect(await story.reader.getTransactionCount({ address })).toBe(before);

    person.approves = true;
    await page.getByRole("button", { name: "Switch to Local chain" }).click();
    await banner.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.waitForURL("**/requests/*");
    expect(await story.reader.getTransactionCount({ address })).toBe(before + 1);
    await page.close();
  });

  it("waits for a slow RPC, and sends once however often it is clicked meanwhile", async () => {
    const line = await cuttableRpc(story.world.rpcUrl);
    line.delay(LATE_MS);
    const packageHosts = [`http://127.0.0.1:${story.ports.node}`];
    const config = { chainId: 31337, rpcUrl: line.url, packageHosts };
    const web = await serveWeb({ host: "127.0.0.1", port: 0, config });
    const { page } = await openPage(browser, "about:blank");
    await injectWallet(page, story.world.rpcUrl, ACCOUNT);
    await page.goto(`${web.url}/ask/${await onlyModel(story)}`);
    await page.getByText("Loading", { exact: true }).first().waitFor({ state: "attached" });
    await picture(page, "rpc-slow");
    await page.getByRole("button", { name: "Connect wallet" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Test wallet" }).click();
    await page.getByRole("button", { name: /^Account: / }).waitFor();
    await draw(page, sevenStrokes);
    const { address } = mnemonicToAccount(developmentMnemonic, { addressIndex: ACCOUNT });
    const before = await story.reader.getTransactionCount({ address });
    const button = page.getByRole("button", { name: "Ask", exact: true });
    await button.dblclick();
    await button.dispatchEvent("click");
    await page.waitForURL("**/requests/*");
    expect(await story.reader.getTransactionCount({ address })).toBe(before + 1);
    expect(await page.getByText("The chain doesn't answer.").count()).toBe(0);
    await page.close();
    await web.close();
    await line.close();
  });

  it("says that the contracts are missing on a chain without them", async () => {
    const ports = await freePorts();
    const { child, rpcUrl } = await startChain(ports.chain);
    const web = await serveWeb({ host: "127.0.0.1", port: 0, config: { chainId: 31337, rpcUrl } });
    const { page } = await openPage(browser, web.url);
    await page.getByText("OpenIMO isn't on this chain").waitFor();
    await picture(page, "contract-missing");
    await page.close();
    await web.close();
    await child.stop();
  });

  it("says that the RPC serves another chain than the configured one", async () => {
    const web = await serveWeb({
      host: "127.0.0.1",
      port: 0,
      config: { chainId: 1, rpcUrl: story.world.rpcUrl },
    });
    const { page } = await openPage(browser, web.url);
    await page
      .getByText(/another chain|OpenIMO isn.t on this chain|isn.t deployed/)
      .first()
      .waitFor();
    await picture(page, "wrong-chain");
    await page.close();
    await web.close();
  });

  it("shows a banner while the RPC is away, and goes on when it is back", async () => {
    const line = await cuttableRpc(story.world.rpcUrl);
    const web = await serveWeb({ host: "127.0.0.1", port: 0, config: { chainId: 31337, rpcUrl: line.url } });
    const { page } = await openPage(browser, web.url);
    await page.getByRole("heading", { name: "digits" }).waitFor();
    line.cut();
    await page.getByText("The chain doesn't answer.").waitFor();
    await picture(page, "rpc-away");
    line.mend();
    await page.getByText("The chain doesn't answer.").waitFor({ state: "hidden" });
    await page.close();
    await web.close();
    await line.close();
  });
});
