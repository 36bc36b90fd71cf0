import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSocketServer, type Socket } from "node:net";

/** A server of this machine, on a port that the system chooses. */
export type TestServer = {
  /** With no slash at its end. */
  readonly origin: string;
  readonly port: number;
  /** Paths that were asked for, oldest first. */
  readonly asked: string[];
  readonly close: () => Promise<void>;
};

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** @param host A loopback address; with a port where it must be one. */
export async function startServer(answer: Answer, host = "127.0.0.1", port = 0): Promise<TestServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  return opened(server, asked, host, port, () => server.closeAllConnections());
}

/** One that speaks no HTTP unless `speak` does. */
export async function startSocketServer(speak: (socket: Socket) => void): Promise<TestServer> {
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    // A reader that gives up is what is tested.
    socket.on("error", () => socket.destroy());
    speak(socket);
  });
  return opened(server as Server, [], "127.0.0.1", 0, () => {
    for (const socket of sockets) socket.destroy();
  });
}

async function opened(
  server: Server,
  asked: string[],
  host: string,
  port: number,
  cut: () => void,
): Promise<TestServer> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The system gave no TCP port.");
  return {
    origin: `http://${host}:${address.port}`,
    port: address.port,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}

/** Serves files by their path. */
export function startFileServer(files: ReadonlyMap<string, Uint8Array>): Promise<TestServer> {
  return startServer((request, response) => {
    const bytes = files.get((request.url ?? "").split("?")[0].slice(1));
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });
}
