import { readFileSync } from "node:fs";

/** Field 22 of `/proc/<pid>/stat`, counted after the program's name, which may have spaces in it. */
const START_FIELD = 22 - 3;

/**
 * What tells a process from a later one of the same number: when it started, in the system's ticks.
 * @returns undefined when there is no such process; empty where the system doesn't tell.
 */
export function processStart(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[START_FIELD] ?? "";
  } catch {
    return "";
  }
}
