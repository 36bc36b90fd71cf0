import { parseEther } from "viem";
import { expect, test } from "vitest";
import { allocationOf } from "./allocation.ts";

const terms = { saleSupply: parseEther("1000"), softCap: parseEther("5"), hardCap: parseEther("10") };

test("below the soft cap everything is refunded", () => {
  const amount = parseEther("1");
  expect(allocationOf(terms, amount, parseEther("4"))).toEqual({ tokens: 0n, spent: 0n, refund: amount });
});

test("between the caps the price is that of the hard cap", () => {
  const amount = parseEther("1");
  expect(allocationOf(terms, amount, parseEther("6"))).toEqual({
    tokens: parseEther("100"),
    spent: amount,
    refund: 0n,
  });
});

test("over-subscribed, tokens are rounded down and what is spent up", () => {
  const { tokens, spent, refund } = allocationOf(terms, parseEther("1"), parseEther("30"));
  expect(tokens).toBe(33333333333333333333n);
  expect(spent).toBe(333333333333333334n);
  expect(spent + refund).toBe(parseEther("1"));
});
