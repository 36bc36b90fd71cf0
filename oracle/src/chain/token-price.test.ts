import { ETHER } from "@openimo/contracts";
import { parseEther, parseUnits, zeroAddress } from "viem";
import { describe, expect, it } from "vitest";
import { UsageError } from "../command-line/errors.ts";
import { parsePrice, tickWithin, tokenPrice } from "./token-price.ts";

const DOLLAR = { address: zeroAddress, symbol: "USD", decimals: 6 };
const million = parseEther("1000000");

describe("a price of a token", () => {
  it.each(["", "-1", ".5", "1.", "1e-3", "0,5", `0.${"1".repeat(37)}`])("is not %j", (text) => {
    expect(() => parsePrice("--limit", text)).toThrow(UsageError);
  });

  it("names the highest tick that is not dearer, to the last unit", () => {
    const values = [parseEther("50"), parseEther("50.5"), parseEther("51") + 1n];
    const tick = (price: string) => tickWithin(values, million, ETHER, parsePrice("--limit", price));
    expect(tick("0.000049999999999999")).toBeUndefined();
    expect(tick("0.00005")).toBe(0);
    expect(tick("0.0000505")).toBe(1);
    expect(tick("0.000051")).toBe(1);
    expect(tick("0.000051000000000000000001")).toBe(2);
    expect(tick("1000")).toBe(2);
  });

  it("knows currencies of other decimals, and supplies that divide nothing", () => {
    const values = [parseUnits("25000", 6), parseUnits("26000", 6)];
    expect(tickWithin(values, million, DOLLAR, parsePrice("--limit", "0.025"))).toBe(0);
    expect(tickWithin(values, million, DOLLAR, parsePrice("--limit", "0.026"))).toBe(1);
    expect(tickWithin([1n], 3n * 10n ** 18n, DOLLAR, parsePrice("--limit", "0.0000003333"))).toBeUndefined();
    expect(tickWithin([1n], 3n * 10n ** 18n, DOLLAR, parsePrice("--limit", "0.0000003334"))).toBe(0);
  });

  it("is written with eight digits, rounded down", () => {
    expect(tokenPrice(ETHER, parseEther("60.123"), million)).toBe("0.000060123 ETH");
    expect(tokenPrice(ETHER, 2n, 3n)).toBe("0.66666666 ETH");
    expect(tokenPrice(DOLLAR, parseUnits("25000", 6), million)).toBe("0.025 USD");
    expect(tokenPrice(DOLLAR, parseUnits("123456789", 6), 10n ** 18n)).toBe("123456780 USD");
  });
});
