/**
 * `npm run --silent bench:gas`: runs the gas tests and prints their figures, the last line as one JSON object.
 * What is measured and how: docs/gas.md.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { foundryProgram } from "@openimo/contracts/foundry";

const root = join(import.meta.dirname, "../..");

/** Published figures of the incumbent's oracle for the same request, whole transactions, consumer included. */
const incumbent = { request: 307_129, answer: 169_257 };

const { status, stdout, stderr } = spawnSync(
  foundryProgram("forge"),
  ["test", "--match-path", "test/contracts/**/*.gas.t.sol", "-vv"],
  { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
);
if (status !== 0) {
  console.error(stdout, stderr);
  process.exit(1);
}
const figures = Object.fromEntries(
  [...stdout.matchAll(/gas:([a-z0-9A-Z_]+)=(\d+)/g)].map(([, key, gas]) => [key, Number(gas)]),
);
for (const [key, gas] of Object.entries(figures)) console.log(`${key.padEnd(40)} ${gas.toLocaleString("en")}`);

const ours = figures.consumer_request_26B_tx + figures.consumer_propose_46B_callback_tx;
const theirs = incumbent.request + incumbent.answer;
console.log(
  `request + propose + callback: ${ours.toLocaleString("en")} against the incumbent's ${theirs.toLocaleString("en")}`,
);
console.log(JSON.stringify({ ...figures, request_propose_callback_vs_incumbent: Number((ours / theirs).toFixed(3)) }));
