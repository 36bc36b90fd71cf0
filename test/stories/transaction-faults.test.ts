import type { Browser, Page } from "playwright-core";
import { createWalletClient, type Hex, http, publicActions, testActions } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { developmentMnemonic } from "../../local/world.ts";
import { done, draw, openBrowser, picture, sevenStrokes } from "../world/browser.ts";
import { injectWallet } from "../world/injected-wallet.ts";
import { onlyModel } from "../world/launch.ts";
import { pictures } from "../world/pictures.ts";
import { type Story, startStory } from "../world/story.ts";

/** A development account that no other story's role uses. */
const ACCOUNT = 7;
/** The development chain calls a block final when 64 are on top of it. */
const FINAL_BLOCKS = 70;
const account = mnemonicToAccount(developmentMnemonic, { addressIndex: ACCOUNT });

describe("a transaction that is on its way", () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  const chain = () =>
    createWalletClient({ account, chain: foundry, transport: http(story.world.rpcUrl) })
      .extend(publicActions)
      .extend(testActions({ mode: "anvil" }));

  beforeAll(async () => {
    story = await startStory({ models: ["digits"], node: false, web: true });
    browser = await openBrowser();
  });
  afterEach(async () => {
    await chain().setAutomine(true);
    await page?.context().close();
  });
  afterAll(async () => {
    await browser?.close();
    await story?.stop();
  });

  /** Asks, and stops where the transaction is sent and no block takes it. */
  async function send(): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await injectWallet(page, story.world.rpcUrl, ACCOUNT);
    await page.goto(`${story.world.webUrl}/ask/${await onlyModel(story)}`);
    await page.getByRole("button", { name: "Connect wallet" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Test wallet" }).click();
    await page.getByRole("button", { name: /^Account: / }).waitFor();
    await draw(page, sevenStrokes);
    await chain().setAutomine(false);
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await waiting(page);
  }

  const card = (of: Page) => of.getByRole("region", { name: "Transactions" }).getByRole("article", { name: "Ask" });
  const waiting = (of: Page) => card(of).getByText("Sent. Waiting for a block").waitFor();

  /** The transaction in the pool. */
  async function pending() {
    const { pending: pool } = await chain().getTxpoolContent();
    const own = Object.entries(pool).find(([address]) => address.toLowerCase() === account.address.toLowerCase());
    const [transaction] = Object.values(own?.[1] ?? {});
    if (!transaction) throw new Error("There is nothing in the pool.");
    const { nonce, to, input, value, gas, maxFeePerGas, maxPriorityFeePerGas } = transaction;
    if (!to) throw new Error("It creates a contract.");
    return {
      ...{ nonce: Number(nonce), to, data: input, value: BigInt(value), gas: BigInt(gas) },
      ...{
        maxFeePerGas: 3n * BigInt(maxFeePerGas ?? 0),
        maxPriorityFeePerGas: 3n * BigInt(maxPriorityFeePerGas ?? 0),
      },
    };
  }

  /** What the browser keeps of transactions that aren't final. */
  const kept = () => page.evaluate((): unknown[] => JSON.parse(localStorage.getItem("openimo.sent.31337") ?? "[]"));

  const hashShown = async (): Promise<string> => (await card(page).getByRole("link").getAttribute("href")) ?? "";

  it("is followed after a reload, and in another tab", async () => {
    await send();
    await page.reload();
    await waiting(page);
    const other = await page.context().newPage();
    await other.goto(String(story.world.webUrl));
    await waiting(other);
    await picture(page, "transaction-after-reload");
    await chain().mine({ blocks: 1 });
    await Promise.all([done(page, "Ask"), done(other, "Ask")]);
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await card(page).count()).toBe(0);
  });

  it("is followed when the wallet sends it again with a higher fee", async () => {
    await send();
    const before = await hashShown();
    const hash: Hex = await chain().sendTransaction(await pending());
    await chain().mine({ blocks: 1 });
    await card(page).getByText("Done.").waitFor();
    expect(await hashShown()).toContain(hash);
    expect(before).not.toContain(hash);
  });

  it("ends when the wallet cancels it, and can be sent again", async () => {
    await send();
    const cancelled = { ...(await pending()), to: account.address, data: "0x", value: 0n } as const;
    await chain().sendTransaction(cancelled);
    await chain().mine({ blocks: 1 });
    await card(page).getByText("The transaction was cancelled or replaced in the wallet.").waitFor();
    await picture(page, "transaction-cancelled");
    await chain().setAutomine(true);
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.waitForURL("**/requests/*");
  });

  it("is final when no reorganisation can take it back, and not before", async () => {
    await send();
    await chain().mine({ blocks: 1 });
    await card(page).getByText("Done.").waitFor();
    await page.goto(new URL(await hashShown(), story.world.webUrl).href);
    await page.getByText("Not final yet").waitFor();
    expect(await kept()).toHaveLength(1);
    await pictures(page, "transaction-not-final");
    await chain().mine({ blocks: FINAL_BLOCKS });
    await page.getByText("Final: no reorganisation can undo it.").first().waitFor();
    // Nothing is left to be watched for.
    await expect.poll(kept).toEqual([]);
  });

  it("waits again when a reorganisation takes its block back", async () => {
    await send();
    await chain().setAutomine(true);
    await chain().mine({ blocks: 1 });
    await page.waitForURL("**/requests/*");
    await page.getByText("Waiting for an answer").first().waitFor();
    await chain().request({ method: "anvil_reorg" as never, params: [2, []] as never });
    await chain().mine({ blocks: 1 });
    await page.getByText("No such request").first().waitFor();
    // It had been confirmed, and its card comes back.
    await waiting(page);
    await picture(page, "request-reorganised");
  });
});
