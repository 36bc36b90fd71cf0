import { ETHER } from "@openimo/contracts";
import { expect, test } from "vitest";
import { type HistoryRow, historyCsv } from "./history-csv.ts";

const row: HistoryRow = {
  timestamp: 1_700_000_000,
  kind: "revenue",
  model: "digits",
  asset: ETHER.address,
  unit: ETHER,
  amount: 1_000_000_000_000_000_001n,
  blockNumber: 12n,
  transactionHash: `0x${"ab".repeat(32)}`,
};

const linesOf = (...rows: HistoryRow[]) => historyCsv(rows).split("\r\n");

test("times are ISO 8601 and amounts exact to the wei", () => {
  expect(linesOf(row)).toEqual([
    "time,event,model,amount,unit,unit_address,base_units,block,transaction",
    `2023-11-14T22:13:20.000Z,revenue,digits,1.000000000000000001,ETH,${ETHER.address},1000000000000000001,12,0x${"ab".repeat(32)}`,
    "",
  ]);
});

test.each([
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@a", "'@a"],
  ['a "b", c', '"a ""b"", c"'],
  ["=1\n2", '"\'=1\n2"'],
])("a model named %j is text in a spreadsheet", (model, expected) => {
  expect(historyCsv([{ ...row, model }])).toContain(`,revenue,${expected},1.0`);
});

test("an asset that doesn't tell its decimals has base units only", () => {
  expect(linesOf({ ...row, unit: undefined })[1]).toContain(`,digits,,,${ETHER.address},1000000000000000001,`);
});
