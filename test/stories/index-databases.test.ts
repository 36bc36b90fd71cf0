import { inferenceOracleAbi } from "@openimo/contracts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Answers } from "../../indexer/src/answers.ts";
import { ChainIndex } from "../../indexer/src/chain-index.ts";
import { type OpenedIndex, openIndex } from "../../indexer/src/open-index.ts";
import { PARAMETERS, type QuestionName } from "../../indexer/src/parameters.ts";
import { prepare } from "../../indexer/src/questions.ts";
import { TABLE_NAMES } from "../../indexer/src/tables.ts";
import { type Connection, connect } from "../../oracle/src/chain/connection.ts";
import type { DatabasePlace } from "../../oracle/src/store/database.ts";
import { Random } from "../../runtime/testing/random.ts";
import { describeDatabases } from "../world/databases.ts";
import { onlyModel } from "../world/launch.ts";
import { post } from "../world/lies.ts";
import { ask } from "../world/request.ts";
import { addressOf, type Story, startStory } from "../world/story.ts";

const ROUNDS = 8;
const DEEPEST_BLOCKS = 20;

describeDatabases("the index", (newPlace) => {
  let story: Story;
  let connection: Connection;
  let place: DatabasePlace;
  let opened: OpenedIndex;
  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
    connection = await connect({ rpcUrl: story.world.rpcUrl, deploymentFile: undefined });
    await story.test.mine({ blocks: DEEPEST_BLOCKS + 2 });
    place = await newPlace();
    opened = await openIndex(connection, place);
  });
  afterAll(async () => {
    await opened?.close();
    await story?.stop();
  });

  /** @returns How many blocks were taken back. */
  async function catchUp({ database }: OpenedIndex): Promise<bigint> {
    const index = new ChainIndex(connection, database);
    let undone = 0n;
    for (let i = 0; i < 100; i++) {
      const step = await index.step();
      undone += step.undoneBlocks;
      if (step.isCaughtUp) return undone;
    }
    throw new Error("The index did not catch up in 100 steps.");
  }

  async function contents({ database }: OpenedIndex) {
    const tables: Record<string, unknown> = {};
    for (const table of TABLE_NAMES) {
      tables[table] = await database.query(`select * from ${table} order by block_number, log_index`);
    }
    return tables;
  }

  /** Each question, with what it can't be asked without. */
  async function answers({ database }: OpenedIndex, modelId: bigint) {
    const told = new Answers(database);
    const needed: Readonly<Record<string, Record<string, string>>> = {
      revenue: { model: String(modelId) },
      periods: { token: story.deployment.inferenceOracle },
      operator: { operator: addressOf(story.wallet.operator) },
      requests: { model: String(modelId), operator: addressOf(story.wallet.operator) },
      disputes: { account: addressOf(story.wallet.operator), open: "true" },
      models: { search: "digit", sort: "revenue" },
    };
    const names = Object.keys(PARAMETERS) as QuestionName[];
    return Promise.all(names.map((name) => told.answer(name, prepare(name, needed[name] ?? {}))));
  }

  it("that follows reorganisations is equal to one that is made anew", async () => {
    const random = new Random(Number(process.env.OPENIMO_SEED ?? 11));
    const modelId = await onlyModel(story);
    let undone = 0n;
    for (let round = 0; round < ROUNDS; round++) {
      const { request } = await ask(story, "requester", modelId);
      if (round % 2 === 0) await post(story, "operator", request, "0x05");
      await catchUp(opened);
      if (round % 3 === 2) {
        await opened.close();
        opened = await openIndex(connection, place);
      }
      const depth = random.integer(1, DEEPEST_BLOCKS);
      await story.test.request({ method: "anvil_reorg", params: [depth, []] } as never);
      if (round % 2 === 1) await ask(story, "investorA", modelId);
      undone += await catchUp(opened);

      const fresh = await openIndex(connection, { folder: undefined });
      await catchUp(fresh);
      expect(await contents(opened)).toEqual(await contents(fresh));
      if (round === ROUNDS - 1) expect(await answers(opened, modelId)).toEqual(await answers(fresh, modelId));
      await fresh.close();
    }
    expect(undone).toBeGreaterThan(BigInt(ROUNDS));
    const told = await story.reader.getContractEvents({
      ...{ address: story.deployment.inferenceOracle, abi: inferenceOracleAbi, eventName: "Requested", fromBlock: 0n },
      strict: true,
    });
    const [{ count }] = await opened.database.query<{ count: bigint }>("select count(*) as count from request");
    expect(count).toBe(BigInt(told.length));
  });

  it("is of one program at a time, and of one chain", async () => {
    if ("folder" in place) await expect(openIndex(connection, place)).rejects.toThrow("is in use by");
    const elsewhere = { ...connection, chain: { ...connection.chain, id: 10 } } as Connection;
    await opened.close();
    await expect(openIndex(elsewhere, place)).rejects.toThrow("The index is of chain 31337");
    opened = await openIndex(connection, place);
  });
});
