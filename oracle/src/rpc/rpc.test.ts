import { describe, expect, test } from "vitest";
import { agreedHead } from "./agreed-head.ts";
import { comparable, shown } from "./comparable.ts";
import { cooldownMs, type Health, ranked, standingOf } from "./health.ts";
import { tally } from "./tally.ts";

describe("two answers are the same", () => {
  const log = { address: "0xAB", topics: ["0x1"], data: "0x", blockNumber: "0x1", blockHash: "0x2", logIndex: "0x0" };
  test.each([
    ["hex in another case", "eth_call", "0xAB", "0xab", true],
    ["other bytes", "eth_call", "0xab", "0xac", false],
    [
      "a block with fields of one client only",
      "eth_getBlockByHash",
      { hash: "0x1", size: "0x5" },
      { hash: "0x1" },
      true,
    ],
    ["blocks with other parents", "eth_getBlockByHash", { parentHash: "0x1" }, { parentHash: "0x2" }, false],
    ["blocks with other transactions", "eth_getBlockByHash", { transactions: [] }, { transactions: ["0x1"] }, false],
    ["a block and none", "eth_getBlockByHash", { hash: "0x1" }, null, false],
    [
      "logs in another order",
      "eth_getLogs",
      [log, { ...log, logIndex: "0x1" }],
      [{ ...log, logIndex: "0x1" }, log],
      true,
    ],
    ["logs with fields of one client only", "eth_getLogs", [{ ...log, blockTimestamp: "0x9" }], [log], true],
    ["logs of other blocks", "eth_getLogs", [{ ...log, blockHash: "0x3" }], [log], false],
    ["a log less", "eth_getLogs", [log], [], false],
  ])("%s", (_name, method, one, other, same) => {
    expect(comparable(method, one) === comparable(method, other)).toBe(same);
  });

  test("a long one is told by its hash", () => {
    expect(shown('"0x12"')).toBe('"0x12"');
    expect(shown("a".repeat(101))).toMatch(/^101 characters with hash 0x[0-9a-f]{8}$/);
  });
});

test.each([
  [2, { a: "x" }, { type: "open", missing: 1 }],
  [2, { a: "x", b: "y" }, { type: "open", missing: 1 }],
  [2, { a: "x", b: "y", c: "z" }, { type: "open", missing: 1 }],
  [2, { a: "x", b: "x" }, { type: "agreed", answer: "x", by: ["a", "b"], against: [] }],
  [2, { a: "y", b: "x", c: "x" }, { type: "agreed", answer: "x", by: ["b", "c"], against: ["a"] }],
  [2, { a: "x", b: "x", c: "y", d: "y" }, { type: "open", missing: 1 }],
  [1, { a: "x", b: "y" }, { type: "open", missing: 1 }],
  [3, {}, { type: "open", missing: 3 }],
])("a quorum of %d in %j", (quorum, said, verdict) => {
  expect(tally(new Map(Object.entries(said)), quorum)).toEqual(verdict);
});

test.each([
  [
    "two have the same",
    2,
    [
      [7n, "a"],
      [7n, "a"],
    ],
    { type: "agreed", identity: "a", number: 7n },
  ],
  [
    "one is alone ahead",
    2,
    [
      [9n, "z"],
      [7n, "a"],
      [7n, "a"],
    ],
    { type: "agreed", identity: "a", number: 7n },
  ],
  [
    "two are ahead, not equally",
    2,
    [
      [9n, "z"],
      [8n, "y"],
      [7n, "a"],
    ],
    { type: "ask", number: 8n, ahead: [0] },
  ],
  [
    "the most share an old one",
    2,
    [
      [9n, "z"],
      [9n, "y"],
      [7n, "a"],
      [7n, "a"],
    ],
    { type: "ask", number: 9n, ahead: [] },
  ],
  [
    "two forks",
    2,
    [
      [7n, "a"],
      [7n, "b"],
    ],
    { type: "ask", number: 7n, ahead: [] },
  ],
  ["too few", 2, [[7n, "a"]], { type: "open" }],
] as const)("the newest block when %s", (_name, quorum, heads, verdict) => {
  const sightings = new Map(heads.map(([number, identity], i) => [i, { number, identity }]));
  expect(agreedHead(sightings, quorum)).toEqual(verdict);
});

describe("a provider's standing", () => {
  const well: Health = {
    ...{ latencyMs: 10, failureRate: 0, failuresInARow: 0, failedMs: 0, evictedUntilMs: 0 },
    ...{ head: { number: 100n, timestamp: 1_000 }, isForked: false, isForeign: false },
  };
  const agreed = { number: 100n, timestamp: 1_000 };
  test.each([
    ["well", {}, "in use"],
    ["a few blocks behind", { head: { number: 92n, timestamp: 990 } }, "in use"],
    ["more blocks behind", { head: { number: 91n, timestamp: 990 } }, "stale"],
    ["one block behind that is too old", { head: { number: 99n, timestamp: 939 } }, "stale"],
    ["ahead", { head: { number: 200n, timestamp: 2_000 } }, "in use"],
    ["on another fork", { isForked: true }, "stale"],
    ["just failed", { failuresInARow: 1, failedMs: 4_500 }, "cooling down"],
    ["failed a while ago", { failuresInARow: 1, failedMs: 3_900 }, "in use"],
    ["failed often", { failuresInARow: 3, failedMs: 3_900 }, "cooling down"],
    ["a liar", { evictedUntilMs: 6_000 }, "evicted"],
    ["a liar long ago", { evictedUntilMs: 5_000 }, "in use"],
    ["of another chain", { isForeign: true, evictedUntilMs: 6_000 }, "foreign"],
  ])("%s", (_name, change, standing) => {
    expect(standingOf({ ...well, ...change }, agreed, 5_000)).toBe(standing);
  });

  test("decides the order, and what asking costs among equals", () => {
    const [slow, flaky, quick, stale, liar, cooling] = [
      { ...well, latencyMs: 900 },
      { ...well, failureRate: 0.2 },
      { ...well, latencyMs: 20 },
      { ...well, isForked: true },
      { ...well, evictedUntilMs: 9_000 },
      { ...well, failuresInARow: 1, failedMs: 4_900 },
    ];
    const order = ranked([slow, flaky, quick, stale, liar, cooling], agreed, 5_000);
    expect(order).toEqual([quick, slow, flaky, cooling, stale]);
  });

  test("cools down longer each time, up to a minute", () => {
    expect([0, 1, 2, 3, 7, 50].map(cooldownMs)).toEqual([0, 1_000, 2_000, 4_000, 60_000, 60_000]);
  });
});
