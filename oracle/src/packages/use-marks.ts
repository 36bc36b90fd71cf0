import { rmSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const MARK = /^(0x[0-9a-f]{64})\.(\d{1,10})$/;

/** Which packages living processes use: an empty file for each, with the process's id in its name. */
export class UseMarks {
  readonly #folder: string;
  readonly #set = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Marks a package until this process ends. */
  async set(modelHash: string): Promise<void> {
    if (this.#set.has(modelHash)) return;
    await mkdir(this.#folder, { recursive: true });
    await writeFile(this.#fileOf(modelHash), "");
    if (this.#set.size === 0) process.once("exit", () => this.#removeAll());
    this.#set.add(modelHash);
  }

  /** What is used; marks of processes that ended without removing them are removed. */
  async living(): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const [, modelHash, processId] = MARK.exec(name) ?? [];
      if (modelHash === undefined) continue;
      if (isAlive(Number(processId))) found.add(modelHash);
      else await rm(join(this.#folder, name), { force: true });
    }
    return found;
  }

  #fileOf(modelHash: string): string {
    return join(this.#folder, `${modelHash}.${process.pid}`);
  }

  #removeAll(): void {
    for (const modelHash of this.#set) rmSync(this.#fileOf(modelHash), { force: true });
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // There is one, of another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
