import { zeroAddress, zeroHash } from "viem";
import { describe, expect, test } from "vitest";
import { DELIVER_AT, STATUS } from "../chain/request.ts";
import { ANSWER_MARGIN_SECONDS, DELIVER_BASE_GAS, EXPIRE_GRACE_SECONDS, TAKE_OVER_GAS } from "../limits.ts";
import { decide } from "./decide.ts";
import type { RequestView } from "./view.ts";

const OPERATOR = "0x00000000000000000000000000000000000000aa";
const OTHER = "0x00000000000000000000000000000000000000bb";
const CONSUMER = "0x00000000000000000000000000000000000000cc";
const DEADLINE = 1_000;
const WINDOW_END = 2_000;

type Changes = {
  readonly view?: Partial<RequestView>;
  readonly request?: Partial<RequestView["request"]>;
  readonly state?: Partial<RequestView["state"]>;
};

/** An open request that should be answered, with changes. */
function view({ view: changes, request, state }: Changes = {}): RequestView {
  return {
    subject: "request",
    now: 500,
    operator: OPERATOR,
    request: {
      modelId: 1n,
      requester: OTHER,
      nonce: 0n,
      inputHash: zeroHash,
      callbackContract: zeroAddress,
      callbackGasLimit: 0n,
      callbackDataHash: zeroHash,
      feeAmount: 10n,
      operatorRewardWei: 5n,
      callbackFeeWei: 0n,
      bondWei: 100n,
      deadline: DEADLINE,
      windowSeconds: 30,
      deliverAt: DELIVER_AT.finality,
      blockNumber: 7n,
      ...request,
    },
    state: {
      status: STATUS.open,
      proposer: zeroAddress,
      windowEnd: 0,
      outputHash: zeroHash,
      delivered: false,
      deliverySucceeded: false,
      seedSalt: "0x00000000",
      ...state,
    },
    hasPackage: true,
    dataMatches: true,
    inputFits: true,
    hasOutput: true,
    mayTakeOver: false,
    minimumRewardWei: 5n,
    profitFloorWei: undefined,
    answerBytes: 46,
    callbackDataBytes: 0,
    commitFirst: false,
    hasReserve: true,
    gasPriceWei: 1n,
    inFlight: false,
    ...changes,
  };
}

const callback = {
  callbackContract: CONSUMER,
  callbackGasLimit: 50_000n,
  callbackFeeWei: 50_000n + DELIVER_BASE_GAS,
} as const;
const dear = { operatorRewardWei: TAKE_OVER_GAS } as const;
const own = { status: STATUS.answered, proposer: OPERATOR, windowEnd: WINDOW_END } as const;
const others = { ...own, proposer: OTHER } as const;
const final = { ...own, status: STATUS.final } as const;

describe("an open request", () => {
  test.each<[string, string, Changes]>([
    ["is answered", "answer", {}],
    ["that pays exactly the minimum is answered", "answer", { view: { minimumRewardWei: 5n } }],
    ["that pays less is left", "ignore", { view: { minimumRewardWei: 6n } }],
    ["of a model without a package is left", "ignore", { view: { hasPackage: false } }],
    ["whose data has another hash is left", "ignore", { view: { dataMatches: false } }],
    ["whose input the program refuses is left", "ignore", { view: { inputFits: false } }],
    ["with a transaction on its way waits", "wait", { view: { inFlight: true } }],
    ["is answered up to the margin", "answer", { view: { now: DEADLINE - ANSWER_MARGIN_SECONDS } }],
    ["is not answered within the margin", "wait", { view: { now: DEADLINE - ANSWER_MARGIN_SECONDS + 1 } }],
    ["past its deadline waits for the requester", "wait", { view: { now: DEADLINE + EXPIRE_GRACE_SECONDS } }],
    ["past the grace is expired", "expire", { view: { now: DEADLINE + EXPIRE_GRACE_SECONDS + 1 } }],
    ["that pays too little is not expired either", "ignore", { view: { now: 5_000, minimumRewardWei: 6n } }],
    ["with a callback at the answer is answered", "answer", { request: { ...callback, deliverAt: DELIVER_AT.answer } }],
    [
      "with a callback dearer than it pays waits for cheaper gas",
      "wait",
      { request: { ...callback, deliverAt: DELIVER_AT.answer }, view: { gasPriceWei: 4n } },
    ],
    ["with a dear callback at finality is answered", "answer", { request: callback, view: { gasPriceWei: 2n } }],
    ["that earns nothing is answered where there is no floor", "answer", { view: { gasPriceWei: 9n } }],
    ["that earns less than the floor waits", "wait", { view: { profitFloorWei: 0n } }],
    [
      "that earns just the floor is answered",
      "answer",
      { view: { profitFloorWei: 7n, gasPriceWei: 0n }, request: { operatorRewardWei: 7n } },
    ],
    ["whose dispute the account couldn't pay for waits", "wait", { view: { hasReserve: false } }],
    [
      "whose dispute the account couldn't pay for is expired all the same",
      "expire",
      { view: { hasReserve: false, now: DEADLINE + EXPIRE_GRACE_SECONDS + 1 } },
    ],
  ])("%s", (_name, type, changes) => {
    expect(decide(view(changes)).type).toBe(type);
  });
});

describe("an answered request", () => {
  test.each<[string, string, Changes]>([
    ["of ours waits for its window", "wait", { state: own, view: { now: WINDOW_END - 1 } }],
    ["of ours is finalised when the window ends", "finalise", { state: own, view: { now: WINDOW_END } }],
    ["of ours with a transaction on its way waits", "wait", { state: own, view: { now: WINDOW_END, inFlight: true } }],
    ["of another operator is left", "ignore", { state: others }],
    ["that copies ours is taken over", "takeOver", { state: others, request: dear, view: { mayTakeOver: true } }],
    [
      "that copies ours and delivered is taken over for the callback's fee, too",
      "takeOver",
      {
        state: { ...others, delivered: true },
        request: { operatorRewardWei: 1n, ...callback, callbackFeeWei: TAKE_OVER_GAS, deliverAt: DELIVER_AT.answer },
        view: { mayTakeOver: true },
      },
    ],
    ["that copies ours is left when that doesn't pay", "ignore", { state: others, view: { mayTakeOver: true } }],
    [
      "that copies ours waits for a transaction on its way",
      "wait",
      { state: others, request: dear, view: { mayTakeOver: true, inFlight: true } },
    ],
    [
      "that copies ours is left when its window is over",
      "ignore",
      { state: others, request: dear, view: { mayTakeOver: true, now: WINDOW_END } },
    ],
    [
      "that copies ours is left when the account couldn't pay for its dispute",
      "ignore",
      { state: others, request: dear, view: { mayTakeOver: true, hasReserve: false } },
    ],
    ["of ours is never taken over", "wait", { state: own, request: dear, view: { mayTakeOver: true } }],
    ["of another operator with a paid callback waits", "wait", { state: others, request: callback }],
    [
      "of another operator whose callback was made waits, since it may be overturned",
      "wait",
      { state: { ...others, delivered: true }, request: { ...callback, deliverAt: DELIVER_AT.answer } },
    ],
    [
      "of another operator with a dear callback is left",
      "ignore",
      { state: others, request: callback, view: { gasPriceWei: 2n } },
    ],
  ])("%s", (_name, type, changes) => {
    expect(decide(view(changes)).type).toBe(type);
  });
});

describe("a disputed request", () => {
  const disputed = { ...others, status: STATUS.disputed, windowEnd: 0 } as const;
  test.each<[string, string, Changes]>([
    ["is neither finalised nor delivered", "wait", { state: disputed, request: callback, view: { now: WINDOW_END } }],
    ["of ours isn't either", "wait", { state: { ...disputed, proposer: OPERATOR }, request: callback }],
    ["without a callback is left to the court", "ignore", { state: disputed }],
  ])("%s", (_name, type, changes) => {
    expect(decide(view(changes)).type).toBe(type);
  });
});

describe("a final request", () => {
  test.each<[string, string, Changes]>([
    ["without a callback is done", "ignore", { state: final }],
    ["with a callback is delivered", "deliver", { state: final, request: callback }],
    [
      "of ours is delivered even when gas is dear",
      "deliver",
      { state: final, request: callback, view: { gasPriceWei: 9n } },
    ],
    [
      "of another operator is delivered when that pays",
      "deliver",
      { state: { ...final, proposer: OTHER }, request: callback },
    ],
    [
      "of another operator is not delivered when it doesn't",
      "ignore",
      { state: { ...final, proposer: OTHER }, request: callback, view: { gasPriceWei: 2n } },
    ],
    [
      "whose consumer refused is left to its owner",
      "ignore",
      { state: { ...final, delivered: true }, request: callback },
    ],
    ["whose output was not seen is left", "ignore", { state: final, request: callback, view: { hasOutput: false } }],
    ["with a transaction on its way waits", "wait", { state: final, request: callback, view: { inFlight: true } }],
  ])("%s", (_name, type, changes) => {
    expect(decide(view(changes)).type).toBe(type);
  });
});

test.each([
  ["void is left", STATUS.void, "ignore"],
  // Absence proves nothing: another block may have it, and what is gone for good is taken back by the reader.
  ["unknown at a block is looked at again", STATUS.unknown, "wait"],
])("a request that is %s, with a reason", (_name, status, type) => {
  const action = decide(view({ state: { status } }));
  expect(action).toEqual({ type, reason: expect.stringMatching(/./) });
});

test.each([
  [0n, 0n, false, "wait"],
  [1n, 0n, false, "settle"],
  [9n, 10n, false, "wait"],
  [10n, 10n, false, "settle"],
  [10n, 10n, true, "wait"],
])("revenue of %d wei with a minimum of %d, on its way: %s: %s", (unsettledWei, minimumWei, inFlight, type) => {
  expect(decide({ subject: "revenue", unsettledWei, minimumWei, inFlight }).type).toBe(type);
});

test.each([
  [0n, 0n, false, "wait"],
  [9n, 10n, false, "wait"],
  [10n, 10n, false, "withdraw"],
  [10n, 10n, true, "wait"],
])("credit of %d wei with a minimum of %d, on its way: %s: %s", (creditWei, minimumWei, inFlight, type) => {
  expect(decide({ subject: "credit", creditWei, minimumWei, inFlight }).type).toBe(type);
});
