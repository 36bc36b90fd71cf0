import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inferenceOracleAbi } from "@openimo/contracts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Child, startChild } from "../../local/child.ts";
import { CRASH_VARIABLE, type CrashPoint } from "../../oracle/src/store/crash-points.ts";
import type { Database } from "../../oracle/src/store/database.ts";
import { openServer } from "../../oracle/src/store/open-server.ts";
import { onlyModel } from "../world/launch.ts";
import { type Postgres, startPostgres } from "../world/postgres.ts";
import { ask, status, until, untilStatus } from "../world/request.ts";
import { root, type Story, startStory } from "../world/story.ts";

type Program = { readonly child: Child; readonly lines: string[]; readonly said: (text: string) => Promise<unknown> };

describe("several processes of one operator", { sequential: true }, () => {
  let story: Story;
  let server: Postgres;
  let database: Database;
  let url: string;
  let home: string;
  let modelId: bigint;
  const programs = new Set<Program>();

  beforeAll(async () => {
    [server, story] = await Promise.all([startPostgres(), startStory({ models: ["digits"] })]);
    url = await server.createDatabase();
    database = openServer(url);
    home = mkdtempSync(join(tmpdir(), "openimo-"));
    modelId = await onlyModel(story);
  });
  afterEach(async () => {
    for (const { child } of programs) await child.stop();
    programs.clear();
  });
  afterAll(async () => {
    await database?.close();
    await story?.stop();
    await server?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  function start(name: string, args: readonly string[], dieAt?: CrashPoint): Program {
    const lines: string[] = [];
    const child = startChild({
      name,
      command: process.execPath,
      args: [join(root, "oracle/bin/openimo.js"), "run", ...args, "--log-level", "debug"],
      environment: {
        OPENIMO_HOME: home,
        DATABASE_URL: url,
        ...(dieAt === undefined ? {} : { [CRASH_VARIABLE]: dieAt }),
      },
      onLine: (line) => lines.push(line),
    });
    const said = (text: string) =>
      until(`${name} says "${text}"`, async () => (lines.some((line) => line.includes(text)) ? true : undefined));
    const program = { child, lines, said };
    programs.add(program);
    return program;
  }
  const startWorker = (dieAt?: CrashPoint) => start("A worker", ["--worker"], dieAt);
  const startSender = (dieAt?: CrashPoint) =>
    start(
      "A sender",
      [
        ...["--mode", "serve", "--workers", "--standby", "--rpc-url", story.world.rpcUrl],
        ...["--listen", "127.0.0.1:0", "--poll-ms", "100"],
      ],
      dieAt,
    );

  /** Everything that the chain has of a request's answers. */
  async function answersOf(requestId: bigint): Promise<number> {
    const oracle = { address: story.deployment.inferenceOracle, abi: inferenceOracleAbi, fromBlock: 0n } as const;
    const logs = await story.reader.getContractEvents({ ...oracle, eventName: "AICallbackResult", strict: true });
    return logs.filter(({ args }) => args.requestId === requestId).length;
  }

  /** One intent for each answer, one nonce for each intent, and none but those that a block has. */
  async function expectNothingTwice(...requestIds: readonly bigint[]): Promise<void> {
    for (const requestId of requestIds) expect(await answersOf(requestId)).toBe(1);
    const [counts] = await database.query<{ intents: bigint; nonces: bigint }>(
      "select count(*) as intents, count(distinct nonce) as nonces from intent where kind = 'propose'",
    );
    expect(counts.nonces).toBe(counts.intents);
    const twice = await database.query(
      "select request_id from intent where kind = 'propose' and state in ('sent', 'done') group by request_id having count(*) > 1",
    );
    expect(twice).toEqual([]);
  }

  it("answer, though a worker is killed in the middle of a job", async () => {
    const sender = startSender();
    const killed = startWorker("job taken");
    await Promise.all([sender.said("model ready"), killed.said("worker started")]);
    const { requestId } = await ask(story, "requester", modelId);
    await expect(killed.child.crashed).rejects.toThrow();
    programs.delete(killed);
    const [taken] = await database.query<{ state: string; attempts: number }>("select state, attempts from job");
    expect(taken).toEqual({ state: "taken", attempts: 1 });
    const worker = startWorker();
    await worker.said("job done");
    const answered = await untilStatus(story, requestId, status.answered);
    expect(answered.proposer).not.toBe("0x0000000000000000000000000000000000000000");
    expect(worker.lines.some((line) => line.includes('"attempt":2'))).toBe(true);
    await expectNothingTwice(requestId);
    expect((await story.openimo("request", "verify", `0x${requestId.toString(16).padStart(64, "0")}`)).code).toBe(0);
  });

  it.each(["job stored", "intent stored", "intent broadcast"] as const)(
    "go on when the sender is killed with its %s, and post nothing twice",
    async (dieAt) => {
      const first = startSender(dieAt);
      await first.said("model ready");
      const second = startSender();
      await second.said("On standby");
      const worker = startWorker();
      await worker.said("worker started");
      const { requestId } = await ask(story, "requester", modelId);
      await expect(first.child.crashed).rejects.toThrow();
      programs.delete(first);
      await second.said("taking over");
      await untilStatus(story, requestId, status.answered);
      await until("the transaction is told", async () => {
        const open = await database.query("select 1 from intent where state = 'sent'");
        return open.length === 0 ? true : undefined;
      });
      await expectNothingTwice(requestId);
    },
  );
});
