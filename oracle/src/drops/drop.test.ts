import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dropOf, dropText, isInDrop } from "@openimo/contracts/drop-tree";
import { encodeAbiParameters, getAddress, keccak256, parseEther } from "viem";
import { expect, test } from "vitest";
import { readDrop } from "./drop-file.ts";
import { readContributors } from "./read-contributors.ts";

const ALICE = getAddress("0x00000000000000000000000000000000000a11ce");
const BOB = getAddress("0x0000000000000000000000000000000000000b0b");
const CAROL = getAddress("0x00000000000000000000000000000000000ca201");

const table = `account,amount\r\n${ALICE},100\r\n\n${BOB.toLowerCase()}, 0.5\n${CAROL},3.000000000000000001\n`;

function written(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "openimo-drop-")), "drop.json");
  writeFileSync(path, text);
  return path;
}

test("a table is read to the base unit, whatever ends its lines", () => {
  const contributors = readContributors(table);
  expect(contributors.map(({ amount }) => amount)).toEqual([
    parseEther("100"),
    parseEther("0.5"),
    3n * 10n ** 18n + 1n,
  ]);
  expect(contributors[1].account.toLowerCase()).toBe(BOB.toLowerCase());
});

test.each([
  [`${ALICE},1\n${BOB};2`, "Line 2: expected"],
  [`${ALICE},1\n\n${BOB},2,3`, "Line 3: expected"],
  [`account,amount\n0x12,1`, 'Line 2: "0x12" is no address'],
  [`0x00000000000000000000000000000000000a11cE,1`, "is no address"],
  [`0x00000000000000000000000000000000000A11CE,1`, "is no address"],
  [`${ALICE},1e3`, 'Line 1: "1e3" is no amount'],
  [`${ALICE},0.0000000000000000001`, "is no amount"],
  [`${ALICE},0`, "Line 1: the amount is zero"],
  [`${ALICE},1\n${BOB},1\n${ALICE.toLowerCase()},2`, "is already on line 1"],
  [`${ALICE},79228162514.264337593543950336`, "Line 1: all amounts together reach"],
  ["\n\n", "no contributors"],
])("a wrong table is refused with its line: %j", (text, message) => {
  expect(() => readContributors(text)).toThrow(message);
});

test("the drop's leaves are those that the contract hashes", () => {
  const drop = dropOf(readContributors(table));
  expect(drop.amount).toBe(parseEther("103.5") + 1n);
  const [{ index, account, amount, proof }] = drop.claims;
  const words = [{ type: "uint256" }, { type: "address" }, { type: "uint256" }] as const;
  let node = keccak256(keccak256(encodeAbiParameters(words, [BigInt(index), account, amount])));
  for (const sibling of proof) {
    const [low, high] = node < sibling ? [node, sibling] : [sibling, node];
    node = keccak256(`${low}${high.slice(2)}`);
  }
  expect(node).toBe(drop.root);
  for (const claim of drop.claims) expect(isInDrop(drop.root, claim)).toBe(true);
  expect(isInDrop(drop.root, { ...drop.claims[0], amount: 1n })).toBe(false);
});

test("what is written is read back, and nothing else is", () => {
  const drop = dropOf(readContributors(table));
  const text = dropText(drop);
  expect(readDrop(written(text))).toEqual(drop);
  expect(() => readDrop(written("{"))).toThrow("is not JSON");
  expect(() => readDrop(written(text.replace("openimo-drop-1", "other")))).toThrow('wrong at "format"');
  expect(() => readDrop(written(text.replace(/"500000000000000000"/, '"500000000000000001"')))).toThrow("wrong proof");
  const sum = String(drop.amount);
  expect(() => readDrop(written(text.replace(`"${sum}"`, `"${sum}0"`)))).toThrow("its claims are");
  expect(() => readDrop("/nowhere/drop.json")).toThrow("can't be read");
});
