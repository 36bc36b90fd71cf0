import { keccak256, toHex } from "viem";
import { expect, test } from "vitest";
import { apply, outcomesOf, returned, used } from "./changes.ts";
import type { Attempt, Intent, IntentState, NonceRecord } from "./nonce-record.ts";

const hashOf = (name: string) => keccak256(toHex(name));

const intent = (id: bigint, state: IntentState = "sent"): Intent => ({
  ...{ id, key: `key ${id}`, kind: "test", requestId: undefined, gas: 21_000n, deadline: undefined },
  ...{ call: { to: "0x1111111111111111111111111111111111111111", data: "0x" }, priority: "ordinary" },
  ...{ basis: undefined, decidedBlock: 1n, state, isBaseless: false },
});

const attempt = (name: string, intentId: bigint | undefined): Attempt => ({
  ...{ hash: hashOf(name), intentId, raw: "0x", decidedBlock: 1n, decidedTimestamp: 1, broadcastBlock: 1n },
  ...{ fees: { isLegacy: false, maxFeeWei: 1n, priorityFeeWei: 1n }, isRefused: false },
});

/** A nonce of two actions, one after the other, and what took it back. */
const record = (first: IntentState = "sent"): NonceRecord => ({
  nonce: 7,
  intents: [intent(1n, first), intent(2n)],
  attempts: [attempt("first", 1n), attempt("second", 2n), attempt("nothing", undefined)],
  use: undefined,
});

const useBy = (name: string) => ({ hash: hashOf(name), blockNumber: 9n, blockHash: hashOf("block"), costWei: 5n });

test.each<[string, string, boolean, IntentState, [string, string, bigint | undefined][]]>([
  [
    "the first action",
    "first",
    true,
    "sent",
    [
      ["key 1", "done", 5n],
      ["key 2", "replaced", undefined],
    ],
  ],
  [
    "the second action, refused",
    "second",
    false,
    "sent",
    [
      ["key 1", "replaced", undefined],
      ["key 2", "reverted", 5n],
    ],
  ],
  [
    "what takes back",
    "nothing",
    true,
    "sent",
    [
      ["key 1", "replaced", 5n],
      ["key 2", "replaced", 5n],
    ],
  ],
  [
    "another program",
    "other",
    true,
    "sent",
    [
      ["key 1", "superseded", 5n],
      ["key 2", "superseded", 5n],
    ],
  ],
  ["the second action, after the first was refused", "second", true, "refused", [["key 2", "done", 5n]]],
  [
    "the first action, which was said to be refused",
    "first",
    true,
    "refused",
    [
      ["key 1", "done", 5n],
      ["key 2", "replaced", undefined],
    ],
  ],
])("a nonce that %s has used ends its actions", (_name, by, succeeded, first, expected) => {
  const change = used(record(first), useBy(by), succeeded);
  expect(outcomesOf(change).map(({ key, result, costWei }) => [key, result, costWei])).toEqual(expected);
});

test("only the action that was mined is on its way again when its block is gone", () => {
  const nonce = record();
  apply(used(nonce, useBy("first"), true));
  expect([nonce.use?.blockNumber, nonce.intents.map(({ state }) => state)]).toEqual([9n, ["done", "replaced"]]);
  const change = returned(nonce);
  expect(outcomesOf(change).map(({ key, result, hash }) => [key, result, hash])).toEqual([
    ["key 1", "returned", undefined],
  ]);
  apply(change);
  expect([nonce.use, nonce.intents.map(({ state }) => state)]).toEqual([undefined, ["returned", "replaced"]]);
});

test("nothing is on its way again when the block of what took back is gone", () => {
  const nonce = record();
  apply(used(nonce, useBy("nothing"), true));
  expect(outcomesOf(returned(nonce))).toEqual([]);
});
