import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHasher } from "../../runtime/src/hash/create-hasher.ts";
import type { Hasher } from "../../runtime/src/hash/hasher.ts";
import { compareKernel, differentialSeed } from "./compare-kernels.ts";
import { FAMILIES } from "./families.ts";
import { type KernelWorld, startKernelWorld } from "./kernel-world.ts";

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
});
