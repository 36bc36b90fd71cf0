/**
 * Breaks one rule of the dispute at a time, in a copy of the contracts, and runs the test that has to notice:
 * `npx tsx test/contracts/dispute/mutants.ts [name …]`. It takes minutes, so it is no part of the suite.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { foundryProgram } from "@openimo/contracts/foundry";
import { mutants } from "./mutant-list.ts";
import type { Mutant } from "./mutants/mutant.ts";
import { testFiles } from "./test-files.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const files = testFiles(root);
const COPIED = ["foundry.toml", "contracts/src", "contracts/script", "test/contracts", "test/vectors"];

function copyOfContracts(): string {
  const folder = mkdtempSync(join(tmpdir(), "mutants-"));
  for (const path of COPIED) cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/**
 * Whether the test passes in the copy.
 * @param args Of forge. Tests that deploy by name aren't compiled again with every change of what they deploy: seconds instead of minutes.
 */
function passes(folder: string, test: string, args: readonly string[] = ["--dynamic-test-linking"]): boolean {
  const { FOUNDRY_OUT: _out, FOUNDRY_CACHE_PATH: _cache, ...env } = process.env;
  const { stdout, status } = spawnSync(
    foundryProgram("forge"),
    ["test", "--match-path", files(test), "--match-test", `^${test}\\(`, ...args],
    { cwd: folder, encoding: "utf8", env },
  );
  if (!/Ran \d+ test/.test(stdout)) throw new Error(`${test} did not run:\n${stdout.slice(-2000)}`);
  return status === 0;
}

/** Whether the test notices the change. */
function isKilled(folder: string, { file, from, to, test }: Mutant): boolean {
  const path = join(folder, "contracts/src", file);
  const source = readFileSync(path, "utf8");
  if (source.split(from).length !== 2) throw new Error(`${file} doesn't have exactly one ${JSON.stringify(from)}`);
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
  try {
    // A test that has the code in itself may not have been compiled again: what seems to survive is looked at in full.
    return !passes(folder, test) || !passes(folder, test, ["--out", "out-in-full", "--cache-path", "cache/in-full"]);
  } finally {
    writeFileSync(path, source);
  }
}

const only = process.argv.slice(2);
const chosen = mutants.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
const folder = copyOfContracts();
let survivors = 0;
try {
  for (const test of new Set(chosen.map((mutant) => mutant.test))) {
    if (!passes(folder, test)) throw new Error(`${test} fails without any change`);
  }
  for (const mutant of chosen) {
    const killed = isKilled(folder, mutant);
    if (!killed) survivors++;
    console.log(`${killed ? "killed  " : "SURVIVED"} ${mutant.property} ${mutant.name} (${mutant.test})`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${chosen.length - survivors} of ${chosen.length} killed`);
process.exit(survivors > 0 ? 1 : 0);
