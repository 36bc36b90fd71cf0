import type { Client } from "../chain/connection.ts";
import type { Head } from "../chain/head.ts";
import { SUGGESTED_FEE_MS } from "../limits.ts";

/** What the RPC suggests to pay, asked for now and then only; the base fee comes with each block. */
export class FeeSource {
  readonly #client: Client;
  #suggestedWei = 0n;
  #untilMs = 0;
  #wasLegacy = false;

  constructor(client: Client) {
    this.#client = client;
  }

  /** What a unit of gas costs now with patience, in wei. */
  async priceWei(head: Head): Promise<bigint> {
    return (head.baseFeeWei ?? 0n) + (await this.suggestedWei(head));
  }

  /** The priority fee, or the gas price on chains without a base fee, in wei. */
  async suggestedWei({ baseFeeWei }: Head): Promise<bigint> {
    const isLegacy = baseFeeWei === null;
    const now = performance.now();
    if (now >= this.#untilMs || isLegacy !== this.#wasLegacy) {
      this.#suggestedWei = await (isLegacy ? this.#client.getGasPrice() : this.#client.estimateMaxPriorityFeePerGas());
      this.#wasLegacy = isLegacy;
      this.#untilMs = now + SUGGESTED_FEE_MS;
    }
    return this.#suggestedWei;
  }
}
