import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectAs, openBrowser, picture } from "../world/browser.ts";
import { act, commit, type Launched, launch, settle } from "../world/launch.ts";
import { ask, stateOf, status, until } from "../world/request.ts";
import { addressOf, type Story, startStory } from "../world/story.ts";

const HOUR = 3600;
const LANGUAGES = ["en", "es", "pt-BR"] as const;
const THEMES = ["light", "dark"] as const;
const DEVICES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;
/** WCAG 1.4.10: nothing needs scrolling in two directions at this width. */
const REFLOW = { width: 320, height: 800 } as const;

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

declare global {
  interface Window {
    axe: { run(options: RunOptions): Promise<AxeResults> };
  }
}

/** What axe has to say of a page, each complaint with the first elements that it is about. */
async function complaints(page: Page): Promise<string[]> {
  const { violations, passes } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
  // A page that axe saw nothing of would have no violations either.
  expect(passes.length).toBeGreaterThan(10);
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map(({ html }) => html.slice(0, 160))
        .join(" | ")}`,
  );
}

/** How far the page reaches beyond its window, in pixels, and what reaches there. */
const overflow = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return "";
    const wide = [...document.querySelectorAll("main *, header *, footer *")].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 0.5,
    );
    return `${scrollWidth - clientWidth} px: ${wide
      .slice(0, 3)
      .map(({ outerHTML }) => outerHTML.slice(0, 160))
      .join(" | ")}`;
  });

describe("every page, in each theme and language", { sequential: true }, () => {
  let story: Story;
  let browser: Browser;
  let launched: Launched;
  let paths: Readonly<Record<string, string>>;

  beforeAll(async () => {
    story = await startStory({ models: ["digits"], node: true, web: true });
    launched = await launch(story);
    for (const role of ["investorA", "investorB"] as const) {
      await commit(story, launched.offering, role, parseEther("5"));
    }
    await story.skip(24 * HOUR);
    await act(story, launched.offering, "stranger", "finalise");
    for (const role of ["investorA", "investorB"] as const) {
      await settle(story, launched.offering, "stranger", "claim", addressOf(story.wallet[role]));
    }
    const earned = story.wallet.stranger.sendTransaction({ to: launched.token, value: parseEther("1.5") });
    const { transactionHash } = await story.mined(earned);
    await story.skip(HOUR);
    const { requestId } = await ask(story, "investorA", launched.modelId);
    await until("it is answered", async () => {
      const { status: now } = await stateOf(story, requestId);
      return now === status.answered ? true : undefined;
    });
    browser = await openBrowser();
    paths = {
      models: "/",
      model: `/models/${launched.modelId}`,
      launch: "/launch",
      ask: `/ask/${launched.modelId}`,
      request: `/requests/${requestId}`,
      requests: "/requests",
      portfolio: "/portfolio",
      transaction: `/transactions/${transactionHash}`,
      "not-found": "/nowhere",
    };
  });
  afterAll(async () => {
    await browser?.close();
    await story?.stop();
  });

  it.each(LANGUAGES)("in %s has no violation, fits 320 px, and is kept as a picture", async (language) => {
    const context = await browser.newContext({ locale: language, viewport: DEVICES.desktop });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const errors: string[] = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    // The development wallet is chosen by its English names; then the page is read in the language.
    await context.addInitScript(
      (tag) => localStorage.setItem("openimo.language", sessionStorage.getItem("tag") ?? tag),
      "en",
    );
    await page.goto(new URL("/portfolio", story.world.webUrl).href);
    await connectAs(page, "Investor A");
    await page.evaluate((tag) => sessionStorage.setItem("tag", tag), language);
    await context.addInitScript(axeSource);

    const found: string[] = [];
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(new URL(path, story.world.webUrl).href);
      await page.locator("main h1").first().waitFor();
      await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
      await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => undefined);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
        for (const [device, size] of Object.entries(DEVICES)) {
          await page.setViewportSize(size);
          for (const complaint of await complaints(page)) found.push(`${name} ${theme} ${device}: ${complaint}`);
          await picture(page, `page-${name}-${language}-${theme}-${device}`);
        }
      }
      await page.setViewportSize(REFLOW);
      const beyond = await overflow(page);
      if (beyond) found.push(`${name} at 320 px: ${beyond}`);
    }
    await context.close();
    expect(errors).toEqual([]);
    expect(found).toEqual([]);
  });
});
