/**
 * `npm run --silent bench:node`: what the oracle node costs and carries, the last line as one JSON object.
 * What is measured and how: docs/benchmarks.md. `-- --requests N` shortens the long part.
 */
import { parseArgs } from "node:util";
import { buildBase } from "../simulation/base.ts";
import { buildProgram } from "../simulation/program.ts";
import { measureCalls } from "./node/calls.ts";
import { measureInference } from "./node/inference.ts";
import { measureLatency } from "./node/latency.ts";
import { measureLoad } from "./node/load.ts";

const { values } = parseArgs({
  options: { requests: { type: "string", default: "10000" }, seconds: { type: "string", default: "420" } },
});

const program = await buildProgram();
const base = await buildBase(program);
const figures = {
  ...(await measureCalls(program, base)),
  ...(await measureLatency(program, base)),
  ...(await measureLoad(program, base, { requests: Number(values.requests), seconds: Number(values.seconds) })),
  ...(await measureInference()),
};
console.log(JSON.stringify(figures));
process.exit(0);
