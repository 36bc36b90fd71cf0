import { expect, test } from "vitest";
import { judgeNonce, type NonceMove, type OpenNonce } from "./judge.ts";

const nonce: OpenNonce = {
  purpose: "wanted",
  isCancelled: false,
  isBlocking: false,
  attempts: 1,
  waiting: { blocks: 1n, seconds: 12, secondsLeft: undefined },
  blocksSinceBroadcast: 1n,
};
const long = { blocks: 10n, seconds: 120, secondsLeft: undefined };

// Nothing takes its place under the cap; what pools dropped would hold up the account for ever.
test.each<[string, Partial<OpenNonce>, NonceMove]>([
  ["waiting for long, and sent lately", { waiting: long }, "wait"],
  ["waiting for long, and sent long ago", { waiting: long, blocksSinceBroadcast: 9n }, "rebroadcast"],
  [
    "of an action that is over, with others behind it",
    { purpose: "over", isBlocking: true, waiting: { ...long, secondsLeft: -100 }, blocksSinceBroadcast: 9n },
    "rebroadcast",
  ],
  [
    "taken back long ago",
    { purpose: "nothing", isCancelled: true, waiting: long, blocksSinceBroadcast: 9n },
    "rebroadcast",
  ],
  ["of an action whose block is gone", { purpose: "baseless", blocksSinceBroadcast: undefined }, "wait"],
])("a nonce at the cap that is %s", (_name, changes, move) => {
  expect(judgeNonce({ ...nonce, ...changes }, true)).toBe(move);
});

test.each<[string, Partial<OpenNonce>, NonceMove]>([
  ["new on its way", {}, "wait"],
  ["stored, and nobody knows whether it was sent", { blocksSinceBroadcast: undefined }, "rebroadcast"],
  ["waiting for long", { waiting: long, blocksSinceBroadcast: 1n }, "raise"],
  ["raised as often as may be, and sent lately", { waiting: long, attempts: 32, blocksSinceBroadcast: 1n }, "wait"],
  [
    "raised as often as may be, and sent long ago",
    { waiting: long, attempts: 32, blocksSinceBroadcast: 9n },
    "rebroadcast",
  ],
  ["patient, and sent some blocks ago", { waiting: { ...long, seconds: 10 }, blocksSinceBroadcast: 5n }, "rebroadcast"],
  [
    "patient for long, and sent some blocks ago",
    { waiting: { ...long, blocks: 40n, seconds: 20 }, blocksSinceBroadcast: 5n },
    "wait",
  ],
  ["of an action that is just over", { purpose: "over", waiting: { ...long, secondsLeft: 0 } }, "wait"],
  ["of an action that is over for a while", { purpose: "over", waiting: { ...long, secondsLeft: -24 } }, "cancel"],
  [
    "of an action that is just over, with others behind it",
    { purpose: "over", isBlocking: true, waiting: { ...long, secondsLeft: 0 } },
    "cancel",
  ],
  ["of an action whose block is gone", { purpose: "baseless" }, "cancel"],
  [
    "of an action whose block is gone, after a start",
    { purpose: "baseless", blocksSinceBroadcast: undefined },
    "cancel",
  ],
  ["refused, with nothing behind it", { purpose: "nothing" }, "wait"],
  ["refused, with others behind it", { purpose: "nothing", isBlocking: true }, "cancel"],
  ["taken back and on its way", { purpose: "nothing", isCancelled: true, isBlocking: true }, "wait"],
  ["taken back and waiting for long", { purpose: "nothing", isCancelled: true, waiting: long }, "raise"],
  ["in the pool by another program", { purpose: "nothing", isBlocking: true, attempts: 0 }, "wait"],
  ["nobody's for long", { purpose: "nothing", isBlocking: true, attempts: 0, waiting: long }, "cancel"],
])("a nonce %s", (_name, changes, move) => {
  expect(judgeNonce({ ...nonce, ...changes })).toBe(move);
});
