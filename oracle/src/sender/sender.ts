import type { Logger } from "pino";
import { type Hash, keccak256, type LocalAccount } from "viem";
import type { Connection } from "../chain/connection.ts";
import type { Head } from "../chain/head.ts";
import type { Call } from "../chain/transact.ts";
import { TRANSACTIONS_IN_FLIGHT, URGENT_TRANSACTIONS } from "../limits.ts";
import { crashPoint } from "../store/crash-points.ts";
import type { Database } from "../store/database.ts";
import { broadcast } from "./broadcast.ts";
import { ChainLook } from "./chain-look.ts";
import { type Change, outcomesOf } from "./changes.ts";
import { FeeSource } from "./fee-source.ts";
import { type Fees, feeFor, withRoomToTakeBack } from "./fees.ts";
import { gasAtEither } from "./gas-at-either.ts";
import { Journal } from "./journal.ts";
import { Keeper } from "./keeper.ts";
import { look } from "./look.ts";
import { NonceBook } from "./nonce-book.ts";
import { type Attempt, type Intent, type NonceRecord, newestAttempt } from "./nonce-record.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import type { Outbox, Priority, Purpose } from "./outbox.ts";
import type { Outcome } from "./outcome.ts";
import { RoutineGas } from "./routine-gas.ts";
import { SenderFeeCapError, SenderKeyError } from "./sender-errors.ts";
import { NO_OBSERVER, type SenderObserver } from "./sender-observer.ts";
import { secondsSince, standOf } from "./sender-stand.ts";

export type SenderOptions = {
  readonly connection: Connection;
  readonly account: LocalAccount;
  readonly database: Database;
  /** Never more than this is offered for a unit of gas, in wei. */
  readonly maxFeeWei: bigint;
  /** Throws when another process may have taken the account's lock. */
  readonly checkLock: () => void;
  readonly log: Logger;
  /** Nobody when undefined. */
  readonly observer?: SenderObserver;
};

/**
 * Sends the transactions of one account. The chain is the truth; the database has, before anything is sent, what was to be done and
 * the signed transaction that does it, so that a process that is killed goes on where it was: docs/node.md.
 */
export class Sender implements Outbox {
  readonly #options: SenderOptions;
  readonly #journal: Journal;
  readonly #book: NonceBook;
  readonly #chain: ChainLook;
  readonly #fees: FeeSource;
  readonly #routine = new RoutineGas();
  readonly #keeper: Keeper;
  readonly #observer: SenderObserver;
  readonly #turns = new OneAtATime();
  /** Calls that were asked for and have no transaction yet, or one that counts already. */
  #underway = 0;
  #head: Head;
  /** The newest head whose consequences are all drawn. */
  #looked: Head | undefined;
  #fullLookedAt = 0n;
  /** Whether something was said that only the receipts of everything can explain. */
  #isSurprised = false;
  /** Whether the journal may have more than this process knows, since an answer of the database was lost. */
  #isUnsure = false;
  #outcomes: Outcome[];
  #told: bigint[] = [];

  /** Reads the journal and reconciles it with the chain: what was mined is noted, what is still due is sent again. */
  static async open(options: SenderOptions): Promise<Sender> {
    const { connection, account, database } = options;
    const journal = new Journal(database, account.address);
    const { nonces, untold, next, settledBelow } = await journal.read();
    crashPoint("journal read");
    const head = await connection.pool.head();
    const chain = new ChainLook(connection, account.address);
    const book = new NonceBook(nonces, Math.max(next, await chain.usedNoncesWithPool(head)), settledBelow);
    const sender = new Sender(options, journal, book, chain, untold, head);
    await sender.#turns.take(() => sender.#look(head));
    return sender;
  }

  private constructor(
    options: SenderOptions,
    journal: Journal,
    book: NonceBook,
    chain: ChainLook,
    untold: readonly Outcome[],
    head: Head,
  ) {
    this.#options = options;
    this.#journal = journal;
    this.#book = book;
    this.#chain = chain;
    this.#outcomes = [...untold];
    this.#head = head;
    this.#fees = new FeeSource(options.connection.client);
    this.#observer = options.observer ?? NO_OBSERVER;
    this.#keeper = new Keeper({
      ...{ journal, book, log: options.log, client: options.connection.client, account: options.account },
      sign: (nonce, call, gas, fees, purpose) => this.#sign(nonce, call, gas, fees, purpose),
      feesFor: (record, intent) => this.#feesFor(record, intent),
      raised: (kind) => this.#observer.raised(kind),
      surprise: () => {
        this.#isSurprised = true;
      },
    });
  }

  get size(): number {
    return this.#book.liveCount;
  }

  get isFull(): boolean {
    return this.isFullFor("ordinary");
  }

  isFullFor(priority: Priority): boolean {
    return this.size + this.#underway >= TRANSACTIONS_IN_FLIGHT - (priority === "urgent" ? 0 : URGENT_TRANSACTIONS);
  }

  has(key: string): boolean {
    return this.#book.hasLive(key);
  }

  /** What a unit of gas costs now with patience, in wei. */
  gasPriceWei(head: Head): Promise<bigint> {
    return this.#fees.priceWei(head);
  }

  async send(key: string, call: Call, callbackGasLimit: bigint, head: bigint, purpose: Purpose = {}): Promise<Hash> {
    const known = purpose.isRoutine === true ? this.#routine.of(call, performance.now()) : undefined;
    const estimated = known ?? this.#estimate(call, callbackGasLimit, purpose);
    // What is asked for first gets the lower nonce, whichever estimate comes first.
    Promise.resolve(estimated).catch(() => {});
    this.#underway++;
    try {
      return await this.#turns.take(async () => this.#send(key, call, await estimated, head, purpose));
    } finally {
      this.#underway--;
    }
  }

  /** Looks what became of everything that was sent, once for each new block, and keeps what is open going. */
  review(head: Head): Promise<Outcome[]> {
    return this.#turns.take(async () => {
      // Whoever asks again has drawn the consequences of what was told before.
      if (this.#told.length > 0) {
        await this.#journal.storeTold(this.#told);
        this.#told = [];
        crashPoint("outcome noted");
      }
      if (head.hash !== this.#looked?.hash) await this.#look(head);
      const outcomes = this.#outcomes;
      this.#outcomes = [];
      this.#told = outcomes.map(({ intentId }) => intentId);
      if (outcomes.length > 0) crashPoint("outcome told");
      return outcomes;
    });
  }

  async #estimate(call: Call, callbackGasLimit: bigint, { priority, isRoutine }: Purpose): Promise<bigint> {
    const { connection, account } = this.#options;
    // By its address: of an account that signs viem would ask for nonce and fees too, which are known here.
    // Not on top of the pool: a rival's transaction there that is never mined would have the right action refused for ever.
    const gas = await gasAtEither(connection.client, account.address, call, callbackGasLimit, priority);
    if (isRoutine === true) this.#routine.learn(call, gas, performance.now());
    return gas;
  }

  async #send(key: string, call: Call, gas: bigint, decidedBlock: bigint, purpose: Purpose): Promise<Hash> {
    const { connection, checkLock } = this.#options;
    const { deadline, basis, requestId, priority = "ordinary", kind = "call" } = purpose;
    await this.#readAgain();
    if (this.has(key)) throw new SenderKeyError(key);
    checkLock();
    let record = this.#book.forNewIntent(this.#head);
    let fees = await this.#feesFor(record, { deadline, basis });
    if (fees === undefined && record.attempts.length > 0) {
      // What was sent with it can't be replaced under the cap. That holds up none of what comes after it for longer than it must.
      record = this.#book.fresh();
      fees = await this.#feesFor(record, { deadline, basis });
    }
    if (fees === undefined) throw new SenderFeeCapError(await this.gasPriceWei(this.#head), this.#options.maxFeeWei);
    const signed = await this.#sign(record.nonce, call, gas, fees, undefined);
    const about = { key, kind, requestId, call, gas, deadline, priority, basis, decidedBlock };
    const unstored: Omit<Intent, "id"> = { ...about, state: "sent", isBaseless: false };
    crashPoint("intent about to be stored");
    // Until it returns, it is not known whether it was stored.
    this.#isUnsure = true;
    const id = await this.#journal.storeIntent(record.nonce, unstored, signed);
    this.#isUnsure = false;
    const attempt = { ...signed, intentId: id };
    const intent: Intent = { ...unstored, id };
    if (record.attempts.length > 0) crashPoint("nonce reused");
    record.attempts.push(attempt);
    record.intents.push(intent);
    this.#book.add(record);
    crashPoint("intent stored");
    const { result, error } = await broadcast(connection.client, attempt.raw);
    crashPoint("intent broadcast");
    if (result === "refused") {
      await this.#journal.storeRefusal(attempt.hash, id);
      attempt.isRefused = true;
      intent.state = "refused";
      crashPoint("refusal stored");
      throw error;
    }
    if (result === "used") await this.#stepOver(record);
    if (result === "taken") {
      await this.#journal.storeBroadcast(attempt.hash, this.#head.number);
      attempt.broadcastBlock = this.#head.number;
      crashPoint("intent marked");
    }
    this.#observer.published(kind);
    this.#observer.stands(standOf(this.#book, this.#head));
    return attempt.hash;
  }

  async #readAgain(): Promise<void> {
    if (!this.#isUnsure) return;
    const { nonces, next, settledBelow } = await this.#journal.read();
    this.#book.reset(nonces, next, settledBelow);
    // Everything is looked at as at a start.
    this.#looked = undefined;
    this.#isUnsure = false;
  }

  /** Somebody else sends with this account: the next action goes above what waits in the pool, and this one is looked into. */
  async #stepOver({ nonce }: NonceRecord): Promise<void> {
    this.#options.log.warn({ nonce }, "another program used a nonce of the account: run one node for each key");
    this.#isSurprised = true;
    this.#book.next = Math.max(this.#book.next, await this.#chain.usedNoncesWithPool(this.#head));
  }

  async #look(head: Head): Promise<void> {
    const { checkLock, log } = this.#options;
    this.#head = head;
    await this.#readAgain();
    const found = await look({
      ...{ book: this.#book, chain: this.#chain, seen: this.#looked, head },
      isSurprised: this.#isSurprised,
      fullLookedAt: this.#fullLookedAt,
    });
    if (found.isFull) {
      this.#fullLookedAt = head.number;
      this.#isSurprised = false;
    }
    await this.#store(found.changes, head);
    if (found.isReorganised && this.#looked !== undefined)
      log.warn({ head: String(head.number) }, "the chain was reorganised");
    if (found.isIncomplete) this.#isSurprised = true;
    checkLock();
    await this.#keeper.keep(head, found.isReorganised);
    this.#looked = head;
    this.#observer.stands(standOf(this.#book, head));
  }

  async #store(changes: readonly Change[], head: Head): Promise<void> {
    const changed = new Set(changes.map(({ record }) => record));
    const deep = this.#book.deepUnder(head.number).filter((record) => !changed.has(record));
    if (changes.length === 0 && deep.length === 0) return;
    crashPoint("mined seen");
    await this.#journal.storeChanges({
      uses: changes.map(({ record, use }) => ({ nonce: record.nonce, use })),
      intents: changes.flatMap(({ states }) => [...states].map(([{ id }, state]) => ({ id, state }))),
      settled: deep.map(({ nonce }) => nonce),
    });
    for (const change of changes) {
      this.#book.apply(change);
      this.#tell(change, head);
      if (change.use === undefined) crashPoint("reorganisation stored");
      else if ([...change.states.values()].includes("superseded")) crashPoint("superseded stored");
      else crashPoint("mined stored");
    }
    for (const record of deep) this.#book.settle(record);
    if (deep.length > 0) crashPoint("depth stored");
  }

  #tell(change: Change, head: Head): void {
    const outcomes = outcomesOf(change);
    this.#outcomes.push(...outcomes);
    const seconds = secondsSince(change.record, head);
    for (const { intentId, kind, result, costWei } of outcomes) {
      const call = change.record.intents.find(({ id }) => id === intentId)?.call;
      if (result === "reverted" && call !== undefined) this.#routine.forget(call);
      const valueWei = call?.value ?? 0n;
      this.#observer.ended({ kind, result, valueWei, costWei, seconds });
    }
  }

  /** @param intent Undefined of a transfer that only uses the nonce up. */
  async #feesFor(
    record: NonceRecord,
    intent: Pick<Intent, "deadline" | "basis"> | undefined,
  ): Promise<Fees | undefined> {
    const { deadline, basis } = intent ?? {};
    const { maxFeeWei } = this.#options;
    const { baseFeeWei, timestamp } = this.#head;
    return feeFor({
      baseFeeWei,
      suggestedWei: await this.#fees.suggestedWei(this.#head),
      secondsLeft: deadline === undefined ? undefined : deadline - timestamp,
      capWei: basis === undefined ? maxFeeWei : withRoomToTakeBack(maxFeeWei),
      before: newestAttempt(record)?.fees,
    });
  }

  async #sign(nonce: number, call: Call, gas: bigint, fees: Fees, intentId: bigint | undefined): Promise<Attempt> {
    const { account, connection } = this.#options;
    const { isLegacy, maxFeeWei, priorityFeeWei } = fees;
    const base = { ...call, gas, nonce, chainId: connection.chain.id };
    const raw = await account.signTransaction(
      isLegacy
        ? { ...base, type: "legacy", gasPrice: maxFeeWei }
        : { ...base, type: "eip1559", maxFeePerGas: maxFeeWei, maxPriorityFeePerGas: priorityFeeWei },
    );
    const { number: decidedBlock, timestamp: decidedTimestamp } = this.#head;
    const made = { hash: keccak256(raw), intentId, raw, fees, decidedBlock, decidedTimestamp };
    return { ...made, broadcastBlock: undefined, isRefused: false };
  }
}
