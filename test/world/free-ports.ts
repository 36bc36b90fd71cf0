import { createServer, type Server } from "node:net";
import type { Ports } from "../../local/ports.ts";

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

/** Four ports that nothing listens on, all held at once so that they differ. */
export async function freePorts(): Promise<Ports> {
  const servers = await Promise.all([listen(), listen(), listen(), listen()]);
  const [chain, node, indexer, web] = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The system gave no TCP port.");
    return address.port;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return { chain, node, indexer, web };
}
