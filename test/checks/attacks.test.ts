import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const FEWEST_ATTACKS = 40;

test("each attack in the documentation of fault proofs is tried in a test that is there", () => {
  const documentation = readFileSync(join(root, "docs/fault-proofs.md"), "utf8");
  const rows = [...documentation.matchAll(/^\| (.+) \| `(test\/[^`]+)` \| (.+) \|$/gm)];
  expect(rows.length).toBeGreaterThanOrEqual(FEWEST_ATTACKS);
  const missing = rows.filter(([, , file, name]) => !readFileSync(join(root, file), "utf8").includes(name));
  expect(missing.map(([row]) => row)).toEqual([]);
});
