import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openimo, type Story, startStory } from "../world/story.ts";

/** Marks that nothing printed may hold, each where a secret stands. */
const MARK = {
  path: "PATHMARKa1b2c3",
  query: "QUERYMARKd4e5f6",
  user: "USERMARK0718",
  password: "PASSWORDMARK2930",
  signer: "SIGNERMARK4a5b",
  database: "DATABASEMARK6c7d",
} as const;
const KEY = "ab".repeat(16) + "cd".repeat(16);

describe("what a node prints at its most talkative", { sequential: true }, () => {
  let story: Story;
  let scratch: string;
  let server: Server;
  /** What the RPC does with each call. A cruel one gives the whole request back in its error. */
  let answer: "pass" | "refuse" | "unauthorised" | "nonsense" | "hang up" = "pass";

  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
    scratch = mkdtempSync(join(tmpdir(), "openimo-secrets-"));
    server = createServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      const echo = `${request.url} ${JSON.stringify(request.headers)} ${body}`;
      if (answer === "hang up") request.destroy();
      else if (answer === "nonsense") response.end(echo);
      else if (answer === "unauthorised") response.writeHead(401).end(echo);
      else if (answer === "refuse") {
        const calls = [JSON.parse(body)].flat();
        const errors = calls.map(({ id }) => ({
          jsonrpc: "2.0",
          id,
          error: { code: -32_000, message: echo, data: echo },
        }));
        response.end(JSON.stringify(body.startsWith("[") ? errors : errors[0]));
      } else {
        const headers = { "content-type": "application/json" };
        response.end(await (await fetch(story.world.rpcUrl, { method: "POST", headers, body })).text());
      }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    rmSync(scratch, { recursive: true, force: true });
    await story?.stop();
  });

  const marks = [...Object.values(MARK), KEY];
  function expectSilence(text: string): void {
    const lower = text.toLowerCase();
    for (const mark of marks) expect(lower, text).not.toContain(mark.toLowerCase());
  }
  const rpcUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${MARK.path}/?key=${MARK.query}`;

  it.each([
    ["status", "--json"],
    ["config", "check"],
    ["run", "--mode", "serve", "--start-timeout-seconds", "0"],
  ])("nor has that of openimo %s", async (...args) => {
    const signer = ["--signer-url", `http://${MARK.user}:${MARK.signer}@127.0.0.1:1/${MARK.signer}`];
    for (const behaviour of ["refuse", "unauthorised", "nonsense", "hang up", "pass"] as const) {
      answer = behaviour;
      const { stdout, stderr } = await openimo([...args, ...signer, "--rpc-url", rpcUrl()], { OPENIMO_HOME: scratch });
      expect(stderr).not.toBe("");
      expectSilence(stdout + stderr);
    }
  });

  it("nor has that of openimo config print, which prints all there is", async () => {
    const environment = {
      OPENIMO_RPC_URL: rpcUrl(),
      OPENIMO_SIGNER_URL: `http://${MARK.user}:${MARK.signer}@127.0.0.1:1/`,
    };
    const { stdout, stderr } = await openimo(["config", "print"], environment);
    expect(stdout).toContain("/***  (OPENIMO_RPC_URL)");
    expectSilence(stdout + stderr);
  });
});
