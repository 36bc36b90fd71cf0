import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Child, startChild } from "../../local/child.ts";
import type { Work } from "../../oracle/src/node/progress.ts";
import { get } from "./json-rpc.ts";

/** From the start of the program to the first block that it has read whole, on a machine that is busy. */
const READY_MS = 60_000;
const LOOK_MS = 20;
/** Of a line that is told in a message. */
const LINE_CHARACTERS = 300;

export type NodeOptions = {
  readonly name: string;
  /** Path of `openimo`. */
  readonly program: string;
  /** Options of `openimo run`. */
  readonly args: readonly string[];
  /** Of a PostgreSQL server; undefined for the embedded database in a folder of its own. */
  readonly databaseUrl: string | undefined;
};

export type NodeStatus = {
  readonly phase: string;
  readonly head: { readonly number: string | number; readonly hash: string } | null;
  readonly work: Work;
};

export type Standing = "busy" | "retrying" | "done";

/** A node that can be killed at any moment and started again on the same database. */
export class NodeProcess {
  readonly name: string;
  /** What it printed, oldest first, over all its lives. */
  readonly lines: string[] = [];
  lives = 0;
  kills = 0;
  readonly #options: NodeOptions;
  readonly #home = mkdtempSync(join(tmpdir(), "openimo-simulated-"));
  #child: Child | undefined;
  #url: string | undefined;

  constructor(options: NodeOptions) {
    this.name = options.name;
    this.#options = options;
  }

  get isUp(): boolean {
    return this.#child !== undefined;
  }

  /** Of the process that runs. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  start(environment: NodeJS.ProcessEnv = {}): void {
    const { name, program, args, databaseUrl } = this.#options;
    this.lives++;
    this.#url = undefined;
    const child = startChild({
      name,
      command: process.execPath,
      args: [program, "run", ...args, "--listen", "127.0.0.1:0", "--json"],
      environment: {
        OPENIMO_HOME: this.#home,
        ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
        ...environment,
      },
      onLine: (line) => {
        this.lines.push(line);
        if (line.startsWith('{"listening"')) this.#url = (JSON.parse(line) as { listening: string }).listening;
      },
    });
    this.#child = child;
    child.crashed.catch((error: unknown) => {
      if (this.#child === child) this.#onEnd(error);
    });
  }

  /** Set by whoever waits for the node to end by itself, as at a crash point. */
  #onEnd = (error: unknown): void => {
    this.lines.push(`ended: ${error}`);
    this.#child = undefined;
  };

  /** SIGKILL; resolves when the process is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    this.kills++;
    await child.kill();
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    await child?.stop();
  }

  /** Ends it, and removes what it stored here. */
  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.#home, { recursive: true, force: true });
  }

  async status(): Promise<NodeStatus | undefined> {
    if (this.#url === undefined) return undefined;
    try {
      return JSON.parse(await get(`${this.#url}/status`)) as NodeStatus;
    } catch {
      return undefined;
    }
  }

  /** What it printed last, for a message. */
  tail(): string {
    return this.lines
      .slice(-8)
      .map((line) => line.slice(0, LINE_CHARACTERS))
      .join("\n");
  }

  /** How far it is with a block: whether it has gone through it to its end, and tries something again later that was refused. */
  async standingAt(head: string): Promise<Standing> {
    const status = await this.status();
    if (status?.phase !== "ready" || status.head?.hash !== head || status.work.running > 0) return "busy";
    return status.work.retryInMs === null ? "done" : "retrying";
  }

  /** @throws Error with what it printed last when it ends or isn't ready in time. */
  async ready(): Promise<void> {
    const deadline = Date.now() + READY_MS;
    while (Date.now() < deadline) {
      if (this.#child === undefined) break;
      if ((await this.status())?.phase === "ready") return;
      await sleep(LOOK_MS);
    }
    throw new Error(`${this.name} didn't get ready: ${this.tail()}`);
  }
}
