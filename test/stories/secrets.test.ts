import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChild } from "../../local/child.ts";
import { openimo, root, type Story, startStory } from "../world/story.ts";

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
  /** How often it has answered so. */
  let answers = 0;

  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
    scratch = mkdtempSync(join(tmpdir(), "openimo-secrets-"));
    server = createServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      answers += 1;
      const echo = `${request.url} ${JSON.stringify(request.headers)} ${body}`;
      if (answer === "hang up") response.destroy();
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

  it("has no secret in it, whichever way an RPC fails", async () => {
    writeFileSync(join(scratch, "password"), MARK.password);
    writeFileSync(join(scratch, "key"), KEY);
    writeFileSync(join(scratch, "rpc"), rpcUrl());
    const home = { OPENIMO_HOME: scratch, OPENIMO_CACHE_DIR: join(scratch, "cache") };
    expect(
      (
        await openimo(
          ["key", "import", "operator", "--file", join(scratch, "key"), "--password-file", join(scratch, "password")],
          home,
        )
      ).code,
    ).toBe(0);
    await story.test.setBalance({
      address: JSON.parse((await openimo(["key", "list", "--json"], home)).stdout)[0].address,
      value: 10n ** 20n,
    });
    const lines: string[] = [];
    const child = startChild({
      name: "The node",
      command: process.execPath,
      args: [
        ...[
          join(root, "oracle/bin/openimo.js"),
          "run",
          "--mode",
          "serve",
          "--listen",
          "127.0.0.1:0",
          "--log-level",
          "trace",
        ],
        ...[
          "--account",
          "operator",
          "--password-file",
          join(scratch, "password"),
          "--rpc-url-file",
          join(scratch, "rpc"),
        ],
      ],
      environment: { ...home, DEBUG: "*", NODE_DEBUG: "" },
      onLine: (line) => lines.push(line),
    });
    const saidOf = (from: number, text: RegExp) => lines.slice(from).some((line) => text.test(line));
    const live = async () => {
      await Promise.race([child.crashed, expect.poll(() => saidOf(0, /model ready/), { timeout: 60_000 }).toBe(true)]);
      for (const failure of ["refuse", "unauthorised", "nonsense", "hang up"] as const) {
        const before = lines.length;
        answer = failure;
        await expect.poll(() => saidOf(before, /step failed|does not answer/), { timeout: 20_000 }).toBe(true);
        answer = "pass";
        answers = 0;
        // More than the call that was on its way: it goes on with its work.
        await expect.poll(() => answers, { timeout: 10_000 }).toBeGreaterThan(3);
      }
    };
    await Promise.race([child.crashed, live()]);
    await child.stop();
    expectSilence(lines.join("\n"));
  });

  it.each([
    ["status", "--json"],
    ["config", "check"],
    ["run", "--mode", "serve", "--start-timeout-seconds", "0"],
  ])("nor has that of openimo %s", async (...args) => {
    const signer = ["--signer-url", `http://${MARK.user}:${MARK.signer}@127.0.0.1:1/${MARK.signer}`];
    for (const behaviour of ["refuse", "unauthorised", "nonsense", "hang up", "pass"] as const) {
      answer = behaviour;
      const { stdout, stderr } = await openimo([...args, ...signer, "--rpc-url", rpcUrl()], { OPENIMO_HOME: scratch });
      expect(stdout + stderr).not.toBe("");
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
