import { ETHER } from "@openimo/contracts";
import { parseEther, zeroAddress } from "viem";
import { expect, test } from "vitest";
import { decisionOf, EMPTY_PROPOSAL } from "./proposal-draft.ts";

const PAYEE = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const grant = { ...EMPTY_PROPOSAL, payee: ` ${PAYEE}`, amount: "1.5" };

test("a whole draft is a grant in the asset's units, or a version", () => {
  expect(decisionOf(grant, ETHER)).toEqual({
    kind: "grant",
    asset: zeroAddress,
    payee: PAYEE,
    amount: parseEther("1.5"),
  });
  const dollar = { address: PAYEE, symbol: "USDX", decimals: 6 } as const;
  expect(decisionOf(grant, dollar)).toMatchObject({ asset: PAYEE, amount: 1_500_000n });
  expect(decisionOf({ ...EMPTY_PROPOSAL, kind: "version", model: "0x1f " }, ETHER)).toEqual({
    kind: "version",
    modelId: 31n,
  });
});

test.each([
  ["no payee", { payee: "" }],
  ["a mistyped payee", { payee: PAYEE.replace("C8", "c8") }],
  ["nothing", { amount: "0" }],
  ["no amount", { amount: "" }],
  ["more decimals than there are", { amount: "0.0000000000000000001" }],
  ["no model", { kind: "version", model: "digits" }],
] as const)("%s is none", (_name, change) => {
  expect(decisionOf({ ...grant, ...change }, ETHER)).toBe(undefined);
});

test("an asset that isn't known makes none", () => {
  expect(decisionOf(grant, undefined)).toBe(undefined);
});
