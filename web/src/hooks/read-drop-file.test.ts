import { dropOf, dropText } from "@openimo/contracts/drop-tree";
import { expect, it } from "vitest";
import { readDropClaims, readDropRoot } from "./read-drop-file.ts";

const OWN = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const OTHER = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const drop = dropOf([
  { account: OTHER, amount: 5n },
  { account: OWN, amount: 7n },
  { account: OWN, amount: 9n },
]);
const text = dropText(drop);

it("finds an account's claims in the file that the command line writes, however the address is spelled", () => {
  expect(readDropClaims(text, OWN)).toEqual(drop.claims.slice(1));
  expect(readDropClaims(text, OWN.toLowerCase() as typeof OWN)).toEqual(drop.claims.slice(1));
});

it("finds the root that it is for", () => {
  expect(readDropRoot(text)).toBe(drop.root);
  expect(readDropRoot(text.replace("openimo-drop-1", "openimo-drop-2"))).toBe(undefined);
  expect(readDropRoot("{")).toBe(undefined);
});

it("finds none of somebody else", () => {
  expect(readDropClaims(text, "0x000000000000000000000000000000000000dEaD")).toEqual([]);
});

it.each([
  ["no JSON", text.slice(1)],
  ["another format", text.replace("openimo-drop-1", "openimo-drop-2")],
  ["nothing", "null"],
  ["no claims", '{"format":"openimo-drop-1"}'],
  ["an address cut short", text.replace(OWN, OWN.slice(0, -1))],
  ["a negative place", text.replace('"index": 0', '"index": -1')],
  ["an amount that is no whole number", text.replace('"amount": "7"', '"amount": "7.5"')],
  ["a proof that is no hash", text.replace(drop.claims[0].proof[0], "0x12")],
])("refuses %s", (_name, damaged) => {
  expect(damaged).not.toBe(text);
  expect(readDropClaims(damaged, OWN)).toBe(undefined);
});
