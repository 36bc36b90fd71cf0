/** `npm run check`: format, lint, types, unused code, layers, generated files. Says every complaint before it fails. */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { foundryProgram } from "@openimo/contracts/foundry";
import { brokenImports } from "./layers.ts";
import { slitherComplaints } from "./slither.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(import.meta.url);

function program(name: string, command: string, args: readonly string[]): boolean {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${name}`);
  if (status !== 0) console.log(`${stdout ?? ""}${stderr ?? ""}`);
  return status === 0;
}

const node = (name: string, module: string, ...args: string[]) =>
  program(name, process.execPath, [require.resolve(module), ...args]);

function layers(): boolean {
  const broken = brokenImports(root);
  console.log(`${broken.length === 0 ? "ok  " : "FAIL"} layers`);
  for (const line of broken) console.log(line);
  return broken.length === 0;
}

/** Not every machine has it: what it would find is then left to one that does. */
function staticAnalysis(): boolean {
  const complaints = slitherComplaints(root);
  if (complaints === undefined) {
    console.log("--   static analysis of contracts: not run, since there is no slither (CONTRIBUTING.md)");
    return true;
  }
  console.log(`${complaints.length === 0 ? "ok  " : "FAIL"} static analysis of contracts`);
  for (const line of complaints) console.log(line);
  return complaints.length === 0;
}

const outcomes = [
  node("format and lint", "@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."),
  program("Solidity format", foundryProgram("forge"), ["fmt", "--check"]),
  node("Solidity lint", join(root, "node_modules/solhint/solhint.js"), "--max-warnings", "0", "contracts/src/**/*.sol"),
  node("types", join(root, "node_modules/typescript/bin/tsc"), "--noEmit", "-p", "."),
  // The runtime's own configuration knows neither Node nor the browser's window.
  node("types of the runtime", join(root, "node_modules/typescript/bin/tsc"), "--noEmit", "-p", "runtime"),
  node("unused code and dependencies", join(root, "node_modules/knip/bin/knip.js"), "--no-progress"),
  layers(),
  node("generated ABIs", "tsx/cli", "contracts/script/generate-abi.ts", "--check"),
  staticAnalysis(),
];
process.exit(outcomes.every(Boolean) ? 0 : 1);
