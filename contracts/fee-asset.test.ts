import { zeroAddress } from "viem";
import { expect, test } from "vitest";
import { clearSymbol, ETHER, isEther } from "./fee-asset.ts";

const ASSET = "0x00000000000000000000000000000000000000aa";

test.each(["USDC", "USD₮0", "stETH", "a.b-c+d"])("the symbol %s is shown", (symbol) => {
  expect(clearSymbol(symbol, ASSET)).toBe(symbol);
});

test.each([
  "ETH",
  "eth",
  "",
  "a symbol",
  "0.0005 ETH + USDC",
  "USDC\u202e",
  "USDС",
  "\u001b[2J",
  "ABCDEFGHIJKLM",
  undefined,
])("%j is replaced by the asset's address", (symbol) => {
  expect(clearSymbol(symbol, ASSET)).toBe(ASSET);
});

test("ether is the zero address", () => {
  expect(isEther(ETHER.address)).toBe(true);
  expect(isEther(zeroAddress)).toBe(true);
  expect(isEther(ASSET)).toBe(false);
});
