import { keccak256 } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STATUS } from "../../oracle/src/chain/request.ts";
import { type Postgres, startPostgres } from "../world/postgres.ts";
import { type Base, buildBase } from "./base.ts";
import { EMBEDDED, type MatrixPoint, STORIES, STORY_OF } from "./crash-stories.ts";
import { CrashWorld } from "./crash-world.ts";
import { buildProgram } from "./program.ts";
import { listTransactions } from "./transactions.ts";
import { Truth } from "./truth.ts";

/** What the specification promises. */
const RECOVERED_MS = 10_000;
/** Where the embedded database has to be made, which takes as long as it takes: nothing is at stake yet. */
const FIRST_START_MS = 60_000;

const POINTS = Object.keys(STORY_OF) as MatrixPoint[];

describe("a node that is killed between a write and what follows from it", () => {
  let base: Base;
  let truth: Truth;
  let server: Postgres;
  let program: string;
  beforeAll(async () => {
    program = await buildProgram(true);
    [base, truth, server] = [await buildBase(program), await Truth.load(), await startPostgres()];
  });
  afterAll(async () => {
    truth?.dispose();
    await server?.stop();
  });

  it("has a list of at least 25 points", () => {
    expect(POINTS.length).toBeGreaterThanOrEqual(25);
  });

  it.each(POINTS.map((point, index) => [index + 1, point] as const))(
    "%i: goes on after a crash at the point: %s",
    async (_number, point: MatrixPoint) => {
      const databaseUrl = EMBEDDED.has(point) ? undefined : await server.createDatabase();
      const world = await CrashWorld.start({ base, truth, program, databaseUrl, point });
      try {
        await STORIES[STORY_OF[point]](world);
        const story = [...world.node.lines.slice(-30), ...(await listTransactions(world.chain))].join("\n");
        expect(world.recoveredMs, `the point was never come to:\n${story}`).toBeDefined();
        expect(world.recoveredMs).toBeLessThan(EMBEDDED.has(point) ? FIRST_START_MS : RECOVERED_MS);
        const [request, ...others] = await world.requests();
        expect(others).toEqual([]);
        expect(request.state).toMatchObject({ status: STATUS.final, outputHash: keccak256(await world.answer()) });
        expect(await world.doublePosts()).toEqual([]);
      } finally {
        await world.stop();
      }
    },
  );
});
