import type { Browser, Page } from "playwright-core";
import { NAMES_FUNCTIONS, throttle } from "./throttle.ts";

const SETTLED_MS = 3_000;
const RUNS = 3;

export type Vitals = { readonly lcpMs: number; readonly inpMs: number; readonly cls: number };

type Kept = { lcp: number; cls: number; interactions: Map<number, number> };
declare global {
  interface Window {
    vitals: Kept;
  }
}

/** Runs in the page before its scripts: keeps what the browser tells of its own accord. */
function observe(): void {
  const kept: Kept = { lcp: 0, cls: 0, interactions: new Map() };
  window.vitals = kept;
  const on = (type: string, each: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) each(entry);
    }).observe({ type, buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  on("largest-contentful-paint", ({ startTime }) => {
    kept.lcp = startTime;
  });
  // The sum of all shifts, which is never less than the worst window of them that CLS is.
  on("layout-shift", (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) kept.cls += value;
  });
  on("event", (entry) => {
    const { interactionId, duration } = entry as PerformanceEntry & { interactionId: number };
    if (interactionId > 0)
      kept.interactions.set(interactionId, Math.max(duration, kept.interactions.get(interactionId) ?? 0));
  });
}

/** What a visitor does: searches, filters, changes the theme, opens a model, types an amount, opens the wallets. */
async function use(page: Page): Promise<void> {
  await page.getByRole("searchbox", { name: "Search" }).pressSequentially("dig");
  await page.getByRole("searchbox", { name: "Search" }).press("Backspace");
  await page.getByRole("button", { name: /^Theme: / }).click();
  await page.getByRole("link", { name: "digits", exact: true }).click();
  await page.getByRole("region", { name: "Offering" }).waitFor();
  await page.getByLabel("Amount", { exact: true }).pressSequentially("1.5");
  await page.getByRole("button", { name: "Connect wallet" }).first().click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.waitForTimeout(SETTLED_MS);
}

async function visit(browser: Browser, origin: string): Promise<Vitals> {
  const context = await browser.newContext({ locale: "en", viewport: { width: 412, height: 823 } });
  const page = await context.newPage();
  await page.addInitScript(NAMES_FUNCTIONS);
  await page.addInitScript(observe);
  await throttle(page);
  await page.goto(origin);
  await page.locator("main h2").first().waitFor();
  await page.waitForTimeout(SETTLED_MS);
  // The first interaction ends the search for the largest paint.
  const { lcp } = await page.evaluate(() => ({ lcp: window.vitals.lcp }));
  await use(page);
  const { cls, inp } = await page.evaluate(() => ({
    cls: window.vitals.cls,
    inp: Math.max(0, ...window.vitals.interactions.values()),
  }));
  await context.close();
  return { lcpMs: lcp, inpMs: inp, cls };
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The medians of some visits, each with an empty cache. INP is the slowest interaction of a visit. */
export async function vitals(browser: Browser, origin: string): Promise<Vitals & { readonly runs: readonly Vitals[] }> {
  const runs: Vitals[] = [];
  for (let i = 0; i < RUNS; i++) runs.push(await visit(browser, origin));
  const of = (key: keyof Vitals) => median(runs.map((run) => run[key]));
  return { lcpMs: of("lcpMs"), inpMs: of("inpMs"), cls: of("cls"), runs };
}
