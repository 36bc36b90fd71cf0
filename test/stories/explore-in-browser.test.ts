import type { Browser, Page } from "playwright-core";
import { parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Child } from "../../local/child.ts";
import { startIndexer } from "../../local/indexer.ts";
import { openBrowser, openPage, picture } from "../world/browser.ts";
import { cuttableRpc } from "../world/cuttable-rpc.ts";
import { type Indexer, openIndexer } from "../world/indexer.ts";
import { act, commit, type Launched, launch, settle } from "../world/launch.ts";
import { post } from "../world/lies.ts";
import { examine } from "../world/pictures.ts";
import { ask, seven, status, until, untilStatus } from "../world/request.ts";
import { addressOf, type Story, startStory } from "../world/story.ts";

const DAY = 86_400;
const short = (address: string) => `${address.slice(0, 8)}…${address.slice(-4)}`;

/** One story: the chain is the same with the index and without it, and so is what the pages say. */
describe("exploring the chain in a browser", { sequential: true }, () => {
  let story: Story;
  let indexer: Indexer;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  let launched: Launched;
  let second: Child | undefined;
  const seen = new Map<string, string>();
  /** All are told at the end: one of them does not stop what comes after it. */
  const complaints: string[] = [];

  beforeAll(async () => {
    story = await startStory({ models: ["digits"], node: true, indexer: true, web: true });
    indexer = openIndexer(story);
    launched = await launch(story);
    await commit(story, launched.offering, "investorA", parseEther("6"));
    await story.pass(DAY + 60);
    await act(story, launched.offering, "stranger", "finalise");
    await settle(story, launched.offering, "stranger", "claim", addressOf(story.wallet.investorA));
    const answered = [];
    for (const role of ["requester", "investorC"] as const) {
      const { requestId } = await ask(story, role, launched.modelId);
      await untilStatus(story, requestId, status.answered);
      answered.push(requestId);
    }
    const { code, stderr } = await story.openimo("nft", "mint", String(answered[0]), "--json");
    expect(code, stderr).toBe(0);
    await story.pass(120);
    for (const requestId of answered) await untilStatus(story, requestId, status.final);
    await until("the fees are the token's", async () =>
      (await story.reader.getBalance({ address: launched.token })) === parseEther("0.002") ? true : undefined,
    );
    await story.world.node?.stop();
    await story.pass(2 * 3_600);
    await story.mined(story.wallet.investorA.sendTransaction({ to: launched.token, value: 1n }));
    const { requestId, request } = await ask(story, "investorC", launched.modelId);
    await post(story, "stranger", request, `0x${"03".repeat(44)}`);
    const contradict = ["request", "contradict", String(requestId), "--development-key", "3", "--yes"];
    const contradicted = await story.openimo(...contradict);
    expect(contradicted.code, contradicted.stderr).toBe(0);
    await indexer.ask("requests");
    browser = await openBrowser();
    ({ page, errors } = await openPage(browser, story.world.webUrl ?? ""));
  });
  afterAll(async () => {
    await browser?.close();
    await second?.stop();
    await story?.stop();
  });

  const visit = (path: string) => page.goto(new URL(path, story.world.webUrl).href);

  /** What a place says, whoever told it. */
  const textOf = async (place: ReturnType<Page["locator"]>) => (await place.allInnerTexts()).join("\n");

  /** In every language, light and dark, by axe, and at 320 pixels. */
  const look = async (name: string) => {
    complaints.push(...(await examine(page, `explore-${name}`)));
  };

  /** The pages and what on each of them has to be the same with the index and without it. */
  const places: Readonly<Record<string, () => Promise<string>>> = {
    async operators() {
      await visit("/operators");
      const cards = page.getByRole("main").getByRole("listitem");
      await page.getByRole("link", { name: short(addressOf(story.wallet.operator)), exact: true }).waitFor();
      await page.getByText(`${short(addressOf(story.wallet.investorA))} against`).waitFor();
      await page.getByRole("region", { name: "Open disputes" }).getByText("digits").waitFor();
      return textOf(cards);
    },
    async operator() {
      await visit(`/operators/${addressOf(story.wallet.operator)}`);
      await page.getByRole("region", { name: "Record" }).getByText("Answers posted").waitFor();
      await page.getByRole("region", { name: "Newest answers" }).getByText("digits").first().waitFor();
      return textOf(page.getByRole("main").getByRole("region"));
    },
    async gallery() {
      await visit("/gallery");
      await page.getByRole("main").getByRole("listitem").getByText("Verified").waitFor();
      return textOf(page.getByRole("main").getByRole("listitem"));
    },
    async token() {
      await visit("/gallery");
      await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
      await page.getByRole("region", { name: "About" }).getByText("digits").waitFor();
      return textOf(page.getByRole("region", { name: "About" }));
    },
    async earnings() {
      await visit(`/models/${launched.modelId}`);
      const panel = page.getByRole("region", { name: "Earnings" });
      await panel.getByRole("img", { name: "Revenue by day" }).waitFor();
      await panel.getByRole("img", { name: "Shared out by period" }).waitFor();
      for (const summary of await panel.getByText("Show as a table").all()) await summary.click();
      return textOf(panel.getByRole("table"));
    },
  };

  it("with the index, lists and charts show what the chain holds", async () => {
    await page.getByText("Last 30 days").waitFor();
    await page.getByRole("listitem").getByText("0.002 ETH").waitFor();
    await look("home");
    for (const [name, read] of Object.entries(places)) {
      seen.set(name, await read());
      await expect(page.getByText("The index doesn't answer.").count()).resolves.toBe(0);
      await look(name);
    }
    expect(seen.get("operators")).toMatch(/Answers posted\s+2\s/);
    expect(seen.get("operators")).toContain("against");
    expect(seen.get("operator")).toMatch(/Answers that are final\s+2\s/);
    expect(seen.get("earnings")).toMatch(/0\.002 ETH\s+2/);
    expect(seen.get("earnings")).toMatch(/Period 1\s+0\.0018 ETH\s+0\.0002 ETH/);
    expect(errors).toEqual([]);
  });

  it("a reorganisation takes back what the page showed", async () => {
    await visit("/operators");
    const newcomer = page.getByRole("link", { name: short(addressOf(story.wallet.investorB)), exact: true });
    const snapshot = await story.test.snapshot();
    const { request } = await ask(story, "investorC", launched.modelId, seven());
    await post(story, "investorB", request, "0x07");
    await newcomer.waitFor();
    await story.test.revert({ id: snapshot });
    await story.test.mine({ blocks: 2 });
    await newcomer.waitFor({ state: "hidden" });
    expect(errors).toEqual([]);
  });

  it("without the index, the pages say so and show the same from the chain", async () => {
    await story.world.indexer?.stop();
    for (const [name, read] of Object.entries(places)) {
      expect(await read(), name).toBe(seen.get(name));
      if (name !== "token") await page.getByText("The index doesn't answer.").first().waitFor();
      await picture(page, `explore-${name}-without-index`);
    }
    await visit("/");
    await page.getByRole("link", { name: "digits", exact: true }).waitFor();
    // What only an index knows is left out, not said to be nothing.
    await expect(page.getByText("Last 30 days").count()).resolves.toBe(0);
    expect(errors).toEqual([]);
  });

  it("the index that is back is used again without a reload, and one that is behind is named with its block", async () => {
    const line = await cuttableRpc(story.world.rpcUrl);
    await visit("/operators");
    const notice = page.getByText("The index doesn't answer.");
    await notice.waitFor();
    await startIndexer({
      ...{ rpcUrl: line.url, port: story.ports.indexer, onLine: () => {} },
      onStarted: (child) => {
        second = child;
      },
    });
    await notice.waitFor({ state: "hidden" });
    const { number } = await story.reader.getBlock();
    line.cut();
    await story.test.mine({ blocks: 12 });
    await page.getByText(`It has read up to block ${number}; the chain is at block ${number + 12n}.`).waitFor();
    await picture(page, "explore-operators-behind");
    line.mend();
    await page.getByText("The index is behind the chain.").waitFor({ state: "hidden" });
    await line.close();
    expect(errors).toEqual([]);
  });

  it("the page may ask the index, and its reader finds nothing to complain of", async () => {
    const { headers } = await fetch(story.world.webUrl ?? "");
    const policy = headers.get("content-security-policy")?.split("; ") ?? [];
    expect(policy.find((directive) => directive.startsWith("connect-src"))).toContain(indexer.url);
    expect(complaints).toEqual([]);
  });
});
