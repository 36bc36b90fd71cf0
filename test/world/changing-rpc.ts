import { createServer } from "node:http";
import { text } from "node:stream/consumers";

type Answer = { readonly method: string; readonly result: unknown };

/** An RPC that a story can make lie: `change` gets every answer of the real one, and what it returns is told. */
export async function changingRpc(rpcUrl: string, change: (answer: Answer) => unknown) {
  let lies = false;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const asked: unknown = JSON.parse(body);
    const real = await fetch(rpcUrl, { method: "POST", headers: { "content-type": "application/json" }, body });
    const told: unknown = await real.json();
    const methods = new Map([asked].flat().map((call) => [(call as { id: number }).id, call as { method: string }]));
    const tell = (answer: { readonly id: number; readonly result?: unknown }) => {
      const method = methods.get(answer.id)?.method ?? "";
      return lies && "result" in answer ? { ...answer, result: change({ method, result: answer.result }) } : answer;
    };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(Array.isArray(told) ? told.map(tell) : tell(told as { id: number })));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The system gave no TCP port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    lie(isLying: boolean) {
      lies = isLying;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
