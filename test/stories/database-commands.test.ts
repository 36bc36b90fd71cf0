import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../oracle/src/store/database.ts";
import { onlyModel } from "../world/launch.ts";
import { type StartedNode, startNode } from "../world/node-player.ts";
import { ask, status, untilStatus } from "../world/request.ts";
import { openimo, type Story, startStory } from "../world/story.ts";

describe("an operator looks into the node's database", { sequential: true }, () => {
  let story: Story;
  let node: StartedNode;
  let folder: string;
  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
    folder = mkdtempSync(join(tmpdir(), "openimo-data-"));
    node = await startNode(story.world.rpcUrl, "serve", "--data-dir", folder);
  });
  afterAll(async () => {
    await node?.stop();
    await story?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (...args: string[]) => openimo([...args, "--rpc-url", story.world.rpcUrl, "--data-dir", folder]);
  const change = async (...statements: string[]) => {
    const [name] = readdirSync(folder).filter((each) => each.startsWith("31337"));
    const database = await openDatabase({ folder: join(folder, name, "database") });
    for (const sql of statements) await database.query(sql);
    await database.close();
  };

  it("not while the node has it", async () => {
    const { requestId } = await ask(story, "requester", await onlyModel(story));
    await untilStatus(story, requestId, status.answered);
    await expect.poll(() => node.status().transactionsInFlight).toBe(0);
    for (const command of ["export", "verify"]) {
      const refused = await run("db", command);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain(`process ${node.child.pid}`);
    }
    const checked = await run("config", "check", "--mode", "serve");
    expect(checked.stderr).toContain("FAIL database");
    await node.stop();
    expect((await run("config", "check", "--mode", "serve")).stdout).toContain("ok   database");
  });

  it("as lines of JSON", async () => {
    const file = join(folder, "rows.jsonl");
    const exported = await run("db", "export", "--output", file, "--json");
    expect(exported.code).toBe(0);
    const { rows } = JSON.parse(exported.stdout);
    const lines = readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    for (const [table, count] of Object.entries(rows)) {
      expect([table, lines.filter((line) => line.table === table).length]).toEqual([table, count]);
    }
    expect(rows).toMatchObject({ chain: 1, request: 1, request_data: 1, answer: 1 });
    const [request] = lines.filter(({ table }) => table === "request");
    expect(request.row.terms).toMatch(/^0x[\da-f]+$/);
    expect(request.row.id).toMatch(/^\d{60,}$/);
    // The same without a file, and never over one.
    expect((await run("db", "export")).stdout).toBe(readFileSync(file, "utf8"));
    expect((await run("db", "export", "--output", file)).code).toBe(2);
  });

  it("and compares it with the chain", async () => {
    const sound = await run("db", "verify", "--json");
    expect([sound.code, sound.stderr]).toEqual([0, ""]);
    const { checked, undoneBlocks } = JSON.parse(sound.stdout);
    expect(checked).toMatchObject({ request: 1, answer: 1, nonce: 1 });
    expect([checked.block > 0, undoneBlocks]).toEqual([true, 0]);
  });

  it("and tells each row that differs", async () => {
    const wrong = {
      block:
        "update block set parent_hash = decode(repeat('11', 32), 'hex') where number = (select min(number) from block)",
      data: "update request_data set input = input || '\\x00'::bytea",
      output: "update answer set output = '\\x00'::bytea",
      blockOfAnswer: "update answer set block_hash = decode(repeat('22', 32), 'hex')",
      nonce: "update nonce set block_number = block_number - 1",
      intent: "update intent set state = 'reverted'",
      reference: "alter table request_data drop constraint request_data_id_fkey",
      id: "update request set id = id + 1",
      idOfData: "update request_data set id = id + 1",
    };
    await change(...Object.values(wrong));
    const { code, stdout } = await run("db", "verify", "--json");
    expect(code).toBe(1);
    const { differences, differenceCount } = JSON.parse(stdout).error;
    const told = [
      ["block", "parent_hash is 0x1111"],
      ["request", "its terms are those of"],
      ["request", "the contract doesn't know it"],
      ["request", "input_lengths"],
      ["answer", "block_hash is 0x2222"],
      ["answer", "output_hash"],
      ["nonce", "block_number"],
      ["intent", "state is reverted, and by the chain done"],
    ];
    for (const [table, what] of told) {
      expect(differences).toContainEqual(expect.objectContaining({ table, what: expect.stringContaining(what) }));
    }
    expect(differenceCount).toBe(told.length);
  });
});
