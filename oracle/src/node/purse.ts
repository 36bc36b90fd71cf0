import { ANSWER_BASE_GAS } from "../limits.ts";
import { balanceFloorWei } from "./profit.ts";

/**
 * What the account can still put at stake. Its balance is read now and then; what was sent since is counted as gone, so that a
 * burst of requests can't spend the same ether twice.
 */
export class Purse {
  readonly #maxFeePerGasWei: bigint;
  #balanceWei: bigint | undefined;
  /** Wei of each action that is sent and may not be in the balance yet. */
  readonly #sent = new Map<string, bigint>();
  readonly #ended = new Set<string>();
  #disputed = 0;

  constructor(maxFeePerGasWei: bigint) {
    this.#maxFeePerGasWei = maxFeePerGasWei;
  }

  /** What must remain after the bond of a further answer, in wei. */
  get floorWei(): bigint {
    return balanceFloorWei(this.#disputed, this.#maxFeePerGasWei);
  }

  /** The balance in wei, less what was sent since it was read; undefined before it was read. */
  get spendableWei(): bigint | undefined {
    if (this.#balanceWei === undefined) return undefined;
    return [...this.#sent.values()].reduce((left, wei) => left - wei, this.#balanceWei);
  }

  /** @param balanceWei At the newest block, after the ends of transactions in it were told by `ended`. */
  read(balanceWei: bigint): void {
    this.#balanceWei = balanceWei;
    for (const key of this.#ended) this.#sent.delete(key);
    this.#ended.clear();
  }

  /** @param disputed Own answers in dispute now. */
  disputes(disputed: number): void {
    this.#disputed = disputed;
  }

  sent(key: string, valueWei: bigint): void {
    this.#ended.delete(key);
    this.#sent.set(key, valueWei + ANSWER_BASE_GAS * this.#maxFeePerGasWei);
  }

  /** It is mined or lost: the next balance that is read says what it cost. */
  ended(key: string): void {
    this.#ended.add(key);
  }

  /** Whether a bond can be put up and the worst dispute about it be paid. An unread balance affords nothing. */
  affords(bondWei: bigint): boolean {
    return this.spendableWei !== undefined && this.spendableWei >= bondWei + this.floorWei;
  }
}
