import { toHex } from "viem";
import { expect, test } from "vitest";
import { Random } from "../../../runtime/testing/random.ts";
import { Pace } from "./pace.ts";

const block = (number: number, atMs: number) => ({
  hash: toHex(number),
  number: BigInt(number),
  timestamp: Math.floor(atMs / 1_000),
});

/** Looks as often as a pace wants, each look with some delay of its own, while blocks come at these moments. */
function follow(arrivalsMs: readonly number[], pollMs: number) {
  const pace = new Pace();
  const random = new Random(1);
  const delaysMs: number[] = [];
  let looks = 0;
  let newest = 0;
  for (let nowMs = 0; nowMs < arrivalsMs[arrivalsMs.length - 1]; nowMs += pace.pauseMs(pollMs, nowMs)) {
    nowMs += random.integer(5, 20);
    looks++;
    const number = arrivalsMs.filter((arrivedMs) => arrivedMs <= nowMs).length;
    if (number === newest) continue;
    newest = number;
    delaysMs.push(nowMs - arrivalsMs[number - 1]);
    pace.saw(block(number, arrivalsMs[number - 1]), nowMs);
  }
  const meanMs = delaysMs.reduce((sum, delayMs) => sum + delayMs, 0) / delaysMs.length;
  return { looksEach: looks / arrivalsMs.length, seen: delaysMs.length, meanMs, mostMs: Math.max(...delaysMs) };
}

const every = (gapMs: number, count: number) => Array.from({ length: count }, (_, i) => (i + 1) * gapMs);

test.each([
  [1_000, 250],
  [2_000, 2_000],
  [12_000, 2_000],
])("a chain with a block each %d ms is looked at little more than once a block, polled each %d ms", (gapMs, pollMs) => {
  const { looksEach, seen, meanMs } = follow(every(gapMs, 400), pollMs);
  expect(seen).toBeGreaterThan(390);
  expect(looksEach).toBeLessThan(1.5);
  expect(meanMs).toBeLessThan(0.3 * pollMs);
});

test("no block is seen later than the longest pause after it came", () => {
  const irregular = every(1_700, 300).map((ms, i) => ms + (i % 7) * 90);
  expect(follow(irregular, 250).mostMs).toBeLessThanOrEqual(6 * 250 + 20);
});

test("a chain that was slow and becomes quick is looked at as often as asked for", () => {
  const pace = new Pace();
  const arrivals = [...every(1_000, 20), 20_050, 20_100];
  for (const [i, arrivedMs] of arrivals.entries()) pace.saw(block(i, arrivedMs), arrivedMs);
  expect(pace.pauseMs(250, 20_100)).toBeLessThanOrEqual(250);
});
