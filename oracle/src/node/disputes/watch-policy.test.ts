import { padHex, zeroAddress, zeroHash } from "viem";
import { describe, expect, test } from "vitest";
import type { Request } from "../../chain/request.ts";
import type { ServedModel } from "../served-models.ts";
import { unwatchedReason, type WatchPolicy } from "./watch-policy.ts";

const SECRET = padHex("0x5e", { size: 32 });
const model = { name: "Digits", modelHash: padHex("0xAB", { size: 32 }) } as ServedModel;
const request: Request = {
  ...{ modelId: 0xfen, requester: zeroAddress, nonce: 0n, inputHash: zeroHash, callbackContract: zeroAddress },
  ...{ callbackGasLimit: 0n, callbackDataHash: zeroHash, feeAmount: 1n, operatorRewardWei: 1n, callbackFeeWei: 0n },
  ...{ bondWei: 100n, deadline: 1, windowSeconds: 1, deliverAt: 0, blockNumber: 1n },
};

const everything: WatchPolicy = {
  ...{ watches: true, models: undefined, shareBasisPoints: 10_000, minimumBondWei: 0n },
  ...{ maximumStakeWei: 1n, minimumGainWei: 0n, commitFirst: true },
};

const reason = (changes: Partial<WatchPolicy>, id = 1n, secret = SECRET) =>
  unwatchedReason({ ...everything, ...changes }, { id, request, model, secret });

describe("an answer is checked", () => {
  test("unless the operator chose otherwise, or nothing can be run", () => {
    expect(reason({})).toBeUndefined();
    expect(reason({ watches: false })).toContain("not checked");
    expect(reason({ minimumBondWei: 101n })).toContain("below the minimum");
    expect(reason({ minimumBondWei: 100n })).toBeUndefined();
    const missing = unwatchedReason(everything, { id: 1n, request, model: undefined, secret: SECRET });
    expect(missing).toBe("no package of its model is loaded");
  });

  test.each(["digits", model.modelHash.toLowerCase(), padHex("0xfe", { size: 32 })])(
    "if its model is named %s",
    (name) => {
      expect(reason({ models: new Set([name]) })).toBeUndefined();
      expect(reason({ models: new Set(["another"]) })).toBe("its model is not watched");
    },
  );

  test("in the share that was chosen, which nobody else can foresee", () => {
    const checked = (shareBasisPoints: number, secret = SECRET) =>
      Array.from({ length: 2_000 }, (_, i) => reason({ shareBasisPoints }, BigInt(i), secret) === undefined);
    const count = (all: readonly boolean[]) => all.filter(Boolean).length;
    expect(count(checked(0))).toBe(0);
    expect(count(checked(10_000))).toBe(2_000);
    const tenth = count(checked(1_000));
    expect(tenth).toBeGreaterThan(120);
    expect(tenth).toBeLessThan(280);
    expect(checked(1_000)).toEqual(checked(1_000));
    expect(checked(1_000)).not.toEqual(checked(1_000, zeroHash));
  });
});
