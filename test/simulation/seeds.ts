import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Postgres, startPostgres } from "../world/postgres.ts";
import { PROVIDERS, ROLES } from "./cast.ts";
import { simulate } from "./run.ts";
import { Truth } from "./truth.ts";

export type TestedSeed = {
  readonly seed: number;
  readonly shows: string;
  /** Whether it is run a second time, and must have the same trace. */
  readonly isTwice?: boolean;
};

/** A test for each seed. The same runs as `npm run simulate -- --first SEED --seeds 1`. */
export function describeSeeds(seeds: readonly TestedSeed[]): void {
  describe("the whole system", () => {
    const program = inject("program");
    const base = inject("base");
    let truth: Truth;
    let server: Postgres;
    beforeAll(async () => {
      [truth, server] = await Promise.all([Truth.load(), startPostgres()]);
    });
    afterAll(async () => {
      truth?.dispose();
      await server?.stop();
    });

    it.concurrent.each(seeds)("seed $seed: $shows", async ({ seed, isTwice }) => {
      const newDatabase = () => server.createDatabase();
      const options = { seed, base, truth, program, roles: ROLES, providers: PROVIDERS, newDatabase };
      const { faults, kills, trace } = await simulate(options);
      expect(faults, trace.join("\n")).toEqual([]);
      expect(kills).toBeGreaterThanOrEqual(5);
      if (isTwice === true) expect((await simulate(options)).trace).toEqual(trace);
    });
  });
}
