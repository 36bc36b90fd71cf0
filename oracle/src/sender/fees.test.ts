import { parseGwei } from "viem";
import { describe, expect, test } from "vitest";
import { type Fees, type FeeView, feeFor, hastePercent, raiseIsDue, withRoomToTakeBack } from "./fees.ts";

const gwei = (text: string) => parseGwei(text);
const view: FeeView = {
  baseFeeWei: gwei("10"),
  suggestedWei: gwei("1"),
  secondsLeft: undefined,
  capWei: gwei("500"),
  before: undefined,
};
const dynamic = (max: string, tip: string): Fees => ({
  isLegacy: false,
  maxFeeWei: gwei(max),
  priorityFeeWei: gwei(tip),
});
const legacy = (price: string): Fees => ({ isLegacy: true, maxFeeWei: gwei(price), priorityFeeWei: gwei(price) });

test.each([
  [undefined, 0n],
  [100_000, 0n],
  [600, 0n],
  [312, 50n],
  [24, 100n],
  [0, 100n],
  [-5, 100n],
])("with %s seconds left the haste is %s percent", (secondsLeft, percent) => {
  expect(hastePercent(secondsLeft)).toBe(percent);
});

describe("the fee", () => {
  test.each<[string, Partial<FeeView>, Fees | undefined]>([
    ["is patient without a deadline", {}, dynamic("21", "1")],
    ["is patient far from the deadline", { secondsLeft: 900 }, dynamic("21", "1")],
    ["is between halfway", { secondsLeft: 312 }, dynamic("63", "3")],
    ["is hasty near the deadline", { secondsLeft: 20 }, dynamic("105", "5")],
    ["stays below the cap", { secondsLeft: 20, capWei: gwei("50") }, dynamic("50", "5")],
    ["keeps the tip below the whole", { baseFeeWei: 0n, secondsLeft: 20, capWei: gwei("2") }, dynamic("2", "2")],
    ["is none when a block costs more than the cap", { capWei: gwei("9") }, undefined],
    ["is a gas price without a base fee", { baseFeeWei: null }, legacy("1")],
    ["is a higher gas price near the deadline", { baseFeeWei: null, secondsLeft: 0 }, legacy("10")],
    ["is none when the gas price is above the cap", { baseFeeWei: null, capWei: 1n }, undefined],
    [
      "of a replacement follows the base fee",
      { baseFeeWei: gwei("100"), before: dynamic("21", "1") },
      {
        ...dynamic("201", "1.25"),
        priorityFeeWei: gwei("1.25") + 1n,
      },
    ],
    [
      "of a replacement is a quarter more at least",
      { before: dynamic("40", "4") },
      {
        isLegacy: false,
        maxFeeWei: gwei("50") + 1n,
        priorityFeeWei: gwei("5") + 1n,
      },
    ],
    [
      "of a replacement ends at the cap",
      { capWei: gwei("45"), before: dynamic("40", "4") },
      {
        ...dynamic("45", "5"),
        priorityFeeWei: gwei("5") + 1n,
      },
    ],
    [
      "is none when the cap leaves less than pools ask for",
      { capWei: gwei("44"), before: dynamic("40", "4") },
      undefined,
    ],
    [
      "of a legacy replacement is a quarter more at least",
      { baseFeeWei: null, before: legacy("8") },
      {
        isLegacy: true,
        maxFeeWei: gwei("10") + 1n,
        priorityFeeWei: gwei("10") + 1n,
      },
    ],
  ])("%s", (_name, changes, expected) => {
    expect(feeFor({ ...view, ...changes })).toEqual(expected);
  });

  test("of any replacement is one that pools take, and never above the cap", () => {
    let before: Fees | undefined;
    let raises = 0;
    for (let secondsLeft = 700; ; secondsLeft -= 10) {
      const fees = feeFor({ ...view, secondsLeft, before });
      if (fees === undefined) break;
      if (before !== undefined) {
        expect(fees.maxFeeWei * 100n).toBeGreaterThanOrEqual(before.maxFeeWei * 110n);
        expect(fees.priorityFeeWei * 100n).toBeGreaterThanOrEqual(before.priorityFeeWei * 110n);
      }
      expect(fees.maxFeeWei).toBeLessThanOrEqual(view.capWei);
      expect(fees.priorityFeeWei).toBeLessThanOrEqual(fees.maxFeeWei);
      before = fees;
      raises++;
    }
    expect(raises).toBeGreaterThan(5);
    expect(before?.maxFeeWei).toBeGreaterThan(gwei("450"));
  });
});

test.each([
  ["nothing after one block", { blocks: 1n, seconds: 12, secondsLeft: 1_000 }, false],
  ["nothing while there is time", { blocks: 3n, seconds: 36, secondsLeft: 1_000 }, false],
  ["more after a minute in any case", { blocks: 5n, seconds: 60, secondsLeft: 1_000 }, true],
  ["more after an eighth of the time left", { blocks: 2n, seconds: 24, secondsLeft: 190 }, true],
  ["nothing before it", { blocks: 2n, seconds: 22, secondsLeft: 190 }, false],
  ["more after each block at the end", { blocks: 1n, seconds: 12, secondsLeft: 20 }, true],
  ["nothing in the same block", { blocks: 0n, seconds: 12, secondsLeft: 20 }, false],
  ["nothing soon without a deadline", { blocks: 4n, seconds: 48, secondsLeft: undefined }, false],
  ["more in a minute without a deadline", { blocks: 5n, seconds: 60, secondsLeft: undefined }, true],
])("offers %s", (_name, waiting, due) => {
  expect(raiseIsDue(waiting)).toBe(due);
});

test.each([false, true])(
  "what may have to be taken back leaves room for that under the cap (legacy: %s)",
  (isLegacy) => {
    const dear = { ...view, baseFeeWei: isLegacy ? null : gwei("300"), suggestedWei: gwei("300"), secondsLeft: 0 };
    const before = feeFor({ ...dear, capWei: withRoomToTakeBack(view.capWei) });
    expect(before?.maxFeeWei).toBe(withRoomToTakeBack(view.capWei));
    const after = feeFor({ ...dear, before });
    expect(after?.maxFeeWei).toBeLessThanOrEqual(view.capWei);
    expect(after?.maxFeeWei).toBeGreaterThanOrEqual(((before?.maxFeeWei ?? 0n) * 11n) / 10n);
    expect(after?.priorityFeeWei).toBeGreaterThanOrEqual(((before?.priorityFeeWei ?? 0n) * 11n) / 10n);
  },
);
