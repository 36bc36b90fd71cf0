import { isDone, isUnderWay, type Transaction } from "./transaction.ts";

/** How many ended transactions the panel remembers. */
const MAX_ENDED = 4;

/** The transactions of this page: a store outside of React, so that a flow survives the screen that began it. */
export class TransactionLog {
  #entries: readonly Transaction[] = [];
  #listeners = new Set<() => void>();
  #nextId = 1;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly entries = (): readonly Transaction[] => this.#entries;

  /** The running transaction of an action, if there is one. */
  underWay(key: string): Transaction | undefined {
    return this.#entries.find((entry) => entry.key === key && isUnderWay(entry));
  }

  /** Whether it is still shown. What was dismissed is not followed any more. */
  has(id: number): boolean {
    return this.#entries.some((entry) => entry.id === id);
  }

  begin(entry: Pick<Transaction, "key" | "label" | "stage" | "hash">): number {
    const id = this.#nextId++;
    // What succeeded has been read when the next one begins; what failed stays until it is dismissed.
    const others = this.#entries.filter((other) => other.key !== entry.key && !isDone(other));
    this.#set([{ ...entry, id }, ...others]);
    return id;
  }

  update(id: number, change: Partial<Transaction>): void {
    this.#set(this.#entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)));
  }

  dismiss(id: number): void {
    this.#set(this.#entries.filter((entry) => entry.id !== id));
  }

  #set(entries: readonly Transaction[]): void {
    let ended = 0;
    this.#entries = entries.filter((entry) => isUnderWay(entry) || ended++ < MAX_ENDED);
    for (const listener of this.#listeners) listener();
  }
}
