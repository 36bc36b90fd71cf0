import { balanceFloorWei, floorPriceWei } from "./profit.ts";

/**
 * What the account can still put at stake. Its balance is read now and then; what was spent since and what is on its way is counted as
 * gone, so that a burst of requests can't spend the same ether twice. Bonds that came back count with the next reading.
 */
export class Purse {
  readonly #maxFeePerGasWei: bigint;
  #gasPriceWei: bigint | undefined;
  #balanceWei: bigint | undefined;
  /** By own transactions that were mined since the balance was read. */
  #spentWei = 0n;
  /** What own transactions on their way may take. */
  #reservedWei = 0n;
  #disputes = 0;

  /** @param maxFeePerGasWei Never more is paid for a unit of gas. */
  constructor(maxFeePerGasWei: bigint) {
    this.#maxFeePerGasWei = maxFeePerGasWei;
  }

  /** What must remain after the bond of a further answer, in wei; undefined before the price of gas is known. */
  get floorWei(): bigint | undefined {
    if (this.#gasPriceWei === undefined) return undefined;
    return balanceFloorWei(this.#disputes, floorPriceWei(this.#gasPriceWei, this.#maxFeePerGasWei));
  }

  /** The balance in wei, less what was spent since it was read; undefined before it was read. */
  get balanceWei(): bigint | undefined {
    return this.#balanceWei === undefined ? undefined : this.#balanceWei - this.#spentWei;
  }

  /** The balance in wei, less what is on its way, too. */
  get spendableWei(): bigint | undefined {
    return this.balanceWei === undefined ? undefined : this.balanceWei - this.#reservedWei;
  }

  /** @param gasPriceWei What a unit of gas costs now. */
  priced(gasPriceWei: bigint): void {
    this.#gasPriceWei = gasPriceWei;
  }

  /** @param balanceWei At a block of which all ends of own transactions were told by `spent`. */
  read(balanceWei: bigint): void {
    this.#balanceWei = balanceWei;
    this.#spentWei = 0n;
  }

  /** @param disputes That the account takes part in now. */
  disputed(disputes: number): void {
    this.#disputes = disputes;
  }

  /** What a mined transaction took: its gas, and its value where it didn't revert. */
  spent(wei: bigint): void {
    this.#spentWei += wei;
  }

  /** What all transactions on their way may take together. */
  reserved(wei: bigint): void {
    this.#reservedWei = wei;
  }

  /** Whether bonds can be put up and the worst dispute about them be paid. What isn't known yet affords nothing. */
  affords(bondsWei: bigint): boolean {
    const { spendableWei, floorWei } = this;
    return spendableWei !== undefined && floorWei !== undefined && spendableWei >= bondsWei + floorWei;
  }
}
