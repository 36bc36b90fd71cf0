import type { Database } from "@openimo/oracle/indexing";
import { bytesToHex, type Hash } from "viem";
import { ANSWERS_KEPT, QUESTIONS_WAITING_MOST } from "./limits.ts";
import { plainRow } from "./plain.ts";
import type { Asked } from "./queries/question.ts";

/** The block up to which everything was read, when the question was answered. */
export type IndexedBlock = { readonly number: string; readonly hash: Hash; readonly timestamp: number };

export type Answer = { readonly block: IndexedBlock; readonly rows: readonly unknown[] };

/** Nothing was read yet. */
export class NothingIndexedError extends Error {
  override readonly name = "NothingIndexedError";
}

/** More questions wait than the database will get to soon. */
export class BusyError extends Error {
  override readonly name = "BusyError";
}

/** Answers questions out of the database, each at one block, and each once a block. */
export class Answers {
  readonly #database: Database;
  readonly #kept = new Map<string, Promise<Answer>>();
  #keptAt: Hash | undefined;
  #waiting = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Forgets what was answered at another block than this. */
  moveTo(newest: Hash): void {
    if (newest === this.#keptAt) return;
    this.#keptAt = newest;
    this.#kept.clear();
  }

  /** @param key The same for the same question. @throws BusyError, NothingIndexedError, and the database's errors. */
  answer(key: string, ask: (asked: Asked) => Promise<readonly unknown[]>): Promise<Answer> {
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    if (this.#waiting >= QUESTIONS_WAITING_MOST) return Promise.reject(new BusyError());
    this.#waiting++;
    const answering = this.#ask(ask).finally(() => this.#waiting--);
    if (this.#kept.size >= ANSWERS_KEPT) this.#kept.clear();
    this.#kept.set(key, answering);
    answering.catch(() => this.#kept.delete(key));
    return answering;
  }

  #ask(ask: (asked: Asked) => Promise<readonly unknown[]>): Promise<Answer> {
    return this.#database.transaction(async (queries) => {
      await queries.query("set transaction isolation level repeatable read read only");
      const [newest] = await queries.query<{ number: bigint; hash: Uint8Array; timestamp: bigint }>(
        "select number, hash, timestamp from block order by number desc limit 1",
      );
      if (newest === undefined) throw new NothingIndexedError();
      const { number, hash, timestamp } = newest;
      const block = { number: String(number), hash: bytesToHex(hash), timestamp: Number(timestamp) };
      const rows = await ask({ queries, now: block.timestamp });
      return { block, rows: rows.map(plainRow) };
    });
  }
}
