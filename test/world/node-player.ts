import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Child, startChild } from "../../local/child.ts";
import { readMetrics } from "./metrics.ts";
import { root } from "./story.ts";

/** How often a node is asked where it stands. */
const ASK_MS = 100;
const START_MS = 60_000;

type NodeStatus = {
  readonly phase: string;
  readonly head: { readonly number: string } | null;
  readonly watermark: string | null;
  readonly transactionsInFlight: number;
  readonly disputes: {
    readonly watched: number;
    readonly checking: number;
    readonly computing: number;
    readonly openDisputes: number;
    readonly stakedWei: string;
  } | null;
};

export type StartedNode = {
  readonly child: Child;
  /** What it logged, oldest first. */
  readonly log: Readonly<Record<string, unknown>>[];
  /** Lines that it printed besides. */
  readonly printed: string[];
  readonly status: () => NodeStatus;
  /** Its metrics, by name and labels as they are written. */
  readonly metrics: () => Promise<ReadonlyMap<string, number>>;
  /** Whether it has nothing to do but to wait for the chain. */
  readonly isWaiting: () => boolean;
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
};

/** Starts a node of its own, of any mode, and waits until it has read the chain. */
export async function startNode(
  rpcUrl: string,
  mode: "serve" | "watch" | "observe",
  ...args: readonly string[]
): Promise<StartedNode> {
  const home = mkdtempSync(join(tmpdir(), "openimo-"));
  const log: Readonly<Record<string, unknown>>[] = [];
  const printed: string[] = [];
  let tellUrl: (url: string) => void = () => {};
  const listening = new Promise<string>((resolve) => {
    tellUrl = resolve;
  });
  const child = startChild({
    name: `The node that should ${mode}`,
    command: process.execPath,
    args: [
      ...[join(root, "oracle/bin/openimo.js"), "run", "--mode", mode, "--rpc-url", rpcUrl],
      ...["--listen", "127.0.0.1:0", "--json", "--poll-ms", "100", "--log-level", "debug", ...args],
    ],
    environment: { OPENIMO_HOME: home },
    onLine(line) {
      try {
        const value: Readonly<Record<string, unknown>> = JSON.parse(line);
        if (typeof value.listening === "string") tellUrl(value.listening);
        else if (typeof value.level === "string") log.push(value);
        else printed.push(line);
      } catch {
        printed.push(line);
      }
    },
  });
  const url = await Promise.race([listening, child.crashed]);
  let newest: NodeStatus | undefined;
  let isOn = true;
  const ask = async () => {
    const response = await fetch(`${url}/status`).catch(() => undefined);
    if (response?.ok) newest = (await response.json()) as NodeStatus;
  };
  const asking = (async () => {
    while (isOn) {
      await ask();
      await sleep(ASK_MS);
    }
  })();
  const end = async (how: () => Promise<void>) => {
    isOn = false;
    await how();
    await asking;
    rmSync(home, { recursive: true, force: true });
  };
  for (const endMs = Date.now() + START_MS; newest?.phase !== "ready"; ) {
    if (Date.now() > endMs) throw new Error(`The node was not ready within ${START_MS} ms.`);
    await Promise.race([sleep(ASK_MS), child.crashed]);
  }
  const status = () => {
    if (newest === undefined) throw new Error("The node told nothing yet.");
    return newest;
  };
  return {
    ...{ child, log, printed, status },
    metrics: () => readMetrics(url),
    isWaiting() {
      const { disputes, transactionsInFlight } = status();
      return transactionsInFlight === 0 && disputes !== null && disputes.checking + disputes.computing === 0;
    },
    stop: () => end(child.stop),
    kill: () => end(child.kill),
  };
}
