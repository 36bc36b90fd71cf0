import { createServer, type IncomingMessage } from "node:http";

export type RpcCall = { readonly id: number; readonly method: string; readonly params?: readonly unknown[] };

/** What becomes of an answer on its way: another result, or `refuse` for an error of the RPC's own. Undefined leaves it as it is. */
export type Tamper = (call: RpcCall, result: unknown) => unknown;

export class Refusal {
  constructor(
    readonly code: number,
    readonly message: string,
  ) {}
}

type Answer = { readonly id: number; readonly result?: unknown; readonly error?: unknown };

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** An RPC provider of a real chain that a test can have lie, lag, refuse or fall silent. */
export async function tamperingRpc(rpcUrl: string) {
  const calls: RpcCall[] = [];
  let tamper: Tamper | undefined;
  let isDown = false;

  function changed(call: RpcCall, answer: Answer): Answer {
    const result = tamper?.(call, answer.result);
    if (result === undefined) return answer;
    const of = { jsonrpc: "2.0", id: call.id };
    if (result instanceof Refusal) return { ...of, error: { code: result.code, message: result.message } };
    return { ...of, result };
  }

  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    if (isDown) {
      response.writeHead(503).end();
      return;
    }
    const answered = await fetch(rpcUrl, { method: "POST", body, headers: { "content-type": "application/json" } });
    const asked: RpcCall | RpcCall[] = JSON.parse(body);
    const answer: unknown = await answered.json();
    const all = [asked].flat();
    calls.push(...all);
    const told = ([answer].flat() as Answer[]).map((one) => {
      const call = all.find(({ id }) => id === one.id);
      return call === undefined ? one : changed(call, one);
    });
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(Array.isArray(asked) ? told : told[0]));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The system gave no TCP port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    /** What was asked since the last call of this. */
    takeCalls: () => calls.splice(0),
    tamper(next: Tamper | undefined) {
      tamper = next;
    },
    setDown(down: boolean) {
      isDown = down;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

export type TamperingRpc = Awaited<ReturnType<typeof tamperingRpc>>;
