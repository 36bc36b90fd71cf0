import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RpcPool } from "./pool.ts";

/** Of a provider alone: what it says now and then must not cost more than a moment. */
describe("a lone provider", () => {
  let server: Server;
  let calls: number;
  let failure: ((response: ServerResponse) => void) | undefined;

  beforeEach(async () => {
    calls = 0;
    failure = undefined;
    server = createServer(async (request, response) => {
      const [call] = [JSON.parse(Buffer.concat(await request.toArray()).toString())].flat();
      calls++;
      const fail = failure;
      failure = undefined;
      if (fail !== undefined) return fail(response);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify([{ jsonrpc: "2.0", id: call.id, result: "0x7" }]));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const ask = () => {
    const pool = new RpcPool([`http://127.0.0.1:${(server.address() as AddressInfo).port}`], undefined);
    return pool.request({ method: "eth_chainId" });
  };

  it.each([
    [
      "asks for an hour's patience",
      (response: ServerResponse) => response.writeHead(429, { "retry-after": "3600" }).end(),
    ],
    ["is out of order", (response: ServerResponse) => response.writeHead(503).end("busy")],
    ["hangs", () => {}],
    ["hangs up", (response: ServerResponse) => response.destroy()],
  ])("that %s is asked again at once", async (_name, fail) => {
    failure = fail;
    const since = performance.now();
    expect(await ask()).toBe("0x7");
    expect(performance.now() - since).toBeLessThan(5_000);
    expect(calls).toBe(2);
  });
});
