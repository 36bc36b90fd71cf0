/**
 * A PostgreSQL for the tests: its programs on the PATH or at one of the usual places, or installed where that is possible.
 *
 * Run as a program it prints where they are, installing if need be, or says exactly what to install and fails.
 */
import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openServer } from "../../oracle/src/store/open-server.ts";

/** A start takes a third of a second; a loaded machine has needed ten. */
const START_MS = 60_000;
/** As many as the largest test has open at once, with room. */
const CONNECTIONS_MOST = 100;

/** Debian keeps the servers of all versions beside each other and not on the PATH; the newest is wanted. */
function usualFolders(): string[] {
  const versions = "/usr/lib/postgresql";
  const installed = existsSync(versions) ? readdirSync(versions).toSorted((a, b) => Number(b) - Number(a)) : [];
  const homebrew = ["/opt/homebrew/opt", "/usr/local/opt"].filter((folder) => existsSync(folder));
  return [
    ...installed.map((version) => join(versions, version, "bin")),
    ...homebrew.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.startsWith("postgresql"))
        .map((name) => join(folder, name, "bin")),
    ),
    "/usr/pgsql/bin",
  ];
}

/** The folder with the programs of a server that is already there. */
function findPrograms(): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...usualFolders()];
  return folders.find((folder) => ["initdb", "postgres"].every((program) => existsSync(join(folder, program))));
}

function install(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [
    ["update", "-q"],
    ["install", "-qy", "--no-install-recommends", "postgresql"],
  ]) {
    console.error(`No PostgreSQL found. Trying: apt-get ${args.join(" ")}`);
    try {
      execFileSync("apt-get", args, { stdio: ["ignore", 2, 2], env });
    } catch {
      // The message at the end tells what to do.
    }
  }
  return findPrograms();
}

/** @throws Error that says what to install. */
function requirePrograms(): string {
  const folder = findPrograms() ?? install();
  if (folder) return folder;
  throw new Error(
    "The database tests need a PostgreSQL server and none was found or could be installed. " +
      "Install it (Debian, Ubuntu: sudo apt-get install postgresql; macOS: brew install postgresql) " +
      "or put the folder with initdb and postgres on the PATH.",
  );
}

/** A server refuses to run as root. So it runs as one that can do nothing else. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const number = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: number("-u"), gid: number("-g") };
}

export type Postgres = {
  /** A new and empty database. */
  createDatabase(): Promise<string>;
  /** Ends the server at once and throws its data away. */
  stop(): Promise<void>;
};

/** A server of its own on a socket in a temporary folder: no port that another program could want. */
export async function startPostgres(): Promise<Postgres> {
  const programs = requirePrograms();
  const folder = mkdtempSync(join(tmpdir(), "openimo-postgres-"));
  const user = unprivileged();
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid ?? user.uid);
  const data = join(folder, "data");
  const options: SpawnOptions = { ...user, cwd: folder, stdio: ["ignore", "ignore", "pipe"] };
  const creation = ["--pgdata", data, "--username", "openimo", "--auth", "trust", "--no-sync", "--encoding", "UTF8"];
  await ended(spawn(join(programs, "initdb"), [...creation, "--no-locale"], options));
  const settings = ["listen_addresses=", `unix_socket_directories=${folder}`, `max_connections=${CONNECTIONS_MOST}`];
  // The tests end programs, never the machine: what a server has not forced to the disk survives all that.
  const flags = [...settings, "fsync=off"].flatMap((setting) => ["-c", setting]);
  const server = spawn(join(programs, "postgres"), ["-D", data, ...flags], options);
  const kill = () => server.kill("SIGKILL");
  process.once("exit", kill);
  const down = ended(server);
  const url = (database: string) => `postgres://openimo@localhost/${database}?host=${encodeURIComponent(folder)}`;
  await Promise.race([untilAccepting(url("postgres")), down.then(() => Promise.reject(new Error("It ended.")))]);
  let databases = 0;
  return {
    async createDatabase() {
      const name = `test_${databases++}`;
      await administer(url("postgres"), `create database ${name}`);
      return url(name);
    },
    async stop() {
      process.off("exit", kill);
      server.kill("SIGQUIT");
      await down.catch(() => {});
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  let told = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    told = (told + text).slice(-4_000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${child.spawnfile} ended with ${code}: ${told}`);
}

async function administer(url: string, sql: string): Promise<void> {
  const server = openServer(url);
  try {
    await server.query(sql);
  } finally {
    await server.close();
  }
}

async function untilAccepting(url: string): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    try {
      return await administer(url, "select 1");
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await wait(50);
    }
  }
}

if (process.argv[1]?.endsWith("world/postgres.ts")) {
  try {
    console.log(requirePrograms());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
