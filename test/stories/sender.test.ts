import { type Address, type Hash, type LocalAccount, parseEther, parseGwei } from "viem";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { TRANSACTIONS_IN_FLIGHT, URGENT_TRANSACTIONS } from "../../oracle/src/limits.ts";
import type { Outcome } from "../../oracle/src/sender/outcome.ts";
import type { Sender } from "../../oracle/src/sender/sender.ts";
import { type Database, openDatabase } from "../../oracle/src/store/database.ts";
import { cuttableRpc } from "../world/cuttable-rpc.ts";
import { describeDatabases } from "../world/databases.ts";
import { type Sending, startSending } from "../world/sending-account.ts";

/** Reverts whatever it is asked. */
const REFUSER: Address = "0x000000000000000000000000000000000000fefe";
const FRIEND: Address = "0x000000000000000000000000000000000000beef";
const call = { to: FRIEND, data: "0x", value: 1n } as const;

describeDatabases("the node's sender", (newPlace) => {
  let sending: Sending;
  let database: Database;
  let account: LocalAccount;

  beforeAll(async () => {
    sending = await startSending();
    database = await openDatabase(await newPlace());
    await sending.test.mine({ blocks: 3 });
  });
  beforeEach(async () => {
    await sending.test.setAutomine(false);
    await sending.test.setNextBlockBaseFeePerGas({ baseFeePerGas: parseGwei("1") });
    await sending.test.mine({ blocks: 1 });
    account = await sending.newAccount();
  });
  afterAll(async () => {
    await database?.close();
    await sending?.stop();
  });

  const mine = (blocks = 1) => sending.test.mine({ blocks, interval: 1 });
  const review = async (sender: Sender) => sender.review(await sending.head());
  const results = (outcomes: Outcome[]) => outcomes.map(({ key, result }) => [key, result]);
  const nonces = () => sending.reader.getTransactionCount({ address: account.address });
  const send = async (sender: Sender, key: string, purpose = {}) =>
    sender.send(key, call, 0n, (await sending.head()).number, purpose);
  const reorganise = (depth: number) => sending.test.request({ method: "anvil_reorg", params: [depth, []] } as never);
  const isMined = async (hash: Hash) =>
    (await sending.reader.getTransactionReceipt({ hash }).catch(() => undefined)) !== undefined;

  it("tells what was done once it is mined, for three calls of the RPC", async () => {
    const sender = await sending.open(database, account);
    await send(sender, "warm up");
    await mine();
    await review(sender);
    const head = await sending.head();
    sending.calls.length = 0;
    const hash = await sender.send("a", call, 0n, head.number, { kind: "test", requestId: 2n ** 255n });
    expect([sender.has("a"), sender.size]).toEqual([true, 1]);
    await mine();
    const mined = await sending.head();
    const { length } = sending.calls;
    const [outcome] = await sender.review(mined);
    expect(outcome).toMatchObject({ key: "a", kind: "test", requestId: 2n ** 255n, result: "done", hash });
    expect(outcome.blockNumber).toBe(mined.number);
    const { gasUsed, effectiveGasPrice } = await sending.reader.getTransactionReceipt({ hash });
    expect(outcome.costWei).toBe(gasUsed * effectiveGasPrice);
    expect(sender.has("a")).toBe(false);
    // One of them is this test's own look at the head.
    expect(sending.calls.slice(0, length)).toEqual([
      "eth_estimateGas",
      "eth_sendRawTransaction",
      "eth_getBlockByNumber",
    ]);
    expect(sending.calls.slice(length)).toEqual(["eth_getTransactionReceipt"]);
    await mine();
    const next = await sending.head();
    sending.calls.length = 0;
    expect(await sender.review(next)).toEqual([]);
    expect(sending.calls).toEqual([]);
  });

  it("asks for the receipts of many with one call", async () => {
    const sender = await sending.open(database, account);
    for (const key of ["a", "b", "c", "d"]) await send(sender, key);
    await mine();
    const head = await sending.head();
    sending.calls.length = 0;
    expect(results(await sender.review(head))).toEqual(["a", "b", "c", "d"].map((key) => [key, "done"]));
    expect(sending.calls).toEqual(["eth_getBlockReceipts"]);
  });

  it("keeps places for what is urgent", async () => {
    const sender = await sending.open(database, account);
    const ordinary = TRANSACTIONS_IN_FLIGHT - URGENT_TRANSACTIONS;
    for (let i = 0; i < ordinary; i++) await send(sender, `key ${i}`);
    expect([sender.isFull, sender.isFullFor("urgent")]).toEqual([true, false]);
    for (let i = ordinary; i < TRANSACTIONS_IN_FLIGHT; i++) await send(sender, `key ${i}`, { priority: "urgent" });
    expect(sender.isFullFor("urgent")).toBe(true);
  });

  it("never has two of one key on their way", async () => {
    const sender = await sending.open(database, account);
    const attempts = await Promise.allSettled([send(sender, "a"), send(sender, "a")]);
    expect(attempts.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await mine();
    expect(await nonces()).toBe(1);
  });

  it("is not confused by a store whose answer was lost", async () => {
    let isLost = false;
    const lossy: Database = {
      ...database,
      async transaction(work) {
        const result = await database.transaction(work);
        if (!isLost) return result;
        isLost = false;
        throw new Error("the connection broke");
      },
    };
    const sender = await sending.open(lossy, account);
    isLost = true;
    await expect(send(sender, "a")).rejects.toThrow("broke");
    expect(await send(sender, "b")).toBeDefined();
    // The first one was stored, so it counts.
    expect(sender.has("a")).toBe(true);
    await mine();
    await review(sender);
    await mine();
    await review(sender);
    expect([sender.size, await nonces()]).toEqual([0, 2]);
  });

  it("sends after a restart what was stored and never sent, once", async () => {
    const line = await cuttableRpc(sending.chain.rpcUrl);
    const before = await sending.open(database, account, sending.connect(line.url));
    const head = await sending.head();
    // The estimate is answered, and the line is cut before the transaction is sent.
    const sent = before.send("a", call, 0n, head.number);
    const { length } = sending.calls;
    while (sending.calls.length === length) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, 0));
    const hash = await sent.catch(() => undefined);
    line.cut();
    await line.close();
    expect(hash).toBeDefined();
    const after = await sending.open(database, account);
    expect(after.has("a")).toBe(true);
    await mine();
    expect(results(await review(after))).toEqual([["a", "done"]]);
    expect(await nonces()).toBe(1);
  });

  it("tells a restarted node what the one before it may not have heard", async () => {
    const before = await sending.open(database, account);
    await send(before, "a");
    await mine();
    expect(results(await review(before))).toEqual([["a", "done"]]);
    const after = await sending.open(database, account);
    expect(results(await review(after))).toEqual([["a", "done"]]);
    await mine();
    expect(await review(after)).toEqual([]);
    expect(await review(await sending.open(database, account))).toEqual([]);
  });

  it("finds after a restart what was mined meanwhile", async () => {
    await send(await sending.open(database, account), "a");
    await mine(20);
    const after = await sending.open(database, account);
    expect(after.has("a")).toBe(false);
    expect(results(await review(after))).toEqual([["a", "done"]]);
  });

  it("says that a block refused the call, and uses the next nonce", async () => {
    const sender = await sending.open(database, account);
    const { number } = await sending.head();
    await sender.send("a", { to: REFUSER, data: "0x" }, 100_000n, number);
    await sending.test.setCode({ address: REFUSER, bytecode: "0x60006000fd" });
    await mine();
    expect(results(await review(sender))).toEqual([["a", "reverted"]]);
    await send(sender, "a");
    await mine();
    expect(results(await review(sender))).toEqual([["a", "done"]]);
  });

  it("offers more as the deadline comes nearer, and has the replacement mined when gas costs ten times as much", async () => {
    const sender = await sending.open(database, account);
    const { timestamp } = await sending.head();
    const first = await send(sender, "a", { deadline: timestamp + 590 });
    for (let block = 0; block < 40 && sender.has("a"); block++) {
      await sending.test.setNextBlockBaseFeePerGas({ baseFeePerGas: parseGwei("10") });
      await sending.test.mine({ blocks: 1, interval: 12 });
      await review(sender);
    }
    expect(await isMined(first)).toBe(false);
    expect([sender.has("a"), await nonces()]).toEqual([false, 1]);
  });

  it("never offers more than the cap, and says so instead of sending", async () => {
    const sender = await sending.open(database, account, sending.connect(), parseGwei("2"));
    await sending.test.setNextBlockBaseFeePerGas({ baseFeePerGas: parseGwei("20") });
    await mine();
    await review(sender);
    await expect(send(sender, "a")).rejects.toThrow(/--max-fee allows 2/);
    expect(sender.has("a")).toBe(false);
  });

  it("goes on after a transaction that a pool has dropped and that the cap allows none to replace", async () => {
    const first = await sending.open(database, account, sending.connect(), parseGwei("50"));
    const { timestamp } = await sending.head();
    const hash = await send(first, "a", { deadline: timestamp + 2 });
    await sending.test.dropTransaction({ hash });
    await sending.test.mine({ blocks: 1, interval: 40 });
    // Started anew with less than what was offered before.
    const sender = await sending.open(database, account, sending.connect(), parseGwei("3"));
    await sending.test.dropTransaction({ hash });
    await review(sender);
    await send(sender, "b");
    const seen: unknown[] = [];
    for (let block = 0; block < 8; block++) {
      await mine();
      seen.push(...results(await review(sender)));
    }
    expect(seen).toEqual([
      ["a", "done"],
      ["b", "done"],
    ]);
  });

  it("sends again what a pool has dropped, so that what waits behind it is mined too", async () => {
    const sender = await sending.open(database, account);
    const first = await send(sender, "a");
    await send(sender, "b");
    await sending.test.dropTransaction({ hash: first });
    const seen: unknown[] = [];
    for (let block = 0; block < 8; block++) {
      await mine();
      seen.push(...results(await review(sender)));
    }
    expect(seen).toEqual([
      ["a", "done"],
      ["b", "done"],
    ]);
  });

  it("takes back what is over, so that it holds up nobody", async () => {
    const sender = await sending.open(database, account);
    const { timestamp } = await sending.head();
    const first = await send(sender, "a", { deadline: timestamp + 2 });
    await send(sender, "b");
    await sending.test.dropTransaction({ hash: first });
    const seen: unknown[] = [];
    for (let block = 0; block < 6; block++) {
      await mine();
      seen.push(...results(await review(sender)));
    }
    expect(seen).toEqual([
      ["a", "replaced"],
      ["b", "done"],
    ]);
    expect(await nonces()).toBe(2);
  });

  it("uses the nonce of what is over for the next action", async () => {
    const sender = await sending.open(database, account);
    const { timestamp } = await sending.head();
    const first = await send(sender, "a", { deadline: timestamp + 1 });
    await sending.test.dropTransaction({ hash: first });
    await mine();
    await review(sender);
    const sent = await send(sender, "b");
    await mine();
    expect(results(await review(sender)).sort()).toEqual([
      ["a", "replaced"],
      ["b", "done"],
    ]);
    expect([await isMined(sent), await nonces()]).toEqual([true, 1]);
  });

  it("gives a refused transaction's nonce to the next", async () => {
    const sender = await sending.open(database, account);
    const { number } = await sending.head();
    // What the amount leaves does not pay for the gas.
    const all = { to: FRIEND, data: "0x", value: parseEther("100") } as const;
    await expect(sender.send("a", all, 0n, number)).rejects.toThrow(/funds/);
    expect(sender.has("a")).toBe(false);
    await send(sender, "a");
    await mine();
    expect(results(await review(sender))).toEqual([["a", "done"]]);
    expect(await nonces()).toBe(1);
  });

  it("notices when another program used its nonce, and goes on above", async () => {
    const sender = await sending.open(database, account);
    const wallet = sending.wallet(account);
    const own = await send(sender, "a");
    await sending.test.dropTransaction({ hash: own });
    const foreign = await wallet.sendTransaction({ to: FRIEND, value: 7n, nonce: 0, maxFeePerGas: parseGwei("50") });
    const seen: Outcome[] = [];
    for (let block = 0; block < 10; block++) {
      await mine();
      seen.push(...(await review(sender)));
    }
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ key: "a", result: "superseded", hash: foreign });
    await send(sender, "a");
    await mine();
    expect(results(await review(sender))).toEqual([["a", "done"]]);
  });

  it("goes above what another program has in the pool", async () => {
    const sender = await sending.open(database, account);
    await sending.wallet(account).sendTransaction({ to: FRIEND, value: 7n, maxFeePerGas: parseGwei("50") });
    await send(sender, "a");
    await mine();
    const first = results(await review(sender));
    expect(first).toEqual([["a", "superseded"]]);
    await send(sender, "a");
    await mine();
    expect(results(await review(sender))).toEqual([["a", "done"]]);
    expect(await nonces()).toBe(2);
  });

  it.each([1, 5, 64])("sends again what a reorganisation of depth %i has dropped", async (depth) => {
    const sender = await sending.open(database, account);
    await mine(64);
    await review(sender);
    const hash = await send(sender, "a");
    await mine();
    expect(results(await review(sender))).toEqual([["a", "done"]]);
    for (let block = 1; block < depth; block++) await mine();
    await review(sender);
    await reorganise(depth);
    expect(await isMined(hash)).toBe(false);
    expect(results(await review(sender))).toEqual([["a", "returned"]]);
    expect(sender.has("a")).toBe(true);
    await mine();
    expect(results(await review(sender))).toEqual([["a", "done"]]);
    expect([await isMined(hash), await nonces()]).toEqual([true, 1]);
  });

  it("notices after a restart that a reorganisation has dropped what was mined", async () => {
    const before = await sending.open(database, account);
    await send(before, "a");
    await mine(3);
    await review(before);
    await review(before);
    await reorganise(3);
    const after = await sending.open(database, account);
    expect(results(await review(after))).toEqual([["a", "returned"]]);
    await mine();
    expect(results(await review(after))).toEqual([["a", "done"]]);
  });

  it("takes back what depended on a block that is gone", async () => {
    const sender = await sending.open(database, account);
    await mine();
    await review(sender);
    const { hash: basis } = await sending.head();
    const hash = await send(sender, "a", { basis });
    await sending.test.dropTransaction({ hash });
    await reorganise(1);
    await mine();
    await review(sender);
    await mine();
    expect(results(await review(sender))).toEqual([["a", "replaced"]]);
    expect(await isMined(hash)).toBe(false);
  });

  it("takes back what was mined, and depended on a block that went with it", async () => {
    const sender = await sending.open(database, account);
    await mine();
    await review(sender);
    const { hash: basis } = await sending.head();
    const hash = await send(sender, "a", { basis });
    await send(sender, "b");
    await mine();
    expect(results(await review(sender))).toEqual([
      ["a", "done"],
      ["b", "done"],
    ]);
    await reorganise(2);
    await review(sender);
    await mine();
    expect(results(await review(sender))).toEqual([
      ["a", "replaced"],
      ["b", "done"],
    ]);
    expect([await isMined(hash), await nonces()]).toEqual([false, 2]);
  });

  it("forgets the bytes of what is 64 blocks deep, and not that it was done", async () => {
    const sender = await sending.open(database, account);
    await send(sender, "a");
    await mine();
    await review(sender);
    for (let step = 0; step < 9; step++) {
      await mine(8);
      await review(sender);
    }
    const of = [Buffer.from(account.address.slice(2), "hex")];
    expect(await database.query("select state from nonce where account = $1", of)).toEqual([{ state: "final" }]);
    expect(await database.query("select state, data from intent where account = $1", of)).toEqual([
      { state: "done", data: null },
    ]);
    expect(await database.query("select raw from sent_transaction where account = $1", of)).toEqual([{ raw: null }]);
    const after = await sending.open(database, account);
    await send(after, "a");
    await mine();
    expect(results(await review(after))).toEqual([["a", "done"]]);
  });
});
