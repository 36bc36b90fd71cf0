import { createServer } from "node:net";

/** Where the local world listens, on the loopback address only. */
export type Ports = {
  readonly chain: number;
  readonly node: number;
  readonly indexer: number;
  readonly web: number;
};

export const defaultPorts: Ports = { chain: 8545, node: 8787, indexer: 8788, web: 4173 };

/** A port that something else listens on. */
export class PortInUseError extends Error {
  constructor(name: keyof Ports, port: number) {
    super(
      `Port ${port} (${name}) is in use. Stop what listens there, or choose another: npm start -- --${name}-port ${port + 10000}`,
    );
    this.name = "PortInUseError";
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** @throws PortInUseError for the first port that is taken. */
export async function requireFree(ports: Partial<Ports>): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    if (!(await isFree(port))) throw new PortInUseError(name as keyof Ports, port);
  }
}
