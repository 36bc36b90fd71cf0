import { inferenceOracleAbi } from "@openimo/contracts";
import { encodeFunctionData, type Hash, keccak256, zeroAddress } from "viem";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Connection, connect } from "../../oracle/src/chain/connection.ts";
import { readStates } from "../../oracle/src/node/chain-reader.ts";
import { RequestBook } from "../../oracle/src/node/request-book.ts";
import { ChainReader } from "../../oracle/src/reader/chain-reader.ts";
import { type Database, openDatabase } from "../../oracle/src/store/database.ts";
import { Random } from "../../runtime/testing/random.ts";
import { describeDatabases } from "../world/databases.ts";
import { onlyModel } from "../world/launch.ts";
import { ask, requestedIn, seven, status } from "../world/request.ts";
import { addressOf, type Story, startStory } from "../world/story.ts";
import { Refusal, type TamperingRpc, tamperingRpc } from "../world/tampering-rpc.ts";

const CAPACITY = 1_000;
const DEEPEST_BLOCKS = 64;
/** Not each depth: the chain keeps the states of a few hundred blocks only, and a reorganisation needs an old one. */
const DEPTHS = [1, 2, 3, 4, 5, 7, 10, 16, 31, DEEPEST_BLOCKS];

describeDatabases("the reader of the chain", (newPlace) => {
  let story: Story;
  let rpc: TamperingRpc;
  let connection: Connection;
  let modelId: bigint;
  let database: Database;
  let reader: ChainReader;
  let book: RequestBook;
  const reports: string[] = [];

  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
    rpc = await tamperingRpc(story.world.rpcUrl);
    connection = await connect({ rpcUrl: rpc.url, deploymentFile: undefined });
    modelId = await onlyModel(story);
    await story.test.mine({ blocks: DEEPEST_BLOCKS + 2 });
    database = await openDatabase(await newPlace());
    await restart();
  });
  afterAll(async () => {
    await database?.close();
    await rpc?.close();
    await story?.stop();
  });

  async function restart(): Promise<void> {
    book = new RequestBook(database);
    reader = await ChainReader.open(connection, database, (level, _facts, sentence) =>
      reports.push(`${level}: ${sentence}`),
    );
  }

  /** Reads until nothing is left to be read. @returns How many blocks were taken back. */
  async function catchUp(): Promise<bigint> {
    let undone = 0n;
    for (let i = 0; i < 100; i++) {
      const changes = await reader.read(await connection.pool.head(), CAPACITY - book.size, CAPACITY);
      if (changes === undefined) return undone;
      book.apply(changes);
      undone += changes.undoneBlocks;
      if (changes.isCaughtUp) return undone;
    }
    throw new Error("The reader did not catch up in 100 steps.");
  }

  type Row = { readonly id: bigint; readonly block_hash: Uint8Array };
  const named = (rows: readonly Row[]) =>
    rows.map(({ id, block_hash }) => `${id} in 0x${Buffer.from(block_hash).toString("hex")}`).sort();

  /** What is stored and held in memory is what the chain says, no more and no less. */
  async function expectTruth(): Promise<void> {
    const oracle = { address: story.deployment.inferenceOracle, abi: inferenceOracleAbi, fromBlock: 0n } as const;
    const asked = await story.reader.getContractEvents({ ...oracle, eventName: "Requested", strict: true });
    const answered = await story.reader.getContractEvents({ ...oracle, eventName: "AICallbackResult", strict: true });
    const expected = (logs: readonly { args: { requestId: bigint }; blockHash: Hash }[]) =>
      logs.map(({ args, blockHash }) => `${args.requestId} in ${blockHash}`).sort();
    expect(named(await database.query<Row>("select id, block_hash from request"))).toEqual(expected(asked));
    expect(named(await database.query<Row>("select request_id as id, block_hash from answer"))).toEqual(
      expected(answered),
    );
    expect(
      book
        .all()
        .map(({ id, blockHash }) => `${id} in ${blockHash}`)
        .sort(),
    ).toEqual(expected(asked));
    for (const { args } of answered) {
      const tracked = book.all().find(({ id }) => id === args.requestId);
      expect(tracked?.outputHashes).toEqual(new Set([keccak256(args.output)]));
    }
    const told = book.all().filter(({ seen }) => seen !== undefined);
    const blockHash = await story.reader.getBlock().then(({ hash }) => hash);
    const states = await readStates(
      connection,
      told.map(({ id }) => id),
      blockHash,
    );
    expect(told.map(({ seen }) => seen?.state)).toEqual(states);
    const [newest] = await database.query<{ number: bigint; hash: Uint8Array }>(
      "select number, hash from block order by number desc limit 1",
    );
    const { number, hash } = await story.reader.getBlock();
    expect([newest.number, `0x${Buffer.from(newest.hash).toString("hex")}`]).toEqual([number, hash]);
  }

  const askOnce = () => ask(story, "requester", modelId);

  function answer(request: Awaited<ReturnType<typeof askOnce>>["request"]) {
    return story.mined(
      story.wallet.operator.writeContract({
        address: story.deployment.inferenceOracle,
        abi: inferenceOracleAbi,
        functionName: "propose",
        args: [request, "0x05", "0x"],
        value: request.bondWei,
      }),
    );
  }

  it("stores what a request carries and follows it to its end", async () => {
    const { requestId, request } = await askOnce();
    await catchUp();
    await expectTruth();
    const tracked = book.all().find(({ id }) => id === requestId);
    if (tracked === undefined) throw new Error("The request is not followed.");
    expect(tracked.inputLengths).toEqual([784]);
    const data = await tracked.data();
    expect(`0x${Buffer.from(data?.asked?.inputs[0] ?? []).toString("hex")}`).toBe(seven());
    await answer(request);
    await catchUp();
    await expectTruth();
    expect(tracked.seen?.state.status).toBe(status.answered);
    expect(await tracked.output()).toBe("0x05");
    await book.drop([{ id: requestId, hasEnded: true }], reader.watermark);
    await restart();
    await story.test.mine({ blocks: 1 });
    await catchUp();
    expect(book.all().map(({ id }) => id)).not.toContain(requestId);
    // The blocks in which it ended and was answered go, the one in which it was asked stays.
    await story.test.request({ method: "anvil_reorg", params: [2, []] } as never);
    expect(await catchUp()).toBe(2n);
    await expectTruth();
  });

  it("goes on after a restart without reading again", async () => {
    await catchUp();
    const { requestId } = await askOnce();
    const before = reader.watermark;
    await restart();
    rpc.takeCalls();
    await catchUp();
    const ranges = rpc.takeCalls().filter(({ method }) => method === "eth_getLogs");
    expect(ranges.length).toBe(1);
    const [{ fromBlock }] = ranges[0].params as [{ fromBlock: string }];
    expect(before - BigInt(fromBlock)).toBeLessThan(10n);
    expect(book.all().map(({ id }) => id)).toContain(requestId);
    await expectTruth();
  });

  it("asks one call for an empty block, and two for another", async () => {
    await story.test.mine({ blocks: 1 });
    await catchUp();
    await story.test.mine({ blocks: 1 });
    await catchUp();
    rpc.takeCalls();
    await story.test.mine({ blocks: 1 });
    await catchUp();
    expect(rpc.takeCalls().map(({ method }) => method)).toEqual(["eth_getBlockByNumber"]);
    await askOnce();
    await catchUp();
    expect(rpc.takeCalls().map(({ method }) => method)).toEqual(["eth_getBlockByNumber", "eth_getLogs"]);
  });

  it("comes to the end by single blocks, where an RPC gives no longer answers", async () => {
    await catchUp();
    for (let i = 0; i < 5; i++) await askOnce();
    rpc.tamper(({ method, params }) => {
      if (method !== "eth_getLogs") return undefined;
      const [{ fromBlock, toBlock }] = params as [{ fromBlock: string; toBlock: string }];
      return BigInt(toBlock) - BigInt(fromBlock) > 1n ? new Refusal(-32_005, "too many results") : undefined;
    });
    for (let i = 0; reader.watermark < (await story.reader.getBlockNumber()) && i < 100; i++) {
      await catchUp().catch((error: unknown) => expect(String(error)).toContain("too many results"));
    }
    rpc.tamper(undefined);
    await catchUp();
    await expectTruth();
  });

  it("undoes reorganisations of depths from 1 to 64, with restarts in between", async () => {
    const random = new Random(Number(process.env.OPENIMO_SEED ?? 7));
    const data = encodeFunctionData({
      abi: inferenceOracleAbi,
      functionName: "requestCallback",
      args: [modelId, seven(), zeroAddress, 0n, "0x"],
    });
    const value = (await askOnce()).priceWei;
    const transaction = {
      from: addressOf(story.wallet.requester),
      to: story.deployment.inferenceOracle,
      data,
      value: `0x${value.toString(16)}`,
      gas: "0x100000",
    };
    for (const depth of DEPTHS) {
      // The lowest of the blocks that go has a transaction: an empty one would come again as the same block.
      const { request } = await askOnce();
      const isAnswered = random.integer(0, 1) === 1;
      if (isAnswered) await answer(request);
      const quiet = depth - (isAnswered ? 2 : 1);
      if (quiet > 0) await story.test.mine({ blocks: quiet });
      await catchUp();
      if (random.integer(0, 3) === 0) await restart();
      // What was asked may come again, in another block of the same or of another number.
      const again = random.integer(0, 1) === 1 ? [[transaction, random.integer(0, depth - 1)]] : [];
      await story.test.request({ method: "anvil_reorg", params: [depth, again] } as never);
      if (random.integer(0, 3) === 0) await restart();
      if (random.integer(0, 1) === 1) await story.test.mine({ blocks: random.integer(1, 5) });
      expect(await catchUp()).toBe(BigInt(depth));
      await expectTruth();
    }
    expect(reports.filter((text) => text.startsWith("error"))).toEqual([]);
  });

  it("undoes a deeper one too, and says so", async () => {
    await askOnce();
    await story.test.mine({ blocks: DEEPEST_BLOCKS + 15 });
    await catchUp();
    await story.test.request({ method: "anvil_reorg", params: [DEEPEST_BLOCKS + 16, []] } as never);
    expect(await catchUp()).toBe(BigInt(DEEPEST_BLOCKS + 16));
    await expectTruth();
    expect(reports.at(-1)).toMatch(/^error: .*deeper/);
  });

  it("reads another chain from its beginning, and says so", async () => {
    await database.query("update block set hash = sha256(hash), parent_hash = sha256(parent_hash)");
    await restart();
    await story.test.mine({ blocks: 1 });
    await catchUp();
    await expectTruth();
    expect(reports.at(-1)).toMatch(/^error: .*another one/);
  });

  it("believes no logs of blocks that are not the chain's", async () => {
    await catchUp();
    const { receipt } = await askOnce();
    const real = receipt.blockHash;
    const forked = `0x${"ef".repeat(32)}`;
    rpc.tamper(({ method }, result) =>
      method === "eth_getLogs" ? JSON.parse(JSON.stringify(result).replaceAll(real, forked)) : undefined,
    );
    const before = book.all().length;
    await expect(catchUp()).rejects.toThrow(/another block/);
    expect(book.all().length).toBe(before);
    // Or of terms that are not the request's.
    rpc.tamper(({ method }, result) =>
      method === "eth_getLogs"
        ? (result as { data: string }[]).map((log) => ({ ...log, data: log.data.replace(/.$/, "1") }))
        : undefined,
    );
    await expect(catchUp()).rejects.toThrow(/other terms/);
    rpc.tamper(undefined);
    await catchUp();
    await expectTruth();
  });

  it("waits while the RPC shows an older block of the same chain", async () => {
    const old = await story.reader.request({ method: "eth_getBlockByNumber", params: ["latest", false] });
    const { requestId } = requestedIn((await askOnce()).receipt);
    await catchUp();
    rpc.tamper(({ method, params }) =>
      method === "eth_getBlockByNumber" && params?.[0] === "latest" ? old : undefined,
    );
    expect(await reader.read(await connection.pool.head(), CAPACITY, CAPACITY)).toBeUndefined();
    rpc.tamper(undefined);
    expect(book.all().map(({ id }) => id)).toContain(requestId);
    await expectTruth();
  });
});
