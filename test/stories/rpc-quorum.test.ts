import { modelRegistryAbi } from "@openimo/contracts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../oracle/src/chain/connection.ts";
import { TRANSACTIONS_IN_FLIGHT } from "../../oracle/src/limits.ts";
import { readModel, readModels } from "../../oracle/src/models/registered-model.ts";
import { readStates } from "../../oracle/src/node/chain-reader.ts";
import { checkPinnedReads } from "../../oracle/src/rpc/check-pinned-reads.ts";
import { QuorumError } from "../../oracle/src/rpc/quorum-error.ts";
import { ChainLook } from "../../oracle/src/sender/chain-look.ts";
import { addressOf, type Story, startStory } from "../world/story.ts";
import { Refusal, type Tamper, type TamperingRpc, tamperingRpc } from "../world/tampering-rpc.ts";

const WORD = 64;

/** Says that every request is in the state of this number. */
const lieAboutState =
  (state: number): Tamper =>
  ({ method }, result) =>
    method === "eth_call" && typeof result === "string"
      ? result.replaceAll(/0{63}[0-5](?=0{128})/g, state.toString(16).padStart(WORD, "0"))
      : undefined;

describe("several RPC providers", () => {
  let story: Story;
  let rpcs: TamperingRpc[];

  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
    rpcs = await Promise.all(Array.from({ length: 3 }, () => tamperingRpc(story.world.rpcUrl)));
  });
  afterEach(() => {
    for (const rpc of rpcs) {
      rpc.tamper(undefined);
      rpc.setDown(false);
      rpc.takeCalls();
    }
  });
  afterAll(async () => {
    await Promise.all(rpcs.map((rpc) => rpc.close()));
    await story?.stop();
  });

  const connectAll = (rpcQuorum?: number) =>
    connect({ rpcUrl: rpcs.map(({ url }) => url).join(","), deploymentFile: undefined, rpcQuorum });

  const standings = ({ pool }: Awaited<ReturnType<typeof connectAll>>) => pool.stats.map(({ standing }) => standing);

  it("believe no lone liar, whoever it is, and leave it out after some lies", async () => {
    for (const liar of [0, 1, 2]) {
      const connection = await connectAll();
      const head = await connection.pool.head();
      const [truth] = await readStates(connection, [5n], head.hash);
      rpcs[liar].tamper(lieAboutState(3));
      // Who is asked first depends on who was quick, so a liar isn't asked each time.
      for (let i = 0; i < 30 && standings(connection)[liar] !== "evicted"; i++) {
        expect(await readStates(connection, [5n], head.hash)).toEqual([truth]);
        for (const [index, rpc] of rpcs.entries()) rpc.setDown(i % 2 === 0 && index === (liar + 1) % 3);
        const [alone] = await Promise.allSettled([readStates(connection, [5n], head.hash)]);
        if (alone.status === "fulfilled") expect(alone.value).toEqual([truth]);
        for (const rpc of rpcs) rpc.setDown(false);
      }
      expect(connection.pool.disagreements).toBeGreaterThan(0);
      expect(connection.pool.stats[liar].contradictions).toBeGreaterThan(0);
      expect(connection.pool.stats.filter((_, i) => i !== liar).map(({ contradictions }) => contradictions)).toEqual([
        0, 0,
      ]);
      rpcs[liar].tamper(undefined);
    }
  });

  it("decide nothing where no two agree", async () => {
    const connection = await connectAll();
    const head = await connection.pool.head();
    const said: string[] = [];
    connection.pool.notice = (_level, _facts, sentence) => said.push(sentence);
    for (const [i, rpc] of rpcs.entries()) rpc.tamper(lieAboutState(i + 2));
    await expect(readStates(connection, [5n], head.hash)).rejects.toThrow(/same answer of 2 RPC providers/);
    expect(said).toEqual(["RPC providers disagree"]);
  });

  it("do without one that is down, and do nothing without two", async () => {
    const connection = await connectAll();
    rpcs[0].setDown(true);
    const head = await connection.pool.head();
    expect(await readStates(connection, [5n], head.hash)).toHaveLength(1);
    expect(await connection.client.getChainId()).toBe(31337);
    rpcs[1].setDown(true);
    await expect(readStates(connection, [5n], head.hash)).rejects.toThrow(/same answer of 2/);
    expect(await connection.client.getChainId()).toBe(31337);
    for (const rpc of rpcs) rpc.setDown(false);
    expect(await readStates(connection, [5n], head.hash)).toHaveLength(1);
  });

  it("are not asked while they lag, and again once they have caught up", async () => {
    const connection = await connectAll();
    const old = await story.reader.request({ method: "eth_getBlockByNumber", params: ["latest", false] });
    rpcs[2].tamper(({ method, params }) =>
      method === "eth_getBlockByNumber" && params?.[0] === "latest" ? old : undefined,
    );
    await story.test.mine({ blocks: 9 });
    const head = await connection.pool.head();
    expect(head.number).toBe(BigInt(old?.number ?? 0) + 9n);
    await connection.pool.head();
    expect(standings(connection)).toEqual(["in use", "in use", "stale"]);
    for (const rpc of rpcs) rpc.takeCalls();
    for (let i = 0; i < 5; i++) await connection.client.getBalance({ address: addressOf(story.wallet.operator) });
    expect(rpcs[2].takeCalls()).toEqual([]);
    rpcs[2].tamper(undefined);
    await connection.pool.head();
    await connection.pool.head();
    expect(standings(connection)[2]).toBe("in use");
  });

  it("agree on the newest block that two have, whatever a third says", async () => {
    const connection = await connectAll();
    const real = await story.reader.getBlock();
    const invented = `0x${"ab".repeat(32)}`;
    rpcs[1].tamper(({ method }, result) =>
      method === "eth_getBlockByNumber"
        ? { ...(result as object), number: "0xffffff", hash: invented, timestamp: "0xffffffff" }
        : undefined,
    );
    const head = await connection.pool.head();
    expect([head.number, head.hash]).toEqual([real.number, real.hash]);
    // The same number, but another block.
    rpcs[1].tamper(({ method }, result) =>
      method === "eth_getBlockByNumber" ? { ...(result as object), hash: invented } : undefined,
    );
    expect((await connection.pool.head()).hash).toBe(real.hash);
  });

  it("let no lone liar say how many nonces an account has used", async () => {
    const connection = await connectAll();
    const account = addressOf(story.wallet.stranger);
    const head = await connection.pool.head();
    const used = await story.reader.getTransactionCount({ address: account });
    const chain = new ChainLook(connection, account);
    for (const rpc of rpcs) {
      rpc.tamper(({ method }) => (method === "eth_getTransactionCount" ? "0xf4240" : undefined));
      expect(await chain.usedNonces(head.number)).toBe(used);
      expect(await chain.usedNoncesWithPool(head)).toBeLessThanOrEqual(used + TRANSACTIONS_IN_FLIGHT);
      rpc.tamper(undefined);
    }
  });

  it("let no lone liar have a right move taken back, whose block it says is gone", async () => {
    const connection = await connectAll();
    const chain = new ChainLook(connection, addressOf(story.wallet.stranger));
    const { hash, number } = await story.reader.getBlock();
    const invented = `0x${"ab".repeat(32)}` as const;
    for (const rpc of rpcs) {
      rpc.tamper(({ method }) => (method === "eth_getBlockByHash" ? null : undefined));
      expect(await chain.canonicalNumber(hash)).toBe(number);
      rpc.tamper(({ method }, result) =>
        method.startsWith("eth_getBlockBy") ? { ...(result as object), hash: invented } : undefined,
      );
      expect(await chain.isCanonical(number, hash)).toBe(true);
      expect(await chain.isCanonical(number, invented)).toBe(false);
      rpc.tamper(undefined);
    }
    expect(await chain.canonicalNumber(invented)).toBeUndefined();
  });

  it("let no lone liar say what gas a call takes, or what it costs", async () => {
    const { client } = await connectAll();
    const call = { account: addressOf(story.wallet.stranger), to: addressOf(story.wallet.requester) };
    const honest = [await client.estimateGas(call), await client.getGasPrice()];
    for (const rpc of rpcs) {
      for (const lie of ["0x1", "0xfffffffffff"]) {
        rpc.tamper(({ method }) => (/eth_(estimateGas|gasPrice)/.test(method) ? lie : undefined));
        expect([await client.estimateGas(call), await client.getGasPrice()]).toEqual(honest);
      }
      rpc.tamper(undefined);
    }
  });

  it("pass off no model as another", async () => {
    const connection = await connectAll(1);
    const [model] = await readModels(connection, 0, 1);
    const { terms } = await story.reader.readContract({
      ...{ address: connection.deployment.modelRegistry, abi: modelRegistryAbi, functionName: "model" },
      args: [model.id],
    } as const);
    const real = terms.weightsRoot.slice(2);
    for (const rpc of rpcs) {
      rpc.tamper(({ method }, result) =>
        method === "eth_call" && typeof result === "string" ? result.replace(real, "ab".repeat(32)) : undefined,
      );
    }
    await expect(readModel(connection, model.id)).rejects.toThrow(/another model/);
    for (const rpc of rpcs) rpc.tamper(undefined);
    expect(await readModel(connection, model.id)).toEqual(model);
  });

  it("all get a transaction", async () => {
    const connection = await connectAll();
    const { operator, stranger } = story.wallet;
    const prepared = await operator.prepareTransactionRequest({ to: addressOf(stranger), value: 1n });
    const serializedTransaction = await operator.signTransaction(prepared as never);
    for (const rpc of rpcs) rpc.takeCalls();
    const sent = [0, 0, 0];
    const hash = await connection.client.sendRawTransaction({ serializedTransaction });
    await story.mined(hash);
    await expect
      .poll(() => {
        // One of them may come later than the others, and what was taken is not given again.
        for (const [i, rpc] of rpcs.entries())
          sent[i] += rpc.takeCalls().filter(({ method }) => method === "eth_sendRawTransaction").length;
        return sent;
      })
      .toEqual([1, 1, 1]);
  });

  it("believe a refusal only when a second one refuses as well", async () => {
    const connection = await connectAll();
    rpcs[0].tamper(({ method }) => (method === "eth_estimateGas" ? new Refusal(3, "execution reverted") : undefined));
    for (let i = 0; i < 4; i++) {
      const gas = await connection.client.estimateGas({ to: addressOf(story.wallet.stranger), value: 1n });
      expect(gas).toBe(21_000n);
    }
  });

  it("of different chains are refused", async () => {
    rpcs[1].tamper(({ method }) => (method === "eth_chainId" ? "0x5" : undefined));
    await expect(connectAll()).rejects.toThrow(/different chains.*chain 5/);
    const genesis = `0x${"cd".repeat(32)}`;
    rpcs[1].tamper(({ params }, result) =>
      params?.[0] === "0x0" ? { ...(result as object), hash: genesis } : undefined,
    );
    await expect(connectAll()).rejects.toThrow(/different chains/);
  });

  it("that come late are of the same chain or never asked", async () => {
    rpcs[2].setDown(true);
    const connection = await connectAll(1);
    rpcs[2].setDown(false);
    rpcs[2].tamper(({ method }) => (method === "eth_chainId" ? "0x5" : undefined));
    await expect
      .poll(async () => {
        await connection.pool.head().catch(() => {});
        return standings(connection)[2];
      })
      .toBe("foreign");
    expect(await connection.client.getChainId()).toBe(31337);
  });

  it("that can't read at a block's hash are named at the start", async () => {
    rpcs[1].tamper(({ method, params }) =>
      method === "eth_call" && typeof params?.[1] === "object" ? new Refusal(-32602, "invalid argument 1") : undefined,
    );
    await expect(checkPinnedReads(await connectAll())).rejects.toThrow(/RPC provider 2 .*EIP-1898/);
  });

  it("that lack the block abstain", async () => {
    const connection = await connectAll();
    const head = await connection.pool.head();
    rpcs[0].tamper(({ method }) => (method === "eth_call" ? new Refusal(-32000, "header not found") : undefined));
    expect(await readStates(connection, [5n], head.hash)).toHaveLength(1);
    expect(connection.pool.disagreements).toBe(0);
    rpcs[1].tamper(({ method }) => (method === "eth_call" ? new Refusal(-32000, "header not found") : undefined));
    await expect(connection.pool.agree({ method: "eth_call", params: [{}, { blockHash: head.hash }] })).rejects.toThrow(
      QuorumError,
    );
  });

  it("that fail now and then are asked again before there is no quorum", async () => {
    const connection = await connectAll();
    const { hash } = await connection.pool.head();
    rpcs[0].setDown(true);
    for (const rpc of rpcs.slice(1)) {
      const failed = new Set<string>();
      rpc.tamper(({ method }) => {
        if (failed.has(method)) return undefined;
        failed.add(method);
        return new Refusal(-32005, "limit exceeded");
      });
    }
    expect(await readStates(connection, [5n], hash)).toHaveLength(1);
    expect((await connection.pool.head()).hash).toBe(hash);
    expect(connection.pool.disagreements).toBe(0);
  });
});
