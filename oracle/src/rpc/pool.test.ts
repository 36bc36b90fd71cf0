import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { RpcPool } from "./pool.ts";

type Said = { readonly result: unknown } | { readonly error: { code: number; message: string; data?: string } };

const REVERT = { error: { code: 3, message: "execution reverted", data: "0x1234" } };
const block = (hash: string) => ({
  result: { number: "0x7", hash, parentHash: "0x1", timestamp: "0x2", transactions: [] },
});
const receipt = (price: string, extra: object = {}) => ({
  result: {
    transactionHash: "0xaa",
    blockHash: "0xbb",
    status: "0x1",
    gasUsed: "0x5",
    effectiveGasPrice: price,
    ...extra,
  },
});

describe("what several providers say", () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function poolOf(...answers: readonly Said[]): Promise<RpcPool> {
    const urls: string[] = [];
    for (const answer of answers) {
      const server = createServer(async (request, response) => {
        const calls = [JSON.parse(Buffer.concat(await request.toArray()).toString())].flat();
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(calls.map(({ id }: { id: number }) => ({ jsonrpc: "2.0", id, ...answer }))));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      servers.push(server);
      urls.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    }
    return new RpcPool(urls, undefined);
  }

  it.each([
    ["an estimate that would run out of gas", "eth_estimateGas", ["0x64", "0x1", "0x65"], "0x64"],
    ["an estimate that no block has room for", "eth_estimateGas", ["0xffffffff", "0x64", "0x65"], "0x65"],
    ["a tip that would cost a fortune", "eth_maxPriorityFeePerGas", ["0x64", "0x65", "0xffffffff"], "0x65"],
    ["a gas price of nothing", "eth_gasPrice", ["0x0", "0x64", "0x65"], "0x64"],
  ])("about gas keeps one from choosing %s", async (_name, method, said, middle) => {
    const pool = await poolOf(...said.map((result) => ({ result })));
    expect(await pool.request({ method, params: [] })).toBe(middle);
  });

  it("about gas is no refusal while only one refuses", async () => {
    const pool = await poolOf(REVERT, { result: "0x64" }, { result: "0x65" });
    expect(await pool.request({ method: "eth_estimateGas", params: [] })).toBe("0x65");
  });

  it("about gas is a refusal when most refuse", async () => {
    const pool = await poolOf(REVERT, { result: "0x64" }, REVERT);
    await expect(pool.request({ method: "eth_estimateGas", params: [] })).rejects.toThrow(/reverted/);
  });

  it.each([
    ["speaks against nobody who has it", [{ result: null }, block("0xaa"), block("0xaa")], "0xaa"],
    ["outvotes nobody", [{ result: null }, { result: null }, block("0xaa"), block("0xaa")], "0xaa"],
  ])("a block that a provider doesn't have %s", async (_name, answers, hash) => {
    const pool = new RpcPool(
      (await poolOf(...answers)).providers.map(({ name }) => `http://${name.split("(")[1].slice(0, -1)}`),
      2,
    );
    expect(await pool.agree({ method: "eth_getBlockByNumber", params: ["0x7", false] })).toMatchObject({ hash });
    expect(pool.disagreements).toBe(0);
  });

  it("a block that nobody has isn't there", async () => {
    const pool = await poolOf({ result: null }, { result: null }, { result: null });
    expect(await pool.agree({ method: "eth_getBlockByNumber", params: ["0x7", false] })).toBeNull();
  });

  it("a forged receipt is not believed, and what programs tell besides doesn't matter", async () => {
    const pool = await poolOf(receipt("0x9"), receipt("0x5", { type: "0x2" }), receipt("0x5"));
    const said = await pool.agree({ method: "eth_getTransactionReceipt", params: ["0xaa"] });
    expect(said).toMatchObject({ effectiveGasPrice: "0x5" });
  });
});
