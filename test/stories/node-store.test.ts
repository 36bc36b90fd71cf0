import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "../../oracle/src/chain/connection.ts";
import { openDatabase } from "../../oracle/src/store/database.ts";
import { lockFolder } from "../../oracle/src/store/folder-lock.ts";
import { openNodeStore } from "../../oracle/src/store/node-store.ts";
import { lockOnServer } from "../../oracle/src/store/server-lock.ts";
import { type Postgres, startPostgres } from "../world/postgres.ts";
import { type Sending, startSending } from "../world/sending-account.ts";
import { root } from "../world/story.ts";

const ACCOUNT = "0x1111111111111111111111111111111111111111";
const OTHER = "0x2222222222222222222222222222222222222222";

describe("the lock of a folder", () => {
  const newFolder = () => mkdtempSync(join(tmpdir(), "openimo-"));

  /** Starts a process that locks a folder, and waits until it says how that went. */
  async function holder(folder: string) {
    const program = join(root, "test/world/lock-holder.ts");
    const child = spawn(process.execPath, ["--import", "tsx", program, folder], { cwd: root });
    const [line] = await once(createInterface(child.stdout), "line");
    const gone = once(child, "exit");
    return {
      line: String(line),
      pid: child.pid,
      async kill() {
        child.kill("SIGKILL");
        await gone;
      },
    };
  }

  it("keeps a second process out, names the first, and is free once that is killed", async () => {
    const folder = newFolder();
    const first = await holder(folder);
    expect(first.line).toBe("locked");
    const second = await holder(folder);
    expect(second.line).toContain(`process ${first.pid}`);
    await second.kill();
    await expect(lockFolder(folder)).rejects.toThrow(`process ${first.pid}`);
    await first.kill();
    const lock = await lockFolder(folder);
    lock.check();
    await lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("goes to one of several that find the lock of a dead process at once", async () => {
    const folder = newFolder();
    const dead = await holder(folder);
    await dead.kill();
    const all = await Promise.all([1, 2, 3, 4].map(() => holder(folder)));
    expect(all.filter(({ line }) => line === "locked")).toHaveLength(1);
    for (const one of all) await one.kill();
  });

  it("of a process whose number a later one has is taken over", async () => {
    const folder = newFolder();
    const file = join(folder, "lock");
    writeFileSync(file, JSON.stringify({ id: "x", pid: process.pid, start: "1", host: hostname() }));
    await (await lockFolder(folder)).release();
  });

  it("of another machine is left alone, with what to do", async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "lock"), JSON.stringify({ id: "x", pid: 1, start: "1", host: "elsewhere" }));
    await expect(lockFolder(folder)).rejects.toThrow(/process 1 on elsewhere.*delete/);
  });

  it("that was cut short when it was written is taken over", async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "lock"), '{"id":');
    await (await lockFolder(folder)).release();
  });

  it("tells when it was lost", async () => {
    const folder = newFolder();
    const lock = await lockFolder(folder);
    writeFileSync(join(folder, "lock"), JSON.stringify({ id: "x", pid: 1, start: "1", host: "elsewhere" }));
    expect(() => lock.check()).toThrow("elsewhere");
    await lock.release();
    expect(existsSync(join(folder, "lock"))).toBe(true);
  });
});

describe("the lock of an account on a server", () => {
  let server: Postgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());

  it("keeps a second process of the account out, and no other", async () => {
    const url = await server.createDatabase();
    const lock = await lockOnServer(url, 1, ACCOUNT);
    await expect(lockOnServer(url, 1, ACCOUNT)).rejects.toThrow(`openimo ${process.pid} on`);
    const others = await Promise.all([lockOnServer(url, 1, OTHER), lockOnServer(url, 2, ACCOUNT)]);
    for (const other of others) await other.release();
    lock.check();
    await lock.release();
    await (await lockOnServer(url, 1, ACCOUNT)).release();
  });

  it("tells when its connection broke", async () => {
    const url = await server.createDatabase();
    const lock = await lockOnServer(url, 1, ACCOUNT);
    const database = await openDatabase({ url });
    await database.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'openimo%'",
    );
    await database.close();
    await expect
      .poll(() => {
        try {
          lock.check();
          return "held";
        } catch (error) {
          return String(error);
        }
      })
      .toContain("Start the node again");
  });
});

describe("the node's data", () => {
  let sending: Sending;
  let connection: Connection;
  let dataFolder: string;
  beforeAll(async () => {
    sending = await startSending();
    connection = sending.connect();
    dataFolder = mkdtempSync(join(tmpdir(), "openimo-"));
  });
  afterAll(async () => {
    rmSync(dataFolder, { recursive: true, force: true });
    await sending?.stop();
  });

  it("of each account is in a folder of its own, and whole again after a start that was cut short", async () => {
    const [name] = await made();
    expect(name).toMatch(/^31337-[\da-f]{8}-0x1{40}$/);
    rmSync(join(dataFolder, name, "made"));
    // As a process leaves it that was killed while it made the files.
    rmSync(join(dataFolder, name, "database/global"), { recursive: true });
    expect(await made()).toEqual([name]);

    async function made(): Promise<string[]> {
      const store = await openNodeStore(connection, ACCOUNT, { dataFolder });
      await expect(openNodeStore(connection, ACCOUNT, { dataFolder })).rejects.toThrow(`process ${process.pid}`);
      store.checkLock();
      await store.close();
      return readdirSync(dataFolder);
    }
  });

  it("of a local chain that began anew is in another folder", async () => {
    const again = await startSending();
    const before = readdirSync(dataFolder);
    await (await openNodeStore(again.connect(), ACCOUNT, { dataFolder })).close();
    expect(readdirSync(dataFolder)).toHaveLength(before.length + 1);
    await again.stop();
  });

  it("is about one oracle, and says so to a node of another", async () => {
    const deployment = { ...connection.deployment, inferenceOracle: OTHER } as const;
    await expect(openNodeStore({ ...connection, deployment }, ACCOUNT, { dataFolder })).rejects.toThrow(
      /oracle at 0x.*another --data-dir/,
    );
    // Whoever uses the right one can go on.
    await (await openNodeStore(connection, ACCOUNT, { dataFolder })).close();
  });
});
