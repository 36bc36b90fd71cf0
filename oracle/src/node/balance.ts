import type { Address } from "viem";
import type { Connection } from "../chain/connection.ts";
import type { Head } from "../chain/head.ts";
import { BALANCE_INTERVAL_MS } from "../limits.ts";
import type { MoneyMetrics } from "../metrics/node-metrics.ts";
import type { Progress } from "./progress.ts";
import type { Purse } from "./purse.ts";

type BalanceParts = {
  readonly connection: Connection;
  readonly address: Address;
  readonly purse: Purse;
  readonly metrics: MoneyMetrics;
  readonly progress: Progress;
};

/** Reads the account's balance now and then, and tells it with its floor. */
export class Balance {
  readonly purse: Purse;
  readonly #parts: BalanceParts;
  #dueMs = 0;

  constructor(parts: BalanceParts) {
    this.#parts = parts;
    this.purse = parts.purse;
  }

  /**
   * @param head At which the ends of own transactions were told.
   * @param priceWei Asks what a unit of gas costs now.
   * @throws viem's errors.
   */
  async look(head: Head, priceWei: () => Promise<bigint>): Promise<void> {
    const { connection, address, purse } = this.#parts;
    if (performance.now() >= this.#dueMs) {
      const [balanceWei, gasPriceWei] = await Promise.all([
        connection.client.getBalance({ address, blockNumber: head.number }),
        priceWei(),
      ]);
      purse.read(balanceWei);
      purse.priced(gasPriceWei);
      this.#dueMs = performance.now() + BALANCE_INTERVAL_MS;
    }
    this.#tell();
  }

  #tell(): void {
    const { purse, metrics, progress } = this.#parts;
    const { balanceWei, floorWei } = purse;
    if (balanceWei === undefined || floorWei === undefined) return;
    metrics.balance(balanceWei, floorWei);
    Object.assign(progress, { balanceWei, balanceFloorWei: floorWei } satisfies Partial<Progress>);
  }
}
