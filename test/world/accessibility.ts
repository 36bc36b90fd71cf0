import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** So many elements of a complaint are told, by the beginning of their markup. */
const TOLD_ELEMENTS = 3;
const TOLD_CHARACTERS = 180;

/** A page is calm after so many frames without motion; one that never is, is looked at after so many. */
const CALM_FRAMES = 4;
const MOST_FRAMES = 300;

declare global {
  interface Window {
    axe: { run(options: RunOptions): Promise<AxeResults> };
  }
}

/** What axe has to say of a page as it is now: each rule that is broken, with the first elements that break it. */
export async function complaints(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  // A theme that was just changed comes by and by: an inherited colour goes on its way when the outer element's is there.
  await page.evaluate(
    async ([calmFrames, mostFrames]) => {
      const isMoving = () =>
        document.getAnimations().some(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      for (let [calm, frame] = [0, 0]; calm < calmFrames && frame < mostFrames; frame++) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        calm = isMoving() ? 0 : calm + 1;
      }
    },
    [CALM_FRAMES, MOST_FRAMES] as const,
  );
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
