import { parseEther } from "viem";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../command-line/errors.ts";
import { curveTerms } from "./curve-terms.ts";

describe("the terms of a curve", () => {
  it.each([
    ["9", "50"],
    ["4", "100"],
    ["2.25", "200"],
    ["1.21", "1000"],
  ])("that grows %s times have the virtual reserve %s for a goal of 100", (multiple, reserve) => {
    expect(curveTerms(parseEther("100"), multiple)).toEqual({
      goal: parseEther("100"),
      virtualReserve: parseEther(reserve),
    });
  });

  it("stay within the contract's bounds at both ends", () => {
    for (const goal of [10_000n, 10_001n, 999_983n, 2n ** 120n - 1n]) {
      expect(curveTerms(goal, "100").virtualReserve * 9n).toBeGreaterThanOrEqual(goal);
      expect(curveTerms(goal, "1.03").virtualReserve).toBeLessThanOrEqual(goal * 100n);
    }
  });

  it.each(["1", "1.0299", "100.0001", "0", "-4", "4x", "1.00001", ""])("can't grow %j times", (multiple) => {
    expect(() => curveTerms(parseEther("1"), multiple)).toThrow(UsageError);
  });
});
