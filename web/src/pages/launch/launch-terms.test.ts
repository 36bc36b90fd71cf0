import { ETHER } from "@openimo/contracts";
import { parseEther, zeroAddress } from "viem";
import { expect, test } from "vitest";
import { EMPTY_DRAFT } from "./launch-draft.ts";
import { launchTerms, liquiditySupplyOf } from "./launch-terms.ts";

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
    sale: {
      currency: zeroAddress,
      liquidityShareBasisPoints: 2_000,
      start: 0,
      end: NOW + 7 * 86_400,
      saleSupply: parseEther("800000"),
      developerSupply: parseEther("200000"),
    },
    fixedPrice: { softCap: parseEther("5"), hardCap: parseEther("20"), accountCap: 0n, rounds: [] },
  });
});

test("the token shares what its model earns in", () => {
  const feeAsset = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
  expect(launchTerms(draft, NOW, ETHER, feeAsset).token?.revenueAssets).toEqual([feeAsset]);
  expect(launchTerms(draft, NOW, ETHER, zeroAddress).token?.revenueAssets).toEqual([]);
});

test("a sale in another asset writes its caps in it, and the token shares it once", () => {
  const currency = { address: "0x5FbDB2315678afecb367f032d93F642f64180aa3", symbol: "USDX", decimals: 6 } as const;
  const { token, offering } = launchTerms(draft, NOW, currency, currency.address);
  expect(token?.revenueAssets).toEqual([currency.address]);
  expect(offering?.sale.currency).toBe(currency.address);
  expect(offering?.fixedPrice.hardCap).toBe(20_000_000n);
  expect(launchTerms(draft, NOW, null).problems).toEqual({ currency: "currency" });
});

test.each([
  [{ tokenName: "" }, { tokenName: "name" }],
  [{ tokenSymbol: "A".repeat(17) }, { tokenSymbol: "symbol" }],
  [{ holderPercent: "101" }, { holderPercent: "percent" }],
  [{ periodDays: "0.01" }, { periodDays: "period" }],
  [{ saleSupply: "1,000" }, { saleSupply: "amount" }],
  [{ hardCap: "0" }, { hardCap: "positive", softCap: "caps" }],
  [{ softCap: "21" }, { softCap: "caps" }],
  [{ liquidityPercent: "19.9" }, { liquidityPercent: "liquidity" }],
  [{ length: "2", lengthUnit: "hours" }, { length: "length" }],
  [{ start: "time", startAt: "2001-01-01T00:00" }, { startAt: "startPast" }],
  [{ start: "time", startAt: "" }, { startAt: "startPast" }],
])("%o is refused: %o", (change, expected) => {
  expect(launchTerms({ ...draft, ...change }, NOW).problems).toEqual(expected);
});

const BOB = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const CAROL = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

test("tables of vestings and contributors are what the launch sets aside", () => {
  const tables = { vestings: `${BOB},50000,180,720\n\n${CAROL},1,0,0`, dropTable: `account,amount\n${BOB},700.5\n` };
  const { setAside, problems } = launchTerms({ ...draft, ...tables, dropDays: "90" }, NOW);
  expect(problems).toEqual({});
  expect(setAside).toEqual({
    vestings: [
      { beneficiary: BOB, amount: parseEther("50000"), cliffSeconds: 180 * 86_400, durationSeconds: 720 * 86_400 },
      { beneficiary: CAROL, amount: parseEther("1"), cliffSeconds: 0, durationSeconds: 0 },
    ],
    contributors: [{ account: BOB, amount: parseEther("700.5") }],
    claimSeconds: 90 * 86_400,
    unclaimedTo: undefined,
    tokens: parseEther("50701.5"),
  });
});

test.each([
  [{ vestings: `${BOB},1,0` }, { vestings: "vestingCells" }, { vestings: 1 }],
  [{ vestings: `${BOB},1,0,1\n0x12,1,0,1` }, { vestings: "address" }, { vestings: 2 }],
  [{ vestings: `${BOB},0,0,1` }, { vestings: "positive" }, { vestings: 1 }],
  [{ vestings: `${BOB},1,2,1` }, { vestings: "vestingTimes" }, { vestings: 1 }],
  [{ vestings: `${BOB},1,0,3651` }, { vestings: "vestingTimes" }, { vestings: 1 }],
  [{ vestings: `${BOB},1,,1` }, { vestings: "vestingTimes" }, { vestings: 1 }],
  [{ vestings: `${BOB},1,0,1\n`.repeat(9) }, { vestings: "vestingsMany" }, { vestings: 9 }],
  [{ dropTable: `${BOB},1\n${BOB.toLowerCase()},2` }, { dropTable: "twice" }, { dropTable: 2 }],
  [{ dropTable: `${BOB};1` }, { dropTable: "tableCells" }, { dropTable: 1 }],
  [{ dropTable: "account,amount" }, { dropTable: "tableCells" }, { dropTable: 1 }],
  [{ dropTable: `${BOB},1`, dropDays: "29" }, { dropDays: "dropDays" }, {}],
  [{ dropTable: `${BOB},1`, dropUnclaimedTo: "me" }, { dropUnclaimedTo: "address" }, {}],
  [{ vestings: `${BOB},79228162514,0,1` }, { saleSupply: "supply" }, {}],
])("%o is refused: %o", (change, expected, lines) => {
  const terms = launchTerms({ ...draft, ...change }, NOW);
  expect(terms.problems).toEqual(expected);
  expect(terms.lines).toEqual(lines);
  expect(terms.offering).toBe(undefined);
});

test.each([
  [1_000_000n, 2_000, 200_000n],
  [1n, 2_000, 1n],
  [10_001n, 3_333, 3_334n],
])("of %s for sale and a share of %s it mints %s for liquidity, rounded up", (saleSupply, share, tokens) => {
  expect(liquiditySupplyOf({ saleSupply, liquidityShareBasisPoints: share })).toBe(tokens);
});
