import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHasher } from "../../runtime/src/hash/create-hasher.ts";
import type { Hasher } from "../../runtime/src/hash/hasher.ts";
import { Random } from "../../runtime/testing/random.ts";
import { compareKernel, differentialSeed } from "./compare-kernels.ts";
import { FAMILIES } from "./families.ts";
import { type KernelWorld, type ProbeCase, startKernelWorld } from "./kernel-world.ts";
import { placeCase } from "./placed-case.ts";

const LEAST_CASES = 100_000;
const tried = FAMILIES.flatMap((family) => Object.keys(family.makers).map((op) => ({ family, op })));

describe("kernels on chain judge as the reference computes", () => {
  const seed = differentialSeed();
  console.log(`OPENIMO_SEED=${seed}`);
  let world: KernelWorld;
  let hasher: Hasher;

  beforeAll(async () => {
    world = await startKernelWorld(FAMILIES.map(({ contract }) => contract));
    hasher = await createHasher();
  });
  afterAll(() => world?.stop());

  it.each(tried)("$op", async ({ family, op }) => {
    const least = Math.ceil(LEAST_CASES / tried.length);
    const { questions } = await compareKernel(world, hasher, family, op, { seed, least });
    expect(questions).toBeGreaterThanOrEqual(least);
  });

  it.each(FAMILIES)("$contract refuses the instructions of other families", async (family) => {
    const random = new Random(seed);
    const others = FAMILIES.filter((other) => other !== family).flatMap(({ makers }) => Object.values(makers));
    const probes = others.map((maker): ProbeCase => {
      const { context, record } = placeCase(hasher, random, maker);
      const trial = { element: 0n, witness: "0x", founds: [0n], flips: [], lengths: [] } as const;
      return { kernels: world.kernels[family.contract], context, record, trials: [trial] };
    });
    const { outcomes } = await world.judge(probes);
    expect(outcomes).toEqual(others.map(() => "broken"));
  });
});
