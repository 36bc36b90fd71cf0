import { existsSync } from "node:fs";
import { readdir, rm, stat, utimes } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { placeWhole } from "../archive/place-whole.ts";
import { FailedError } from "../command-line/errors.ts";
import { CACHE_STALE_MS } from "../limits.ts";
import { type Leavable, leastRecentlyUsed } from "./least-recently-used.ts";
import { UseMarks } from "./use-marks.ts";

const HASH = /^0x[0-9a-f]{64}$/;

/** Where the cache is unless it is named: the user's folder for what can be had again. */
export function defaultCacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.OPENIMO_CACHE_DIR ?? join(environment.XDG_CACHE_HOME || join(homedir(), ".cache"), "openimo");
}

/**
 * Packages that were fetched, each in a folder that its model hash names, placed whole. Several processes may share it. What was
 * used the longest ago is given up when there is no room, but nothing that a living process uses.
 */
export class PackageCache {
  readonly #packages: string;
  readonly #maxBytes: number;
  readonly #marks: UseMarks;

  constructor(folder: string, maxBytes: number) {
    this.#packages = join(folder, "packages");
    this.#maxBytes = maxBytes;
    this.#marks = new UseMarks(join(folder, "in-use"));
  }

  folderOf(modelHash: string): string {
    if (!HASH.test(modelHash)) throw new FailedError(`${modelHash} is no model hash.`);
    return join(this.#packages, modelHash);
  }

  has(modelHash: string): boolean {
    return existsSync(join(this.folderOf(modelHash), "manifest.json"));
  }

  /** Says that this process uses a package until it ends, there or not yet. */
  async use(modelHash: string): Promise<void> {
    const folder = this.folderOf(modelHash);
    await this.#marks.set(modelHash);
    const now = new Date();
    await utimes(folder, now, now).catch(ignoreMissing);
  }

  /**
   * Has a package written and takes it in, with room made for it.
   * @param write Writes a folder where nothing is yet.
   * @throws FailedError when what is in use leaves too little room; whatever `write` throws.
   */
  async place(modelHash: string, write: (temporary: string) => Promise<unknown>): Promise<void> {
    const folder = this.folderOf(modelHash);
    try {
      await placeWhole(folder, async (temporary) => {
        await write(temporary);
        await this.#makeRoom(await bytesOf(temporary));
      });
    } catch (error) {
      // Another process placed the same at the same time.
      if (!(isCode(error, "ENOTEMPTY", "EEXIST") && this.has(modelHash))) throw error;
    }
  }

  /** Removes a package, as one that is damaged. */
  async drop(modelHash: string): Promise<void> {
    await rm(this.folderOf(modelHash), { recursive: true, force: true });
  }

  async #makeRoom(bytes: number): Promise<void> {
    const inUse = await this.#marks.living();
    const kept: Leavable[] = [];
    for (const name of await readdir(this.#packages)) {
      const path = join(this.#packages, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.NaN }));
      if (HASH.test(name)) kept.push({ name, bytes: await bytesOf(path), usedMs: mtimeMs, inUse: inUse.has(name) });
      else if (mtimeMs < Date.now() - CACHE_STALE_MS) await rm(path, { recursive: true, force: true });
    }
    const leave = leastRecentlyUsed(kept, this.#maxBytes - bytes);
    if (leave === undefined) {
      throw new FailedError(
        `The package of ${bytes} bytes has no room in the cache: what is in use leaves less of its ${this.#maxBytes}. Raise --cache-mb.`,
      );
    }
    for (const name of leave) await this.drop(name);
  }
}

/** Bytes of a folder's files; of what another process removes meanwhile, less. */
async function bytesOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(ignoreMissing);
  let bytes = 0;
  for (const entry of entries ?? []) {
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name)).catch(ignoreMissing))?.size ?? 0;
  }
  return bytes;
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

function ignoreMissing(error: unknown): undefined {
  if (!isCode(error, "ENOENT")) throw error;
}
