import type { Address, Hash, Hex } from "viem";

/** A transaction that was handed to the network: enough to find out what became of it, in another tab or after a reload. */
export interface SentTransaction {
  readonly key: string;
  readonly label: string;
  readonly from: Address;
  readonly to: Address;
  readonly data: Hex;
  readonly valueWei: bigint;
  /** Changes when the wallet sends it again with a higher fee. */
  readonly hash: Hash;
  /** Undefined until the RPC knows the transaction. */
  readonly nonce?: number;
  /** Newest block when it was sent: it can't be in an earlier one. */
  readonly sentBlock: bigint;
  /** It is in a block, and is only watched until that block is final. */
  readonly isConfirmed?: true;
}

/** More than are ever on their way at once; the oldest are forgotten where an RPC doesn't tell what is final. */
const MOST_KEPT = 40;

/** One confirmed transaction doesn't stand in the way of the next of the same action. */
const isSame = (one: SentTransaction, other: SentTransaction) =>
  one.isConfirmed || other.isConfirmed
    ? one.hash === other.hash && one.isConfirmed === other.isConfirmed
    : one.key === other.key;

type Stored = Omit<SentTransaction, "valueWei" | "sentBlock"> & {
  readonly valueWei: string;
  readonly sentBlock: string;
};

const isHex = (value: unknown): value is Hex => typeof value === "string" && /^0x[\da-f]*$/i.test(value);
const isCount = (value: unknown): value is string => typeof value === "string" && /^\d{1,78}$/.test(value);

function isStored(value: unknown): value is Stored {
  if (typeof value !== "object" || value === null) return false;
  const { key, label, from, to, data, hash, nonce, valueWei, sentBlock, isConfirmed } = value as Record<
    string,
    unknown
  >;
  const texts = typeof key === "string" && typeof label === "string";
  const hexes = [from, to, data, hash].every(isHex);
  const flags =
    (nonce === undefined || typeof nonce === "number") && (isConfirmed === undefined || isConfirmed === true);
  return texts && hexes && flags && isCount(valueWei) && isCount(sentBlock);
}

/** What is on its way, kept in the browser for all its tabs. Where storage is forbidden nothing is kept, and a reload forgets. */
export class SentTransactions {
  readonly #name: string;

  constructor(chainId: number) {
    this.#name = `openimo.sent.${chainId}`;
  }

  all(): SentTransaction[] {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(this.#name) ?? "[]");
      if (!Array.isArray(stored)) return [];
      return stored.filter(isStored).map((one) => ({
        ...one,
        valueWei: BigInt(one.valueWei),
        sentBlock: BigInt(one.sentBlock),
      }));
    } catch {
      return [];
    }
  }

  /** Keeps it, in the place of one with the same key. */
  put(sent: SentTransaction): void {
    this.#store([...this.all().filter((one) => !isSame(one, sent)), sent].slice(-MOST_KEPT));
  }

  has(sent: SentTransaction): boolean {
    return this.all().some((one) => isSame(one, sent));
  }

  remove(sent: SentTransaction): void {
    this.#store(this.all().filter((one) => !isSame(one, sent)));
  }

  /** Forgets what is on its way by this key; what is confirmed is still watched. */
  forget(key: string): void {
    this.#store(this.all().filter((one) => one.isConfirmed || one.key !== key));
  }

  /** Calls when another tab has changed what is on its way. @returns How to stop that. */
  onChange(listener: () => void): () => void {
    const onStorage = ({ key }: StorageEvent) => {
      if (key === this.#name || key === null) listener();
    };
    addEventListener("storage", onStorage);
    return () => removeEventListener("storage", onStorage);
  }

  #store(all: readonly SentTransaction[]): void {
    try {
      const stored = all.map((one) => ({ ...one, valueWei: String(one.valueWei), sentBlock: String(one.sentBlock) }));
      localStorage.setItem(this.#name, JSON.stringify(stored));
    } catch {
      // Full or forbidden: this page still follows it.
    }
  }
}
