import { expect, test } from "vitest";
import { UsageError } from "./errors.ts";
import { parseAmount, parsePercent } from "./money.ts";

test.each([
  ["0", 0n],
  ["1", 10n ** 18n],
  ["0.1", 10n ** 17n],
  ["0.000000000000000001", 1n],
  // Beyond 2^53: a floating-point number on the way would show.
  ["9007199254740993.000000000000000001", 9007199254740993n * 10n ** 18n + 1n],
])("%s ether is %d wei", (text, wei) => {
  expect(parseAmount("--fee", text)).toBe(wei);
});

test.each(["", "-1", "+1", ".5", "1.", "1e3", "0x1", "1,5", " 1", "1 eth", "0.0000000000000000001", "NaN"])(
  "%j is no amount",
  (text) => {
    expect(() => parseAmount("--fee", text)).toThrow(UsageError);
  },
);

test.each([
  ["80%", 8_000],
  ["80", 8_000],
  ["0.01%", 1],
  ["12.5%", 1_250],
  ["100%", 10_000],
  ["0", 0],
])("%s is %d basis points", (text, bps) => {
  expect(parsePercent("--holder-share", text)).toBe(bps);
});

test.each(["100.01%", "101", "-1", "0.001%", "abc", ""])("%j is no share", (text) => {
  expect(() => parsePercent("--holder-share", text)).toThrow(UsageError);
});
