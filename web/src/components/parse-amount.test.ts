import { expect, test } from "vitest";
import { parseAmount, parseDecimal } from "./parse-amount.ts";

test.each<[string, bigint | undefined]>([
  ["1.5", 150n],
  ["1,5", 150n],
  ["0,25", 25n],
  ["0,001", undefined],
  [" 7 ", 700n],
  ["1000", 100_000n],
  ["1,000", undefined],
  ["1.000.000", undefined],
  ["1,000.5", undefined],
  ["", undefined],
  ["-1", undefined],
  ["1e3", undefined],
])("%j with two decimals is %s", (text, amount) => {
  expect(parseAmount(text, 2)).toBe(amount);
});

test("what could be thousands is refused, where it has as many decimals as it may", () => {
  expect(parseAmount("1,000", 18)).toBeUndefined();
  expect(parseAmount("0,001", 18)).toBe(10n ** 15n);
  expect(parseAmount("1,0001", 18)).toBe(1_000_100_000_000_000_000n);
});

test("numbers are read alike", () => {
  expect(parseDecimal("0,5")).toBe(0.5);
  expect(parseDecimal("20")).toBe(20);
  expect(parseDecimal("")).toBeNaN();
  expect(parseDecimal("1,000")).toBeNaN();
});
