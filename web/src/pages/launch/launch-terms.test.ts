import { parseEther } from "viem";
import { expect, test } from "vitest";
import { EMPTY_DRAFT } from "./launch-draft.ts";
import { launchTerms } from "./launch-terms.ts";

const NOW = 1_900_000_000;
const draft = { ...EMPTY_DRAFT, modelId: "1", tokenName: "Digits", tokenSymbol: "DIGIT" };

test("a filled draft gives terms; starting with the launch is told by 0", () => {
  const { token, offering, problems } = launchTerms(draft, NOW);
  expect(problems).toEqual({});
  expect(token).toEqual({
    name: "Digits",
    symbol: "DIGIT",
    periodSeconds: 86_400,
    holderShareBps: 9_000,
    revenueAssets: [],
  });
  expect(offering).toEqual({
    saleSupply: parseEther("800000"),
    developerSupply: parseEther("200000"),
    softCapWei: parseEther("5"),
    hardCapWei: parseEther("20"),
    accountCapWei: 0n,
    start: 0,
    end: NOW + 7 * 86_400,
  });
});

test.each([
  [{ tokenName: "" }, { tokenName: "name" }],
  [{ tokenSymbol: "A".repeat(17) }, { tokenSymbol: "symbol" }],
  [{ holderPercent: "101" }, { holderPercent: "percent" }],
  [{ periodDays: "0.01" }, { periodDays: "period" }],
  [{ saleSupply: "1,000" }, { saleSupply: "amount" }],
  [{ hardCap: "0" }, { hardCap: "positive", softCap: "caps" }],
  [{ softCap: "21" }, { softCap: "caps" }],
  [{ length: "2", lengthUnit: "hours" }, { length: "length" }],
  [{ start: "time", startAt: "2001-01-01T00:00" }, { startAt: "startPast" }],
  [{ start: "time", startAt: "" }, { startAt: "startPast" }],
])("%o is refused: %o", (change, expected) => {
  expect(launchTerms({ ...draft, ...change }, NOW).problems).toEqual(expected);
});
