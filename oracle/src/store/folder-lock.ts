import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { FailedError } from "../command-line/errors.ts";
import { LOCK_FILE_BYTES, LOCK_SETTLE_MS } from "../limits.ts";
import { processStart } from "./process-start.ts";

/** Held by this process until it ends or lets go. */
export type Lock = {
  /** @throws FailedError when it is not held any more. */
  readonly check: () => void;
  readonly release: () => Promise<void>;
};

const LOCK_FILE = "lock";
const holderSchema = z.object({
  id: z.string(),
  pid: z.number().int().positive(),
  start: z.string(),
  host: z.string(),
});

type Holder = z.infer<typeof holderSchema>;

/**
 * Locks a folder for this process: the embedded database does not notice a second one. The lock of a process that is gone, as
 * after SIGKILL, is taken over.
 * @throws FailedError that names the process which has it.
 */
export async function lockFolder(folder: string): Promise<Lock> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, LOCK_FILE);
  const own: Holder = {
    ...{ id: randomUUID(), pid: process.pid, start: processStart(process.pid) ?? "", host: hostname() },
  };
  const draft = join(folder, `${LOCK_FILE}.${own.id}`);
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600, flag: "wx" });
  try {
    if (!linked(draft, file)) {
      const holder = read(file);
      if (holder !== undefined && !isGone(holder)) throw held(folder, holder);
      renameSync(draft, file);
      // Another process may have done the same at the same moment, and the last one has it.
      await sleep(LOCK_SETTLE_MS);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  const check = () => {
    const holder = read(file);
    if (holder?.id !== own.id) throw held(folder, holder);
  };
  check();
  return {
    check,
    async release() {
      if (read(file)?.id === own.id) rmSync(file, { force: true });
    },
  };
}

/** Gives a file its second name, unless that is taken: whole or not at all. */
function linked(file: string, name: string): boolean {
  try {
    linkSync(file, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** @returns undefined for a file that is gone, or that no lock of ours looks like. */
function read(file: string): Holder | undefined {
  try {
    if (statSync(file).size > LOCK_FILE_BYTES) return undefined;
    return holderSchema.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}

function isGone({ pid, start, host }: Holder): boolean {
  // Of another machine's processes nothing is known.
  return host === hostname() && processStart(pid) !== start;
}

function held(folder: string, holder: Holder | undefined): FailedError {
  const who = holder === undefined ? "another process" : `process ${holder.pid} on ${holder.host}`;
  const elsewhere =
    holder !== undefined && holder.host !== hostname()
      ? ` If that machine is gone, delete ${join(folder, LOCK_FILE)}.`
      : "";
  return new FailedError(`${folder} is in use by ${who}: one key runs in one node at a time.${elsewhere}`);
}
