import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Ports } from "../../local/ports.ts";
import { freePorts } from "../world/free-ports.ts";
import { until } from "../world/request.ts";
import { openimo, root } from "../world/story.ts";

const READY_SECONDS = 240;
const LONGEST_MS = 300_000;

/** `npm start` as a user runs it, in a process group of its own as a terminal would give it. */
function start(ports: Ports) {
  const options = Object.entries(ports).flatMap(([name, port]) => [`--${name}-port`, String(port)]);
  const child = spawn(process.execPath, ["start.mjs", ...options], { cwd: root, detached: true });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, ended, output: () => output };
}

const isReady = ({ output }: ReturnType<typeof start>) =>
  until("npm start is ready", async () => (/is ready/.test(output()) ? true : undefined), READY_SECONDS);

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(true));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(false)));
  });
}

async function listening(ports: Ports): Promise<number[]> {
  const answers = await Promise.all(
    Object.values(ports).map(async (port) => ((await isListening(port)) ? [port] : [])),
  );
  return answers.flat();
}

/** Programs whose command line names the chain's port: the chain itself and the node. */
async function programsOn(port: number): Promise<number[]> {
  const { execFileSync } = await import("node:child_process");
  const lines = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => (line.includes(`--port ${port}`) ? [Number.parseInt(line, 10)] : []));
}

describe("npm start", () => {
  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const { pid, exitCode } of started.splice(0)) if (pid && exitCode === null) process.kill(-pid, "SIGKILL");
  });

  it("starts everything, answers a request from the command line, ends on Ctrl-C, starts again, and crashes in one clear line", {
    timeout: 2 * LONGEST_MS,
  }, async () => {
    const ports = await freePorts();
    const first = start(ports);
    started.push(first.child);
    await isReady(first);
    expect(await (await fetch(`http://127.0.0.1:${ports.web}/`)).text()).toContain("OpenIMO");
    const seven = join("test", "vectors", "digits", "seven.png");
    const { code, stdout } = await openimo([
      ...["request", "send", "digits", "--image", seven, "--wait", "--json"],
      ...["--rpc-url", `http://127.0.0.1:${ports.chain}`],
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ label: 7, output: expect.stringMatching(/^0x07/) });
    expect(["answered", "final"]).toContain(JSON.parse(stdout).state);
    // What a terminal does on Ctrl-C: the whole group gets the signal.
    process.kill(-(first.child.pid ?? 0), "SIGINT");
    expect(await first.ended).toBe(0);
    expect(await listening(ports)).toEqual([]);

    const second = start(ports);
    started.push(second.child);
    await isReady(second);
    const [chain] = await programsOn(ports.chain);
    process.kill(chain, "SIGKILL");
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain("The chain (anvil) stopped unexpectedly (signal SIGKILL)");
    expect(await listening(ports)).toEqual([]);
  });

  it("names a port that is in use and starts nothing", async () => {
    const ports = await freePorts();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(ports.web, "127.0.0.1", resolve));
    const { child, ended, output } = start(ports);
    started.push(child);
    expect(await ended).toBe(1);
    expect(output()).toMatch(new RegExp(`^Port ${ports.web} .*in use.*--web-port`, "m"));
    await new Promise((resolve) => server.close(resolve));
    expect(await listening(ports)).toEqual([]);
  });
});
