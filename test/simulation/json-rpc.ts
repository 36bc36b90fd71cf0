import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true });

export type RpcCall = { readonly id?: unknown; readonly method: string; readonly params?: readonly unknown[] };
export type RpcAnswer = {
  readonly jsonrpc?: "2.0";
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
};

/** Sends one body to a JSON-RPC over HTTP. */
export const post = (url: string, body: string): Promise<string> => exchange(url, "POST", body);

/** A page as a text: `fetch` takes several times as long. */
export const get = (url: string): Promise<string> => exchange(url, "GET", "");

function exchange(url: string, method: "GET" | "POST", body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const sent = request(url, { method, agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => resolve(Buffer.concat(parts).toString("utf8")));
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** One call. @throws Error with the message of the chain. */
export async function call<T>(url: string, method: string, params: readonly unknown[] = []): Promise<T> {
  const text = await post(url, JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
  const { result, error } = JSON.parse(text) as { result?: T; error?: { message: string } };
  if (error !== undefined) throw new Error(`${method}: ${error.message}`);
  return result as T;
}
