import { inferenceOracleAbi, launchpadAbi } from "@openimo/contracts";
import { textBytes } from "@openimo/runtime";
import type { Browser, Page } from "playwright-core";
import { type Hex, parseEther, toHex } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rightAnswer } from "../world/answers.ts";
import { connectAs, done, openBrowser, openPage } from "../world/browser.ts";
import { act, commit, settle } from "../world/launch.ts";
import { post } from "../world/lies.ts";
import { modelsByName } from "../world/models-by-name.ts";
import { servePackages } from "../world/packages.ts";
import { examine } from "../world/pictures.ts";
import { ask, seven } from "../world/request.ts";
import { addressOf, type Story, startStory } from "../world/story.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;
const MODELS = ["digits", "guardian", "painter"] as const;
const GUARDIAN_BYTES = 256;
/** Longer than a request waits for an answer on the local chain, and than an answer's window. */
const WINDOW_SECONDS = 31;
const TIMEOUT_SECONDS = 2 * HOUR;

/**
 * Pages and states that no other story comes to, each looked at by `examine`: in every language, light and dark, by axe, and at 320
 * pixels.
 */
describe("every page", { sequential: true }, () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];
  let closePackages: () => void;
  let models: ReadonlyMap<string, bigint>;

  beforeAll(async () => {
    story = await startStory({ models: MODELS, web: true });
    ({ close: closePackages } = await servePackages(MODELS, story.ports.node));
    models = await modelsByName(story);
    browser = await openBrowser();
    ({ page, errors: pageErrors } = await openPage(browser, story.world.webUrl ?? ""));
  });
  afterAll(async () => {
    await browser?.close();
    closePackages?.();
    await story?.stop();
  });

  const idOf = (name: (typeof MODELS)[number]): bigint => {
    const id = models.get(name);
    if (id === undefined) throw new Error(`There is no model ${name}.`);
    return id;
  };
  const button = (name: string) => page.getByRole("button", { name, exact: true });

  /** Opens a page and waits until all that it reads is there. */
  async function visit(path: string): Promise<void> {
    await page.goto(new URL(path, story.world.webUrl).href);
    await page.locator("main h1, main h2").first().waitFor();
    await settled();
  }
  const settled = () => expect.poll(() => page.locator("main").getByText("Loading", { exact: true }).count()).toBe(0);

  /** All complaints are told at the end: one of them doesn't stop what comes after it. */
  const found: string[] = [];
  const look = async (name: string, everyDevice = false) => {
    found.push(...(await examine(page, name, everyDevice)));
  };

  async function lookAt(path: string, name: string): Promise<void> {
    await visit(path);
    await look(name, true);
  }

  describe("before a wallet is connected", () => {
    it.each([
      ["/?status=failed", "models-none"],
      ["/portfolio", "portfolio-no-wallet"],
      ["/nowhere", "not-found"],
    ])("%s", lookAt);

    it.each([
      ["digits", "ask-digits", "Clear"],
      ["guardian", "ask-text", "Your text"],
      ["painter", "ask-fields", "New seed"],
    ] as const)("the page on which %s is asked", async (model, name, input) => {
      await visit(`/ask/${idOf(model)}`);
      await page.getByText("Before you sign").waitFor();
      await page.getByText(input, { exact: true }).waitFor();
      await look(name);
    });

    it("a model that has no token", async () => {
      await visit(`/models/${idOf("painter")}`);
      await page.getByText("Checked against the registry").waitFor();
      await look("model-unlaunched");
    });

    it("the wallets", async () => {
      await button("Connect wallet").first().click();
      await page.getByRole("dialog").waitFor();
      await look("wallets");
      await page.keyboard.press("Escape");
    });
  });

  describe("for a developer", () => {
    it("the steps of a launch", async () => {
      await visit("/launch");
      await connectAs(page, "Developer");
      await page.getByRole("button", { name: "Register another model" }).click();
      await look("launch-register");
      await page.getByRole("radio", { name: /digits/ }).check();
      await button("Continue").click();
      await page.getByLabel("Token name").fill("Digits Revenue Share");
      await page.getByLabel("Symbol").fill("DIGIT");
      await page.getByLabel("Revenue period").fill("1");
      await look("launch-token");
      await button("Continue").click();
      await button("Medium").click();
      await look("launch-offering", true);
      await button("Continue").click();
      await look("launch-review");
      await button("Launch").click();
      await page.waitForURL("**/models/*");
      await page.getByRole("region", { name: "Transactions" }).getByText("Done.").waitFor();
      await look("model-launched");
    });
  });

  describe("for an investor", () => {
    it("an open sale, with an amount", async () => {
      await visit(`/models/${idOf("digits")}`);
      await connectAs(page, "Investor A");
      await page.getByLabel("Amount", { exact: true }).fill("15");
      await look("sale-estimate");
      await button("Commit").click();
      await done(page, "Commit");
      await look("sale-committed");
    });

    it("a sold one, whose token earns", async () => {
      const { offering, token } = await story.reader.readContract({
        address: story.deployment.launchpad,
        abi: launchpadAbi,
        functionName: "launchOf",
        args: [idOf("digits")],
      });
      await commit(story, offering, "investorB", parseEther("15"));
      await story.pass(8 * DAY);
      await act(story, offering, "stranger", "finalise");
      await settle(story, offering, "stranger", "claim", addressOf(story.wallet.investorA));
      await story.mined(story.wallet.stranger.sendTransaction({ to: token, value: parseEther("1.5") }));
      await story.pass(DAY + HOUR);
      await button("Claim revenue").waitFor();
      await page.getByText("Burn tokens").click();
      await page.getByLabel("Tokens to burn").fill("1000");
      await page.getByText("Pays out", { exact: true }).waitFor();
      await look("model-earning", true);
    });

    it("a portfolio, and the dialog in which tokens are burnt", async () => {
      await visit("/portfolio");
      await page.getByRole("heading", { name: "Claimable now" }).waitFor();
      await look("portfolio", true);
      await button("Burn tokens…").first().click();
      await page.getByRole("dialog", { name: "Burn tokens" }).getByLabel("Tokens to burn").fill("1000");
      await look("portfolio-redeem");
      await page.keyboard.press("Escape");
    });
  });

  describe("for who asks", () => {
    const open = (requestId: bigint) => visit(`/requests/${requestId}`);
    const picture = (): Hex => `0x07${"0123456789abcdef"}`;

    it("a request that waits, is answered, verified and final", async () => {
      const { requestId, request } = await ask(story, "requester", idOf("digits"));
      await open(requestId);
      await page.getByText("An operator is working on it.").waitFor();
      await connectAs(page, "Requester");
      await look("request-open");
      await post(story, "stranger", request, await rightAnswer("digits", seven()));
      await page.getByText("Not final yet").waitFor();
      await button("Compute it again in this browser").click();
      await page.getByText("Right: this browser gets the same bytes.").waitFor();
      await look("request-verified", true);
      await story.pass(WINDOW_SECONDS);
      await story.mined(
        story.wallet.stranger.writeContract({
          ...{ address: story.deployment.inferenceOracle, abi: inferenceOracleAbi, functionName: "finalise" },
          args: [request],
        }),
      );
      await page.getByText("Not final yet").waitFor({ state: "hidden" });
      await look("request-final");
    });

    it("a picture that a model made", async () => {
      const { requestId, request } = await ask(story, "requester", idOf("painter"), picture());
      await post(story, "stranger", request, await rightAnswer("painter", picture()));
      await open(requestId);
      await page.getByRole("img", { name: "The picture that the model made" }).waitFor();
      await look("request-picture");
    });

    it("a text that was judged, and a request that nobody answered", async () => {
      const text = toHex(textBytes("You are all invited, and there is cake.", GUARDIAN_BYTES));
      const judged = await ask(story, "requester", idOf("guardian"), text);
      await post(story, "stranger", judged.request, await rightAnswer("guardian", text));
      await open(judged.requestId);
      await page.getByText("You are all invited").first().waitFor();
      await look("request-text");
      const { requestId } = await ask(story, "requester", idOf("digits"));
      await story.pass(TIMEOUT_SECONDS);
      await open(requestId);
      await button("Expire").waitFor();
      await look("request-unanswered");
    });

    it("the list of requests, a transaction, and the models with one that is sold", async () => {
      const { receipt } = await ask(story, "requester", idOf("digits"));
      await lookAt("/requests", "requests");
      await lookAt(`/transactions/${receipt.transactionHash}`, "transaction");
      await lookAt("/", "models-live");
    });
  });

  it("had no complaint and no error", () => {
    expect(found).toEqual([]);
    expect(pageErrors).toEqual([]);
  });
});
