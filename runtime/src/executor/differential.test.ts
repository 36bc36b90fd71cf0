import { expect, it } from "vitest";
import { compareOnThreads } from "../../testing/differential/compare-on-threads.ts";
import { Random } from "../../testing/random.ts";
import { INSTRUCTION_SET } from "../program/instruction-set.ts";

/** Each case is one random instruction with data of its own. */
const LEAST_CASES = 1_000_000;
const BATCH = 2048;
const THREADS = 2;
/** Makes neighbouring seeds begin differently. */
const SPREAD = 0x9e3779b1;

it("a million random instructions give the same bits in the reference and in WebAssembly", {
  timeout: 600_000,
}, async () => {
  const seed = Random.seed();
  console.log(`differential: OPENIMO_SEED=${seed}`);
  const seeds = Array.from({ length: Math.ceil(LEAST_CASES / BATCH) }, (_, batch) => Math.imul(seed + batch, SPREAD));
  const start = performance.now();
  const counts = await compareOnThreads(seeds, BATCH, THREADS);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const seconds = (performance.now() - start) / 1000;
  console.log(`differential: ${total} instructions in ${seconds.toFixed(1)} s on ${THREADS} threads`);
  expect(total).toBeGreaterThanOrEqual(LEAST_CASES);
  const operations = Object.keys(INSTRUCTION_SET);
  expect([...counts.keys()].sort()).toEqual(operations.sort());
  // Every operation is as often among them as any other.
  expect(new Set(counts.values())).toEqual(new Set([total / operations.length]));
});
