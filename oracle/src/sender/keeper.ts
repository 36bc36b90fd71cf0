import type { Logger } from "pino";
import type { LocalAccount } from "viem";
import type { Client } from "../chain/connection.ts";
import { idHex } from "../chain/format.ts";
import type { Head } from "../chain/head.ts";
import type { Call } from "../chain/transact.ts";
import { CANCEL_GAS, GAS_MARGIN_PERCENT } from "../limits.ts";
import { crashPoint } from "../store/crash-points.ts";
import { broadcast } from "./broadcast.ts";
import type { Fees } from "./fees.ts";
import type { Journal } from "./journal.ts";
import { judgeNonce, type OpenNonce } from "./judge.ts";
import { type NonceBook, worthOf } from "./nonce-book.ts";
import { type Attempt, currentIntent, type Intent, type NonceRecord, newestAttempt } from "./nonce-record.ts";

type KeeperOptions = {
  readonly journal: Journal;
  readonly book: NonceBook;
  readonly client: Client;
  readonly account: LocalAccount;
  readonly log: Logger;
  /** Signs with the newest head as the block at which it was decided. */
  readonly sign: (nonce: number, call: Call, gas: bigint, fees: Fees, intentId: bigint | undefined) => Promise<Attempt>;
  /** @param intent What is to be done; undefined to use the nonce up. */
  readonly feesFor: (
    record: NonceRecord,
    intent: Pick<Intent, "deadline" | "basis"> | undefined,
  ) => Promise<Fees | undefined>;
  /** Told when an action was sent again with a higher fee. */
  readonly raised: (kind: string) => void;
  /** Told when the RPC says what only a look at everything can explain. */
  readonly surprise: () => void;
};

/** Keeps open nonces going until a block uses them: sends again, offers more, or takes back. */
export class Keeper {
  readonly #options: KeeperOptions;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** @param isUncertain Whether pools may have lost anything, as at a start and after a reorganisation. */
  async keep(head: Head, isUncertain: boolean): Promise<void> {
    for (const record of this.#options.book.open) {
      switch (judgeNonce(this.#view(record, head, isUncertain))) {
        case "rebroadcast":
          await this.#rebroadcast(record, head);
          break;
        case "raise":
          await this.#raise(record, head);
          break;
        case "cancel":
          await this.#cancel(record, head);
          break;
      }
    }
  }

  #view(record: NonceRecord, head: Head, isUncertain: boolean): OpenNonce {
    const { attempts, met } = record;
    const newest = newestAttempt(record);
    const latest = attempts.at(-1);
    const intent = currentIntent(record);
    const last = attempts.findLast(({ broadcastBlock }) => broadcastBlock !== undefined)?.broadcastBlock;
    const since = latest?.decidedBlock ?? met?.block ?? head.number;
    const sinceTimestamp = latest?.decidedTimestamp ?? met?.timestamp ?? head.timestamp;
    return {
      purpose: intent === undefined ? "nothing" : worthOf(intent, head),
      isCancelled: newest !== undefined && newest.intentId === undefined,
      isBlocking: this.#options.book.isBlocking(record),
      attempts: attempts.length,
      waiting: {
        blocks: head.number - since,
        seconds: head.timestamp - sinceTimestamp,
        secondsLeft: intent?.deadline === undefined ? undefined : intent.deadline - head.timestamp,
      },
      blocksSinceBroadcast: last === undefined || isUncertain ? undefined : head.number - last,
    };
  }

  async #rebroadcast(record: NonceRecord, head: Head): Promise<void> {
    const attempt = newestAttempt(record);
    if (attempt === undefined) return;
    crashPoint("rebroadcast about to be sent");
    const isFirst = attempt.broadcastBlock === undefined && record.attempts.length === 1;
    await this.#broadcast(record, attempt, head, isFirst ? currentIntent(record) : undefined);
    crashPoint("rebroadcast sent");
  }

  async #raise(record: NonceRecord, head: Head): Promise<void> {
    const intent = currentIntent(record);
    if (intent === undefined) {
      await this.#cancel(record, head);
      return;
    }
    const fees = await this.#options.feesFor(record, intent);
    if (fees === undefined) {
      await this.#stayAtCap(record, head);
      return;
    }
    const attempt = await this.#options.sign(record.nonce, intent.call, intent.gas, fees, intent.id);
    await this.#options.journal.storeAttempt(record.nonce, attempt);
    record.attempts.push(attempt);
    crashPoint("raise stored");
    this.#options.log.info(
      { ...this.#facts(record), maxFeeWei: String(fees.maxFeeWei) },
      "transaction sent with a higher fee",
    );
    this.#options.raised(intent.kind);
    await this.#broadcast(record, attempt, head);
    crashPoint("raise broadcast");
  }

  /** Keeps a transaction in the pools that none can replace under the cap. */
  async #stayAtCap(record: NonceRecord, head: Head): Promise<void> {
    this.#options.log.warn(this.#facts(record), "transaction not mined, and its fee can't be raised: see --max-fee");
    if (judgeNonce(this.#view(record, head, false), true) === "rebroadcast") await this.#rebroadcast(record, head);
  }

  /** Uses the nonce up with a transfer of nothing to oneself, which costs least. */
  async #cancel(record: NonceRecord, head: Head): Promise<void> {
    const { client, account, journal, sign, feesFor, log } = this.#options;
    const fees = await feesFor(record, undefined);
    if (fees === undefined) {
      await this.#stayAtCap(record, head);
      return;
    }
    const call: Call = { to: account.address, data: "0x" };
    // On rollups even a transfer takes more.
    const estimate = await client.estimateGas({ account: account.address, ...call }).catch(() => CANCEL_GAS);
    const gas = estimate === CANCEL_GAS ? CANCEL_GAS : (estimate * (100n + GAS_MARGIN_PERCENT)) / 100n;
    const attempt = await sign(record.nonce, call, gas, fees, undefined);
    await journal.storeAttempt(record.nonce, attempt);
    log.info(this.#facts(record), "transaction taken back: its action is over, or its nonce held up others");
    record.attempts.push(attempt);
    crashPoint("cancellation stored");
    await this.#broadcast(record, attempt, head);
    crashPoint("cancellation broadcast");
  }

  /** @param only The action that is refused with this transaction, since it has no other. */
  async #broadcast(record: NonceRecord, attempt: Attempt, head: Head, only?: Intent): Promise<void> {
    const { client, journal, log, surprise } = this.#options;
    const { result, error } = await broadcast(client, attempt.raw);
    if (result === "used") surprise();
    if (result === "refused") {
      const reason = error instanceof Error ? error.message.split("\n", 1)[0] : String(error);
      log.warn({ ...this.#facts(record), reason }, "the RPC does not take a transaction");
      if (attempt.broadcastBlock !== undefined) return;
      await journal.storeRefusal(attempt.hash, only?.id);
      attempt.isRefused = true;
      if (only !== undefined) only.state = "refused";
    }
    if (result !== "taken") return;
    await journal.storeBroadcast(attempt.hash, head.number);
    attempt.broadcastBlock = head.number;
  }

  #facts({ nonce, attempts, intents }: NonceRecord) {
    const { key, requestId } = intents.at(-1) ?? {};
    const about = requestId === undefined ? { for: key } : { requestId: idHex(requestId) };
    return { nonce, ...about, transactionHash: attempts.at(-1)?.hash };
  }
}
