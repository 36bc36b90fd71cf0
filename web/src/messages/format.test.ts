import { expect, test } from "vitest";
import { createFormat } from "./format.ts";

const format = createFormat("en", "ETH");

test("amounts are cut, never rounded up, and small ones keep their digits", () => {
  expect(format.ether(1_999_999_999_999_999_999n)).toBe("1.9999 ETH");
  expect(format.ether(12_345_678_901_234n)).toBe("0.0000123 ETH");
  expect(format.ether(0n)).toBe("0 ETH");
});

test("the exact amount has every digit", () => {
  expect(format.exactEther(123_456_789_000_000_000_000_000_001n)).toBe("123,456,789.000000000000000001 ETH");
});

test("a duration has its two largest units", () => {
  expect(format.duration(90_061)).toBe("1 day 1 hr");
  expect(format.duration(86_400)).toBe("1 day");
  expect(format.duration(0)).toBe("0 sec");
});
