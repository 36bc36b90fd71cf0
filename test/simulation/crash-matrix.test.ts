import { keccak256 } from "viem";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { STATUS } from "../../oracle/src/chain/request.ts";
import { CRASH_POINTS, type CrashPoint } from "../../oracle/src/store/crash-points.ts";
import { type Postgres, startPostgres } from "../world/postgres.ts";
import { castOf, EMBEDDED, STORIES, STORY_OF, type StoryName } from "./crash-stories.ts";
import { CrashWorld } from "./crash-world.ts";
import { listTransactions } from "./transactions.ts";
import { Truth } from "./truth.ts";

/** What the specification promises. */
const RECOVERED_MS = 10_000;
/** Where the embedded database has to be made, which takes as long as it takes: nothing is at stake yet. */
const FIRST_START_MS = 60_000;
const RECOVERED_BLOCKS = 1;

describe("a node that is killed between a write and what follows from it", () => {
  const program = inject("program");
  const base = inject("base");
  let truth: Truth;
  let server: Postgres;
  const calmTurns = new Map<StoryName, Promise<number>>();
  beforeAll(async () => {
    [truth, server] = await Promise.all([Truth.load(), startPostgres()]);
  });
  afterAll(async () => {
    truth?.dispose();
    await server?.stop();
  });

  /** Plays a story to its end, which must be the right one. */
  async function play(story: StoryName, point: CrashPoint | undefined): Promise<CrashWorld> {
    const databaseUrl = point !== undefined && EMBEDDED.has(point) ? undefined : await server.createDatabase();
    const world = await CrashWorld.start({ base, truth, program, cast: castOf(story), databaseUrl, point });
    try {
      await STORIES[story](world);
      const told = [...world.node.lines.slice(-30), ...(await listTransactions(world.chain))].join("\n");
      if (point !== undefined) expect(world.recoveredMs, `the point was never come to:\n${told}`).toBeDefined();
      const [request, ...others] = await world.requests();
      expect(others).toEqual([]);
      expect(request.state, told).toMatchObject({
        status: STATUS.final,
        outputHash: keccak256(await world.answer()),
      });
      expect(await world.doublePosts()).toEqual([]);
    } finally {
      await world.stop();
    }
    return world;
  }

  /** How long a story takes in which nothing ends before its time. */
  function calm(story: StoryName): Promise<number> {
    const known = calmTurns.get(story) ?? play(story, undefined).then(({ turnsToEnd }) => turnsToEnd ?? 0);
    calmTurns.set(story, known);
    return known;
  }

  it("has a list of at least 25 points", () => {
    expect(CRASH_POINTS.length).toBeGreaterThanOrEqual(25);
  });

  it.concurrent.each(CRASH_POINTS.map((point, index) => [index + 1, point] as const))(
    "%i: goes on after a crash at the point: %s",
    async (_number, point) => {
      const story = STORY_OF[point];
      const { recoveredMs, turnsToEnd } = await play(story, point);
      expect(recoveredMs).toBeLessThan(EMBEDDED.has(point) ? FIRST_START_MS : RECOVERED_MS);
      expect(turnsToEnd).toBeLessThanOrEqual((await calm(story)) + RECOVERED_BLOCKS);
    },
  );
});
