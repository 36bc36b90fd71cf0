import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where the driver and the server meet in a folder. */
const SOCKET = ".s.PGSQL.5432";

/** A statement without parameters, as the protocol has it: a letter, four bytes of length, the text, a zero. */
const COMMIT = Buffer.from("commit\0");

/** Whether the server gets the commit before the connection is cut. */
type Cut = "before" | "after";

/** Stands between a program and a real server, and breaks the connection around a commit when it is told to. */
export async function cuttingPostgres(url: string) {
  const server = new URL(url);
  const upstreamFile = join(server.searchParams.get("host") ?? "", SOCKET);
  const folder = mkdtempSync(join(tmpdir(), "openimo-cut-"));
  const sockets = new Set<Socket>();
  let wanted: Cut | undefined;
  let cuts = 0;
  const proxy = createServer((client) => {
    const upstream = connect(upstreamFile);
    let isCut = false;
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", end).on("close", () => {
        sockets.delete(socket);
        end();
      });
    }
    client.on("data", (bytes) => {
      if (wanted !== undefined && bytes.includes(COMMIT)) {
        isCut = wanted === "after";
        const isBefore = wanted === "before";
        wanted = undefined;
        cuts++;
        if (isBefore) return end();
      }
      upstream.write(bytes);
    });
    // Its answer says that it has committed, and nobody hears it.
    upstream.on("data", (bytes) => (isCut ? end() : client.write(bytes)));
  });
  await new Promise<void>((resolve) => proxy.listen(join(folder, SOCKET), resolve));
  server.searchParams.set("host", folder);
  return {
    url: server.href,
    /** How many commits were cut. */
    cuts: () => cuts,
    cut(when: Cut): void {
      wanted = when;
    },
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type CuttingPostgres = Awaited<ReturnType<typeof cuttingPostgres>>;
