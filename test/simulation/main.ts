/**
 * `npm run simulate -- --seeds N [--first F] [--at-once M] [--twice] [--verbose]`: runs of the whole system, one for each seed from F on.
 * What is simulated and what must hold: docs/simulation.md. What happened in one that failed is left in test-results/simulation. The last
 * line is one JSON object.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startPostgres } from "../world/postgres.ts";
import { root } from "../world/root.ts";
import { buildBase } from "./base.ts";
import { PROVIDERS, ROLES } from "./cast.ts";
import { buildProgram } from "./program.ts";
import { simulate } from "./run.ts";
import { Truth } from "./truth.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "20" },
    first: { type: "string", default: "1" },
    "at-once": { type: "string", default: "2" },
    twice: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
  },
});

const LOGS = join(root, "test-results/simulation");

const program = await buildProgram(true);
const [base, truth, server] = [await buildBase(program), await Truth.load(), await startPostgres()];
const first = Number(values.first);
const failed: number[] = [];
let kills = 0;
let slowest = 0;
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => first + index);

async function runSeed(seed: number): Promise<void> {
  const newDatabase = seed % 4 === 0 ? undefined : () => server.createDatabase();
  const lines: string[] = [];
  const onLine = (line: string) => {
    lines.push(`${new Date().toISOString()} ${line}`);
    if (values.verbose) console.log(`  ${line}`);
  };
  const options = { seed, base, truth, program, roles: ROLES, providers: PROVIDERS, newDatabase, onLine };
  try {
    const result = await simulate(options);
    const again = values.twice ? await simulate(options) : result;
    const faults = [...result.faults, ...(again.digest === result.digest ? [] : ["the second run has another trace"])];
    kills += result.kills;
    slowest = Math.max(slowest, result.seconds);
    const facts = `${result.seconds.toFixed(1)} s, ${result.blocks} blocks, ${result.kills} kills, trace ${result.digest}`;
    console.log(`seed ${seed}: ${faults.length === 0 ? "passed" : "FAILED"}, ${facts}`);
    for (const fault of faults) console.log(`  ${fault}`);
    if (faults.length > 0) failed.push(seed);
    if (faults.length > 0 || values.verbose) {
      const logs = Object.entries(result.logs).flatMap(([name, told]) => told.map((line) => `[${name}] ${line}`));
      writeFileSync(join(LOGS, `seed-${seed}.log`), [...lines, ...result.trace, ...logs, ...faults].join("\n"));
    }
  } catch (error) {
    failed.push(seed);
    console.log(`seed ${seed}: FAILED, ${error instanceof Error ? error.stack : error}`);
    writeFileSync(join(LOGS, `seed-${seed}.log`), lines.join("\n"));
  }
}

/** Takes one seed after the other. */
async function runSeeds(): Promise<void> {
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) await runSeed(seed);
}

await Promise.all(Array.from({ length: Number(values["at-once"]) }, runSeeds));
truth.dispose();
await server.stop();
console.log(
  JSON.stringify({ seeds: Number(values.seeds), failed, kills, slowest_seconds: Number(slowest.toFixed(1)) }),
);
process.exit(failed.length === 0 ? 0 : 1);
