import {
  type Chain,
  createWalletClient,
  type Hash,
  type HttpTransport,
  http,
  type LocalAccount,
  TransactionNotFoundError,
  TransactionReceiptNotFoundError,
  type WalletClient,
} from "viem";
import type { Connection } from "../chain/connection.ts";
import { type Call, gasFor } from "../chain/transact.ts";
import {
  RPC_CALL_TIMEOUT_MS,
  TRANSACTION_BLOCKS,
  TRANSACTION_MISSED_BLOCKS,
  TRANSACTIONS_IN_FLIGHT,
} from "../limits.ts";

type InFlight = {
  readonly hash: Hash;
  readonly sentAt: bigint;
  /** Blocks in a row in which the RPC did not have it. */
  missed: number;
};

/** What became of a transaction. `lost` was not mined in time; whether its action is still needed is decided anew. */
export type Outcome = {
  readonly key: string;
  readonly hash: Hash;
  readonly result: "done" | "reverted" | "lost";
  /** Its gas at its price; undefined unless it was mined. */
  readonly costWei: bigint | undefined;
};

/**
 * Sends transactions of one account, one after the other, with its own count of nonces; waits for none of them.
 * Every transaction belongs to an action, named by a key; an action has at most one transaction on its way.
 */
export class Pipeline {
  readonly #connection: Connection;
  readonly #account: LocalAccount;
  readonly #wallet: WalletClient<HttpTransport, Chain, LocalAccount>;
  readonly #inFlight = new Map<string, InFlight>();
  #nextNonce: number | undefined;

  constructor(connection: Connection, account: LocalAccount) {
    const { chain, rpcUrl } = connection;
    this.#connection = connection;
    this.#account = account;
    // No retries: a transaction whose fate is unknown is found out about by its nonce, not sent twice.
    this.#wallet = createWalletClient({
      account,
      chain,
      transport: http(rpcUrl, { timeout: RPC_CALL_TIMEOUT_MS, retryCount: 0 }),
    });
  }

  get size(): number {
    return this.#inFlight.size;
  }

  get isFull(): boolean {
    return this.#inFlight.size >= TRANSACTIONS_IN_FLIGHT;
  }

  has(key: string): boolean {
    return this.#inFlight.has(key);
  }

  /**
   * @param head Number of the newest block.
   * @throws viem's errors when the contract would refuse the call or the RPC does not take the transaction.
   */
  async send(key: string, call: Call, callbackGasLimit: bigint, head: bigint): Promise<Hash> {
    const gas = await gasFor(this.#connection.client, this.#account, call, callbackGasLimit);
    const nonce = await this.#nonce();
    try {
      const hash = await this.#wallet.sendTransaction({ ...call, gas, nonce });
      this.#nextNonce = nonce + 1;
      this.#inFlight.set(key, { hash, sentAt: head, missed: 0 });
      return hash;
    } catch (error) {
      // It may have been taken or not; the chain knows the next nonce.
      this.#nextNonce = undefined;
      throw error;
    }
  }

  /** Looks what became of the transactions on their way and forgets those that are done. Called once for each new block. */
  async review(head: bigint): Promise<Outcome[]> {
    const outcomes = await Promise.all([...this.#inFlight].map(([key, sent]) => this.#outcome(key, sent, head)));
    const ended = outcomes.filter((outcome) => outcome !== undefined);
    for (const { key } of ended) this.#inFlight.delete(key);
    return ended;
  }

  async #outcome(key: string, sent: InFlight, head: bigint): Promise<Outcome | undefined> {
    const { hash } = sent;
    try {
      const { status, gasUsed, effectiveGasPrice } = await this.#connection.client.getTransactionReceipt({ hash });
      return { key, hash, result: status === "success" ? "done" : "reverted", costWei: gasUsed * effectiveGasPrice };
    } catch (error) {
      if (!(error instanceof TransactionReceiptNotFoundError)) throw error;
    }
    sent.missed = (await this.#isKnown(hash)) ? 0 : sent.missed + 1;
    const lost = sent.missed >= TRANSACTION_MISSED_BLOCKS || head > sent.sentAt + TRANSACTION_BLOCKS;
    return lost ? { key, hash, result: "lost", costWei: undefined } : undefined;
  }

  /** Whether the RPC has the transaction, mined or not. A reorganisation or a restart of the RPC may have dropped it. */
  async #isKnown(hash: Hash): Promise<boolean> {
    try {
      await this.#connection.client.getTransaction({ hash });
      return true;
    } catch (error) {
      if (error instanceof TransactionNotFoundError) return false;
      throw error;
    }
  }

  /**
   * The chain's count and our own agree unless a transaction was dropped, or the RPC lags behind what it took. After a drop
   * our count would leave a gap that nothing fills, so then the chain's is used.
   */
  async #nonce(): Promise<number> {
    const { client } = this.#connection;
    const pending = await client.getTransactionCount({ address: this.#account.address, blockTag: "pending" });
    if (this.#nextNonce === undefined || this.#inFlight.size === 0 || pending >= this.#nextNonce) return pending;
    const known = await Promise.all([...this.#inFlight.values()].map(({ hash }) => this.#isKnown(hash)));
    return known.every(Boolean) ? this.#nextNonce : pending;
  }
}
