import type { Client } from "../chain/connection.ts";
import type { Head } from "../chain/head.ts";
import { GAS_TIP_MS } from "../limits.ts";

/** What a unit of gas costs: the base fee that a block tells for nothing, and what the RPC suggests above it, asked now and then. */
export class GasPrice {
  readonly #client: Client;
  #askedMs = Number.NEGATIVE_INFINITY;
  #tipWei = 0n;

  constructor(client: Client) {
    this.#client = client;
  }

  /** In wei, at a block. */
  async at({ baseFeeWei }: Head): Promise<bigint> {
    const base = baseFeeWei ?? 0n;
    if (performance.now() >= this.#askedMs + GAS_TIP_MS) {
      const priceWei = await this.#client.getGasPrice();
      this.#tipWei = priceWei > base ? priceWei - base : 0n;
      this.#askedMs = performance.now();
    }
    return base + this.#tipWei;
  }
}
