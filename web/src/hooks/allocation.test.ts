import { parseEther } from "viem";
import { expect, test } from "vitest";
import { allocationOf } from "./allocation.ts";

const terms = {
  saleSupply: parseEther("1000"),
  developerSupply: 0n,
  softCapWei: parseEther("5"),
  hardCapWei: parseEther("10"),
  accountCapWei: 0n,
  start: 0,
  end: 1,
};

test("below the soft cap everything is refunded", () => {
  const amount = parseEther("1");
  expect(allocationOf(terms, amount, parseEther("4"))).toEqual({ tokens: 0n, spentWei: 0n, refundWei: amount });
});

test("between the caps the price is that of the hard cap", () => {
  const amount = parseEther("1");
  expect(allocationOf(terms, amount, parseEther("6"))).toEqual({
    tokens: parseEther("100"),
    spentWei: amount,
    refundWei: 0n,
  });
});

test("over-subscribed, tokens are rounded down and what is spent up", () => {
  const { tokens, spentWei, refundWei } = allocationOf(terms, parseEther("1"), parseEther("30"));
  expect(tokens).toBe(33333333333333333333n);
  expect(spentWei).toBe(333333333333333334n);
  expect(spentWei + refundWei).toBe(parseEther("1"));
});
