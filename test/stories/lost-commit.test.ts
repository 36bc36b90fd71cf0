import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Connection, connect } from "../../oracle/src/chain/connection.ts";
import { RequestBook } from "../../oracle/src/node/request-book.ts";
import { ChainReader } from "../../oracle/src/reader/chain-reader.ts";
import { type Database, openDatabase } from "../../oracle/src/store/database.ts";
import { type CuttingPostgres, cuttingPostgres } from "../world/cutting-postgres.ts";
import { onlyModel } from "../world/launch.ts";
import { type Postgres, startPostgres } from "../world/postgres.ts";
import { ask } from "../world/request.ts";
import { type Story, startStory } from "../world/story.ts";

const CAPACITY = 100;

describe("a commit whose answer was lost", { sequential: true }, () => {
  let story: Story;
  let server: Postgres;
  let between: CuttingPostgres;
  let connection: Connection;
  let modelId: bigint;
  let database: Database;
  let reader: ChainReader;
  let book: RequestBook;
  const told = new Set<bigint>();

  beforeAll(async () => {
    [server, story] = await Promise.all([startPostgres(), startStory({ models: ["digits"] })]);
    connection = await connect({ rpcUrl: story.world.rpcUrl, deploymentFile: undefined });
    modelId = await onlyModel(story);
    await story.test.mine({ blocks: 70 });
    between = await cuttingPostgres(await server.createDatabase());
    database = await openDatabase({ url: between.url });
    book = new RequestBook(database);
    reader = await openReader();
    await catchUp();
  });
  afterAll(async () => {
    await database?.close();
    await between?.close();
    await story?.stop();
    await server?.stop();
  });

  const openReader = () => ChainReader.open(connection, database, () => {});

  /** Reads until nothing is left to be read. @returns How many blocks were taken back. */
  async function catchUp(): Promise<bigint> {
    let undone = 0n;
    for (let i = 0; i < 20; i++) {
      const changes = await reader.read(await connection.pool.head(), CAPACITY - book.size, CAPACITY);
      if (changes === undefined) return undone;
      book.apply(changes);
      undone += changes.undoneBlocks;
      for (const { id } of changes.events.requests) told.add(id);
      if (changes.isCaughtUp) return undone;
    }
    throw new Error("The reader did not catch up.");
  }

  const ids = () => book.all().map(({ id }) => id);
  const storedIds = async () =>
    (await database.query<{ id: bigint }>("select id from request order by block_number, log_index")).map(
      ({ id }) => id,
    );
  async function expectTruth(...asked: readonly bigint[]): Promise<void> {
    expect(await storedIds()).toEqual(asked);
    expect(ids().toSorted()).toEqual(asked.toSorted());
    expect(reader.watermark).toBe(await story.reader.getBlockNumber({ cacheTime: 0 }));
    const places = await database.query<{ place: string }>("select distinct place from request");
    expect(places.map(({ place }) => place)).toEqual(asked.length === 0 ? [] : ["followed"]);
  }

  it.each(["after", "before"] as const)("is found out about when the connection broke %s it came", async (when) => {
    const before = await storedIds();
    const { requestId } = await ask(story, "requester", modelId);
    const cuts = between.cuts();
    between.cut(when);
    await expect(catchUp()).rejects.toThrow(/terminated|closed|ended/i);
    expect(between.cuts()).toBe(cuts + 1);
    const isStored = (await storedIds()).includes(requestId);
    expect(isStored).toBe(when === "after");
    // The one that was asked is neither followed nor told of by anybody yet.
    expect([ids().includes(requestId), told.has(requestId)]).toEqual([false, false]);
    await catchUp();
    expect(told.has(requestId)).toBe(true);
    await expectTruth(...before, requestId);
  });

  it("takes a reorganisation back once, though the answer to that was lost twice", async () => {
    const before = await storedIds();
    const { requestId } = await ask(story, "requester", modelId);
    await catchUp();
    expect(ids()).toContain(requestId);
    await story.test.request({ method: "anvil_reorg", params: [1, []] } as never);
    await story.test.mine({ blocks: 2 });
    between.cut("after");
    await expect(catchUp()).rejects.toThrow();
    between.cut("after");
    await expect(catchUp()).rejects.toThrow();
    expect(await catchUp()).toBe(1n);
    await expectTruth(...before);
  });

  it("isn't taken for another program, which is still told", async () => {
    const other = await openReader();
    await story.test.mine({ blocks: 1 });
    for (let isDone = false; !isDone; ) {
      isDone = (await other.read(await connection.pool.head(), 0, 0))?.isCaughtUp ?? true;
    }
    await story.test.mine({ blocks: 1 });
    await expect(catchUp()).rejects.toThrow("Another program reads the chain");
    await expect(catchUp()).rejects.toThrow("Another program reads the chain");
  });
});
