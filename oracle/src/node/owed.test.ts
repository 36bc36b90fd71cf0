import { describe, expect, test } from "vitest";
import type { Request } from "../chain/request.ts";
import { Owed } from "./owed.ts";

const MODEL = 7n;
const request = {
  modelId: MODEL,
  bondWei: 100n,
  operatorRewardWei: 10n,
  callbackFeeWei: 1n,
  feeAmount: 50n,
} as Request;
const minimums = (settleMinimumWei: bigint, withdrawMinimumWei: bigint) => ({ settleMinimumWei, withdrawMinimumWei });
const NEVER = minimums(10n ** 18n, 10n ** 18n);

function readAs(creditWei: bigint, unsettledWei: bigint): Owed {
  const owed = new Owed();
  owed.read({ creditWei, unsettled: [unsettledWei] }, [MODEL]);
  return owed;
}

describe("what may be owed", () => {
  test("is nothing new after it was read", () => {
    expect(readAs(10n ** 20n, 10n ** 20n).mayMove(NEVER)).toBe(false);
  });

  test.each([
    ["reaching what is withdrawn", "finalise", request, minimums(51n, 112n), true],
    ["reaching nothing", "finalise", request, minimums(51n, 113n), false],
    ["reaching what is settled", "finalise", request, minimums(50n, 113n), true],
    ["for a model that others settle", "finalise", { ...request, modelId: 8n }, minimums(0n, 113n), false],
    ["putting up a bond", "propose", request, minimums(0n, 0n), false],
    ["for an unknown request", "finalise", undefined, NEVER, true],
    ["paying out", "settle", undefined, NEVER, true],
    ["of another kind", "expire", request, NEVER, true],
  ])("after a transaction %s", (_name, kind, about, policy, may) => {
    const owed = readAs(0n, 0n);
    owed.mined(kind, about);
    expect(owed.mayMove(policy)).toBe(may);
    owed.read({ creditWei: 0n, unsettled: [0n] }, [MODEL]);
    expect(owed.mayMove(policy)).toBe(false);
  });

  test("adds up", () => {
    const owed = readAs(0n, 0n);
    for (let i = 0; i < 2; i++) owed.mined("finalise", request);
    expect(owed.mayMove(minimums(101n, 224n))).toBe(true);
  });
});
