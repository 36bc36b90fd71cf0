import { describe, expect, it } from "vitest";
import { deadlineOf, leastBought, leastOf } from "./trade-limits.ts";

describe("a trade's limits", () => {
  it("allow 1% less than now, rounded down", () => {
    expect(leastOf(10_000n)).toBe(9_900n);
    expect(leastOf(1n)).toBe(0n);
  });

  it("count the offered amount in the purchase of the last tokens, of which the contract asks their part", () => {
    expect(leastBought(1_000n, 50n, 50n, 5_000n)).toBe(990n);
    // 500 tokens are left for 50; who offers 200 expects 2,000 of it, and the contract cuts that to a quarter.
    expect(leastBought(500n, 50n, 200n, 500n)).toBe(1_980n);
    expect((leastBought(500n, 50n, 200n, 500n) * 50n) / 200n).toBe(495n);
  });

  it("end after 20 minutes", () => {
    expect(deadlineOf(1_000)).toBe(2_200);
  });
});
