import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** So many elements of a complaint are told, by the beginning of their markup. */
const TOLD_ELEMENTS = 3;
const TOLD_CHARACTERS = 180;

declare global {
  interface Window {
    axe: { run(options: RunOptions): Promise<AxeResults> };
  }
}

/** What axe has to say of a page as it is now: each rule that is broken, with the first elements that break it. */
export async function complaints(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  // A theme that was just changed is on the screen a frame later, and some of its colours come by and by.
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const ending = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  const { violations, passes } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
  // A page that axe saw nothing of would break no rule either.
  if (passes.length < 10) throw new Error(`axe found only ${passes.length} rules that concern ${page.url()}.`);
  return violations.map(({ id, nodes }) => {
    const elements = nodes.slice(0, TOLD_ELEMENTS).map(({ html }) => html.slice(0, TOLD_CHARACTERS));
    return `${id} (${nodes.length}): ${elements.join(" | ")}`;
  });
}

/** How far a page reaches beyond its window, and what reaches there; empty when all of it fits. */
export async function overflow(page: Page): Promise<string[]> {
  return page.evaluate((most) => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll("main *, header *, footer *")].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 0.5,
    );
    const told = wide.slice(0, 3).map(({ outerHTML }) => outerHTML.slice(0, most));
    return [`${scrollWidth - clientWidth} px too wide: ${told.join(" | ")}`];
  }, TOLD_CHARACTERS);
}
