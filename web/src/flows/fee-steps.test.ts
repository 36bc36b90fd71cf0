import { decodeFunctionData, erc20Abi, getAddress } from "viem";
import { expect, test } from "vitest";
import { en } from "../messages/en/en.ts";
import { feeSteps } from "./fee-steps.ts";

const ORACLE = getAddress("0x00000000000000000000000000000000000000aa");
const asset = {
  address: getAddress("0x00000000000000000000000000000000000000bb"),
  symbol: "USDX",
  decimals: 6,
} as const;
const steps = (allowance: bigint) =>
  feeSteps(asset, ORACLE, 500n, "0.0005 USDX", { allowance, balance: 1_000n }).map(({ to, data, label, valueWei }) => ({
    to,
    valueWei,
    label: label(en),
    args: decodeFunctionData({ abi: erc20Abi, data }).args,
  }));

test("without an allowance, exactly the fee is approved to the oracle", () => {
  expect(steps(0n)).toEqual([
    { to: asset.address, valueWei: undefined, label: "Approve 0.0005 USDX", args: [ORACLE, 500n] },
  ]);
});

test.each([500n, 501n])("an allowance of %d needs no signature", (allowance) => {
  expect(steps(allowance)).toEqual([]);
});

test("an allowance that is too small is taken back first, as some assets ask", () => {
  expect(steps(499n).map(({ args }) => args)).toEqual([
    [ORACLE, 0n],
    [ORACLE, 500n],
  ]);
});
