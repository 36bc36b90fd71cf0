import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Player } from "./passing-time.ts";
import { root } from "./root.ts";

/** How a life of a command has ended: by a kill, or by itself with this code. */
export type LifeEnd = { readonly killed: boolean; readonly code: number | null; readonly stdout: string };

/** The real `openimo` in a process that can be killed without warning. */
export type KillableOpenimo = Player<LifeEnd> & { readonly kill: () => void };

/** @param onLine Is told each line of what the command says on standard error. */
export function startKillable(args: readonly string[], onLine: (line: string) => void): KillableOpenimo {
  const child = spawn(process.execPath, [join(root, "oracle/bin/openimo.js"), ...args]);
  let [stdout, rest, last] = ["", "", ""];
  let killed = false;
  child.stdout.on("data", (data) => {
    stdout += data;
  });
  child.stderr.on("data", (data) => {
    const lines = (rest + data).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      last = line;
      onLine(line);
    }
  });
  const ended = new Promise<LifeEnd>((resolve) => {
    child.on("close", (code) => resolve({ killed, code, stdout }));
  });
  return {
    ended,
    isWaiting: () => last.startsWith("Waiting: "),
    kill() {
      killed = child.kill("SIGKILL");
    },
  };
}
