/**
 * Compares the kernels on chain with the reference: `npm run differential -- --cases 2000000 [--op Gemm]`.
 * OPENIMO_SEED repeats a run.
 */
import { parseArgs } from "node:util";
import { createHasher } from "../../runtime/src/hash/create-hasher.ts";
import { compareKernel, differentialSeed } from "./compare-kernels.ts";
import { FAMILIES } from "./families.ts";
import { startKernelWorld } from "./kernel-world.ts";

const { values } = parseArgs({ options: { cases: { type: "string", default: "100000" }, op: { type: "string" } } });
const seed = differentialSeed();
const chosen = FAMILIES.flatMap((family) => Object.keys(family.makers).map((op) => ({ family, op }))).filter(
  ({ op }) => values.op === undefined || op === values.op,
);
const least = Math.ceil(Number(values.cases) / chosen.length);
console.log(`OPENIMO_SEED=${seed}, ${least} cases for each of ${chosen.length} instructions`);

const [world, hasher] = [await startKernelWorld(FAMILIES.map(({ contract }) => contract)), await createHasher()];
const began = performance.now();
let asked = 0;
try {
  for (const { family, op } of chosen) {
    const { questions, mostGas, mostWitnessBytes } = await compareKernel(world, hasher, family, op, { seed, least });
    asked += questions;
    console.log(`${op.padEnd(18)} ${questions} cases, at most ${mostGas} gas and ${mostWitnessBytes} bytes of witness`);
  }
} finally {
  await world.stop();
}
console.log(`${asked} cases in ${((performance.now() - began) / 1000).toFixed(1)} s, none differs`);
