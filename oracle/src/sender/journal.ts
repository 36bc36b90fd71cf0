import { type Address, type Hash, type Hex, hexToBytes } from "viem";
import { crashPoint } from "../store/crash-points.ts";
import type { Database, Queries } from "../store/database.ts";
import {
  type AttemptRow,
  attemptOf,
  type IntentRow,
  intentOf,
  type NonceRow,
  outcomeOf,
  useOf,
} from "./journal-rows.ts";
import type { Attempt, Intent, NonceRecord } from "./nonce-record.ts";
import type { Outcome } from "./outcome.ts";

const bytes = (hex: Hex | undefined) => (hex === undefined ? null : hexToBytes(hex));

/** What a look at the chain changed. */
export type Changes = {
  /** Nonces whose use is new, or undone. */
  readonly uses: readonly Pick<NonceRecord, "nonce" | "use">[];
  /** Actions whose state changed; who asked for them is told. */
  readonly intents: readonly Pick<Intent, "id" | "state">[];
  /** Nonces whose use nothing can undo any more. */
  readonly settled: readonly number[];
};

type Read = {
  /** All nonces whose use can still change, lowest first. */
  readonly nonces: readonly NonceRecord[];
  /** What nobody was told of. */
  readonly untold: readonly Outcome[];
  /** The nonce above all that were given out. */
  readonly next: number;
  /** All nonces below were used so long ago that nothing undoes it. */
  readonly settledBelow: number;
};

/** The tables of one account's transactions. Each method is one database transaction. */
export class Journal {
  readonly #database: Database;
  readonly #account: Uint8Array;

  constructor(database: Database, account: Address) {
    this.#database = database;
    this.#account = hexToBytes(account);
  }

  async read(): Promise<Read> {
    const { query } = this.#database;
    const changeable = "(select nonce from nonce where account = $1 and state <> 'final')";
    const select = <Row>(sql: string) => query<Row>(sql, [this.#account]);
    const nonces = await select<NonceRow>("select * from nonce where account = $1 and state <> 'final' order by nonce");
    const intents = await select<IntentRow>(
      `select * from intent where account = $1 and nonce in ${changeable} order by id`,
    );
    const attempts = await select<AttemptRow>(
      `select * from sent_transaction where account = $1 and nonce in ${changeable} order by number`,
    );
    const untold = await select<IntentRow & NonceRow>(
      "select i.*, n.transaction_hash, n.block_number, n.block_hash, n.cost_wei from intent i join nonce n using (account, nonce) where account = $1 and not told order by i.id",
    );
    const [{ all, settled }] = await select<{ all: bigint | null; settled: bigint | null }>(
      `select max(nonce) as "all", max(nonce) filter (where state = 'final') as settled from nonce where account = $1`,
    );
    return {
      nonces: nonces.map((row) => ({
        nonce: Number(row.nonce),
        use: useOf(row),
        intents: intents.filter(({ nonce }) => nonce === row.nonce).map(intentOf),
        attempts: attempts.filter(({ nonce }) => nonce === row.nonce).map(attemptOf),
      })),
      untold: untold.map(outcomeOf),
      next: Number(all ?? -1n) + 1,
      settledBelow: Number(settled ?? -1n) + 1,
    };
  }

  /**
   * Stores an action with its nonce and its first transaction: nothing was sent before this returns.
   * @returns The action's number.
   * @throws The driver's error with code 23505 when the key has one on its way.
   */
  storeIntent(nonce: number, intent: Omit<Intent, "id">, attempt: Omit<Attempt, "intentId">): Promise<bigint> {
    const { key, kind, requestId, call, gas, deadline, priority, basis, state, decidedBlock } = intent;
    return this.#database.transaction(async (queries) => {
      await this.#storeNonce(queries, nonce);
      const [{ id }] = await queries.query<{ id: bigint }>(
        `insert into intent (account, nonce, key, kind, request_id, recipient, data, value_wei, gas, deadline, priority, basis, state, decided_block)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) returning id`,
        [
          ...[this.#account, nonce, key, kind, requestId ?? null, hexToBytes(call.to), hexToBytes(call.data)],
          ...[call.value ?? 0n, gas, deadline ?? null, priority, bytes(basis), state, decidedBlock],
        ],
      );
      crashPoint("intent half stored");
      await this.#storeAttempt(queries, nonce, { ...attempt, intentId: id });
      return id;
    });
  }

  /** Stores one more transaction of a nonce, before it is sent. */
  storeAttempt(nonce: number, attempt: Attempt): Promise<void> {
    return this.#database.transaction(async (queries) => {
      await this.#storeNonce(queries, nonce);
      await this.#storeAttempt(queries, nonce, attempt);
    });
  }

  async storeBroadcast(hash: Hash, head: bigint): Promise<void> {
    await this.#database.query("update sent_transaction set broadcast_block = $2 where hash = $1", [
      hexToBytes(hash),
      head,
    ]);
  }

  /** Notes that the RPC does not take a transaction, and with its only one the action. */
  async storeRefusal(hash: Hash, intentId: bigint | undefined): Promise<void> {
    await this.#database.transaction(async ({ query }) => {
      await query("update sent_transaction set is_refused = true where hash = $1", [hexToBytes(hash)]);
      if (intentId !== undefined) await query("update intent set state = 'refused' where id = $1", [intentId]);
    });
  }

  async storeChanges({ uses, intents, settled }: Changes): Promise<void> {
    await this.#database.transaction(async ({ query }) => {
      for (const { nonce, use } of uses) {
        await query(
          "update nonce set state = $3, transaction_hash = $4, block_number = $5, block_hash = $6, cost_wei = $7 where account = $1 and nonce = $2",
          [
            ...[this.#account, nonce, use === undefined ? "open" : "mined"],
            ...[bytes(use?.hash ?? undefined), use?.blockNumber ?? null, bytes(use?.blockHash), use?.costWei ?? null],
          ],
        );
        crashPoint("mined half stored");
      }
      for (const state of new Set(intents.map((intent) => intent.state))) {
        const ids = intents.filter((intent) => intent.state === state).map(({ id }) => String(id));
        await query("update intent set state = $2, told = false where id::text = any($1)", [ids, state]);
      }
      if (settled.length === 0) return;
      const which = [this.#account, settled.map(String)];
      const ofThem = "where account = $1 and nonce in (select nonce::int8 from unnest($2::text[]) as nonce)";
      await query(`update nonce set state = 'final' ${ofThem}`, which);
      // What was decided stays to be read; the long bytes are the chain's to keep.
      await query(`update intent set data = null ${ofThem}`, which);
      await query(`update sent_transaction set raw = null ${ofThem}`, which);
    });
  }

  async storeTold(intentIds: readonly bigint[]): Promise<void> {
    await this.#database.query("update intent set told = true where account = $1 and not told and id::text = any($2)", [
      this.#account,
      intentIds.map(String),
    ]);
  }

  async #storeNonce({ query }: Queries, nonce: number): Promise<void> {
    const sql = "insert into nonce (account, nonce, state) values ($1, $2, 'open') on conflict do nothing";
    await query(sql, [this.#account, nonce]);
  }

  async #storeAttempt({ query }: Queries, nonce: number, attempt: Attempt): Promise<void> {
    const { hash, intentId, raw, fees, decidedBlock, decidedTimestamp } = attempt;
    await query(
      `insert into sent_transaction (hash, account, nonce, intent_id, raw, max_fee_wei, priority_fee_wei, is_legacy, decided_block, decided_timestamp)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[hexToBytes(hash), this.#account, nonce, intentId ?? null, hexToBytes(raw), fees.maxFeeWei],
        ...[fees.priorityFeeWei, fees.isLegacy, decidedBlock, decidedTimestamp],
      ],
    );
  }
}
