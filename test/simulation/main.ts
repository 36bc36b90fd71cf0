/**
 * `npm run simulate -- --seeds N [--first F] [--twice] [--verbose]`: runs of the whole system, one for each seed from F on.
 * What is simulated and what must hold: docs/simulation.md. The last line is one JSON object.
 */
import { parseArgs } from "node:util";
import { startPostgres } from "../world/postgres.ts";
import { buildBase } from "./base.ts";
import { PROVIDERS, ROLES } from "./cast.ts";
import { buildProgram } from "./program.ts";
import { simulate } from "./run.ts";
import { Truth } from "./truth.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "20" },
    first: { type: "string", default: "1" },
    twice: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
  },
});

const program = await buildProgram(true);
const [base, truth, server] = [await buildBase(program), await Truth.load(), await startPostgres()];
const first = Number(values.first);
const failed: number[] = [];
let kills = 0;
let slowest = 0;
for (let seed = first; seed < first + Number(values.seeds); seed++) {
  const newDatabase = seed % 4 === 0 ? undefined : () => server.createDatabase();
  const onLine = values.verbose ? (line: string) => console.log(`  ${line}`) : undefined;
  const options = {
    seed,
    base,
    truth,
    program,
    roles: ROLES,
    providers: PROVIDERS,
    newDatabase,
    onLine,
  };
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
    if (values.verbose) {
      for (const line of result.trace.slice(-8)) console.log(`  ${line}`);
      for (const [name, lines] of Object.entries(result.logs))
        for (const line of lines) console.log(`  [${name}] ${line}`);
    }
  } catch (error) {
    failed.push(seed);
    console.log(`seed ${seed}: FAILED, ${error instanceof Error ? error.stack : error}`);
  }
}
truth.dispose();
await server.stop();
console.log(
  JSON.stringify({ seeds: Number(values.seeds), failed, kills, slowest_seconds: Number(slowest.toFixed(1)) }),
);
process.exit(failed.length === 0 ? 0 : 1);
