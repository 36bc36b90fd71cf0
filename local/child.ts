import { type ChildProcess, spawn } from "node:child_process";
import { STOP_MS } from "./limits.ts";

/** A program of the local world that ended although nobody asked it to. */
export class ChildCrashedError extends Error {
  constructor(name: string, how: string, lastLine: string) {
    super(`${name} stopped unexpectedly (${how})${lastLine ? `: ${lastLine}` : "."}`);
    this.name = "ChildCrashedError";
  }
}

/** A running program: its end is either asked for with `stop` or a crash. */
export type Child = {
  readonly name: string;
  readonly pid: number;
  /** Rejects with ChildCrashedError when the program ends by itself; never resolves before `stop`. */
  readonly crashed: Promise<never>;
  /** SIGTERM, then SIGKILL after STOP_MS. Resolves when the program is gone. */
  stop(): Promise<void>;
  /** Ends the program at once, as a crash of the machine would. */
  kill(): Promise<void>;
};

export type ChildOptions = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  /** Receives every line of output. */
  readonly onLine?: (line: string) => void;
};

function followLines(child: ChildProcess, onLine: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line);
    });
  }
}

/** Starts a program directly, without a shell or npx between, so that signals reach it. */
export function startChild({ name, command, args, environment, onLine }: ChildOptions): Child {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...environment } });
  let lastLine = "";
  let asked = false;
  followLines(child, (line) => {
    if (line.trim()) lastLine = line.trim();
    onLine?.(line);
  });
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    // "close" comes after the streams' last data, so the last line is known.
    child.once("close", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  const crashed = ended.then((how) => {
    if (asked) return new Promise<never>(() => {});
    throw new ChildCrashedError(name, how, lastLine);
  });
  crashed.catch(() => {});
  const end = async (signal: NodeJS.Signals) => {
    asked = true;
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    await ended;
    clearTimeout(timer);
  };
  return { name, pid: child.pid ?? 0, crashed, stop: () => end("SIGTERM"), kill: () => end("SIGKILL") };
}
