import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mutants } from "../contracts/dispute/mutant-list.ts";
import { testFiles } from "../contracts/dispute/test-files.ts";

const root = join(import.meta.dirname, "../..");
const invariants = readFileSync(join(root, "test/contracts/dispute/invariants.md"), "utf8");
const numbers = [...invariants.matchAll(/^(\d+)\. \*\*/gm)].map(([, number]) => Number(number));

test("every invariant of disputes has rules that are broken one at a time", () => {
  expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect([...new Set(mutants.map(({ property }) => property))].sort()).toEqual(numbers);
});

test("every broken rule is one of the contracts as they are, and its test is there", () => {
  const fileOf = testFiles(root);
  for (const { name, file, from, to, test: notices } of mutants) {
    const source = readFileSync(join(root, "contracts/src", file), "utf8");
    expect({ name, times: source.split(from).length - 1 }).toEqual({ name, times: 1 });
    expect(to).not.toBe(from);
    expect(fileOf(notices)).toMatch(/\.t\.sol$/);
  }
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
});
