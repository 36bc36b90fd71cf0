import { expect, test } from "vitest";
import { fillBuckets } from "./revenue-buckets.ts";

const earned = [
  { at: 95, amount: 1n },
  { at: 100, amount: 2n },
  { at: 109, amount: 3n },
  { at: 110, amount: 4n },
  { at: 131, amount: 5n },
];

test("earnings fall into equal stretches up to now, and those without any are there", () => {
  const rows = fillBuckets(earned, { now: 131, bucketSeconds: 10, buckets: 4, isCut: false });
  expect(rows).toEqual([
    { start: 100, calls: 2, amount: 5n },
    { start: 110, calls: 1, amount: 4n },
    { start: 120, calls: 0, amount: 0n },
    { start: 130, calls: 1, amount: 5n },
  ]);
});

test("a stretch that may miss earnings isn't shown", () => {
  const rows = fillBuckets(earned.slice(2), { now: 131, bucketSeconds: 10, buckets: 4, isCut: true });
  expect(rows.map(({ start }) => start)).toEqual([110, 120, 130]);
});

test("nothing earned is nothing, not a gap", () => {
  const rows = fillBuckets([], { now: 131, bucketSeconds: 10, buckets: 2, isCut: false });
  expect(rows.map(({ amount }) => amount)).toEqual([0n, 0n]);
});
