/**
 * The whole suite in one command: checks, contracts, units, stories. `npm test -- <stage>` runs one stage of them.
 *
 * Its last line counts every test of every stage as "N passed, N failed".
 */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const results = join(root, "test-results");
const require = createRequire(import.meta.url);

if (Number(process.versions.node.split(".")[0]) < 20) {
  console.error(`OpenIMO needs Node 20 or newer; this is ${process.version}. Get it from https://nodejs.org.`);
  process.exit(1);
}

/** Runs a program with its output shown, and returns its exit code and what it printed. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
      process.stdout.write(text);
    });
    child.once("error", (error) => resolve({ code: 1, output: error.message }));
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

const tsx = (script, ...args) => run(process.execPath, [require.resolve("tsx/cli"), script, ...args]);

async function check() {
  const { code } = await tsx("test/checks/run.ts");
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
}

async function contracts() {
  const { output, code } = await tsx("test/checks/forge.ts", "test");
  const count = /(\d+) tests? passed, (\d+) failed/.exec(output);
  return { passed: Number(count?.[1] ?? 0), failed: Math.max(Number(count?.[2] ?? 0), code === 0 && count ? 0 : 1) };
}

async function vitest(project) {
  mkdirSync(results, { recursive: true });
  const report = join(results, `${project}.json`);
  const { code } = await run(process.execPath, [
    join(dirname(require.resolve("vitest/package.json")), "vitest.mjs"),
    ...["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
  ]);
  const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(report, "utf8"));
  return { passed, failed: Math.max(failed, code === 0 && passed > 0 ? 0 : 1) };
}

async function units() {
  // Found or installed before the clock of any test runs.
  const { code } = await tsx("test/world/postgres.ts");
  return code === 0 ? vitest("units") : { passed: 0, failed: 1 };
}

async function stories() {
  // Found or installed, and compiled, before the clock of any test runs.
  const { code } = await tsx("test/world/chromium.ts");
  const built = await tsx("test/checks/forge.ts", "build", "--quiet");
  return code === 0 && built.code === 0 ? vitest("stories") : { passed: 0, failed: 1 };
}

async function simulation() {
  const server = await tsx("test/world/postgres.ts");
  const built = await tsx("test/checks/forge.ts", "build", "--quiet");
  return server.code === 0 && built.code === 0 ? vitest("simulation") : { passed: 0, failed: 1 };
}

const stages = { check, contracts, units, stories, simulation };
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in stages));
if (unknown.length > 0) {
  console.error(`There is no stage ${unknown.join(", ")}. Stages: ${Object.keys(stages).join(", ")}.`);
  process.exit(2);
}

const total = { passed: 0, failed: 0 };
/** Minutes of both cores: run by its name only. */
const LONG = new Set(["simulation"]);
for (const [name, stage] of Object.entries(stages)) {
  if (wanted.length > 0 ? !wanted.includes(name) : LONG.has(name)) continue;
  console.log(`\n# ${name}`);
  const began = performance.now();
  const { passed, failed } = await stage();
  total.passed += passed;
  total.failed += failed;
  console.log(`# ${name}: ${((performance.now() - began) / 1000).toFixed(1)} s, ${passed} passed, ${failed} failed`);
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
