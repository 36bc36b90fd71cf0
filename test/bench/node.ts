/**
 * `npm run --silent bench:node`: what the oracle node costs and carries, the last line as one JSON object.
 * What is measured and how: docs/benchmarks.md. `-- --requests N` shortens the long part, `--only calls,load` leaves out
 * the others.
 */
import { parseArgs } from "node:util";
import { buildBase } from "../simulation/base.ts";
import { buildProgram } from "../simulation/program.ts";
import { measureCalls } from "./node/calls.ts";
import { measureInference } from "./node/inference.ts";
import { measureLatency } from "./node/latency.ts";
import { measureLoad } from "./node/load.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "10000" },
    seconds: { type: "string", default: "420" },
    only: { type: "string", default: "calls,latency,load,inference" },
  },
});
const parts = new Set(values.only.split(","));

const program = await buildProgram(false);
const base = await buildBase(program);
const figures = {
  ...(parts.has("calls") ? await measureCalls(program, base) : {}),
  ...(parts.has("latency") ? await measureLatency(program, base) : {}),
  ...(parts.has("load")
    ? await measureLoad(program, base, { requests: Number(values.requests), seconds: Number(values.seconds) })
    : {}),
  ...(parts.has("inference") ? await measureInference() : {}),
};
console.log(JSON.stringify(figures));
process.exit(0);
