import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** Names of the tables of attacks in docs/token-and-offering.md, as they are written there. */
function tabled(): string[] {
  const text = readFileSync(join(root, "docs/token-and-offering.md"), "utf8");
  const [, section = ""] = /^## Attacks and their tests$([\s\S]*?)^## /m.exec(text) ?? [];
  const rows = section.split("\n").filter((line) => line.startsWith("| "));
  return rows.flatMap((row) => [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name));
}

test("every attack of the documentation's tables has the test that it names", () => {
  const folder = join(root, "test/contracts");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".t.sol"));
  const sources = files.map((path) => readFileSync(join(folder, path), "utf8")).join("\n");
  const names = new Set([...sources.matchAll(/function (test\w+)\(/g)].map(([, name]) => name));
  const wanted = tabled();
  expect(wanted.length).toBeGreaterThan(100);
  expect(wanted.filter((name) => !names.has(name) && !names.has(`test_Attack_${name}`))).toEqual([]);
});
