import type { Browser } from "playwright-core";
import type { Hex } from "viem";
import { computeAnswer, fetchModel } from "../../../web/src/verification/compute.ts";
import type { VerificationJob } from "../../../web/src/verification/job.ts";
import { NAMES_FUNCTIONS } from "./throttle.ts";

const RUNS = 5;
const RIGHT = "Right: this browser gets the same bytes.";
const VERIFY = "Compute it again in this browser";

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** From the click to the verdict, in milliseconds: the worker, the package read and checked, the run. */
export async function browserMs(browser: Browser, address: string): Promise<number> {
  const page = await browser.newPage();
  await page.addInitScript(NAMES_FUNCTIONS);
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    await page.goto(address);
    await page.getByRole("button", { name: VERIFY }).waitFor();
    times.push(
      await page.evaluate(
        async ([name, verdict]) => {
          const button = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === name);
          const begin = performance.now();
          button?.click();
          const isThere = () => [...document.querySelectorAll("[role=status]")].some((e) => e.textContent === verdict);
          while (!isThere()) await new Promise(requestAnimationFrame);
          return performance.now() - begin;
        },
        [VERIFY, RIGHT] as const,
      ),
    );
  }
  await page.close();
  return median(times);
}

/** The same in Node: the package read from where it is served and checked, and the run. @returns Its answer too. */
export async function nodeMs(job: VerificationJob): Promise<{ readonly ms: number; readonly answer: Hex }> {
  const times: number[] = [];
  let answer: Hex = "0x";
  for (let i = 0; i < RUNS; i++) {
    const begin = performance.now();
    answer = await computeAnswer(await fetchModel(job, () => {}), job, () => {});
    times.push(performance.now() - begin);
  }
  return { ms: median(times), answer };
}
