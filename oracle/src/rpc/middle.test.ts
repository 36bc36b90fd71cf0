import { describe, expect, test } from "vitest";
import { middleOf } from "./middle.ts";

describe("the value in the middle", () => {
  test.each([
    ["one", [7], 7, 7],
    ["two", [9, 7], 7, 9],
    ["one that is far too high", [1_000, 7, 8], 8, 8],
    ["one that is far too low", [0, 7, 8], 7, 7],
    ["four", [1, 2, 3, 4], 2, 3],
  ])("of %s", (_name, values, lower, higher) => {
    const all = values.map(BigInt);
    expect(middleOf(all, "lower")).toBe(BigInt(lower));
    expect(middleOf(all, "higher")).toBe(BigInt(higher));
  });

  test("of nothing is none", () => expect(() => middleOf([], "lower")).toThrow(RangeError));
});
