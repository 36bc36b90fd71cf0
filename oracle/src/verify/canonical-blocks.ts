import type { Hash } from "viem";
import type { Connection } from "../chain/connection.ts";
import type { Head } from "../chain/head.ts";
import { HEADERS_KEPT } from "../limits.ts";
import { readHeaders } from "../reader/ancestor.ts";

/** Headers of the chain as a quorum gives them, each read once as long as it is among the newest that were asked for. */
export class CanonicalBlocks {
  readonly #connection: Connection;
  readonly #known = new Map<bigint, Head>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @param numbers None above the head. */
  async headers(numbers: readonly bigint[]): Promise<Map<bigint, Head>> {
    const asked = [...new Set(numbers)];
    const missing = asked.filter((number) => !this.#known.has(number));
    for (const header of await readHeaders(this.#connection, missing)) this.#known.set(header.number, header);
    const found = new Map(asked.map((number) => [number, this.#known.get(number) as Head]));
    for (const number of this.#known.keys()) {
      if (this.#known.size <= HEADERS_KEPT) break;
      this.#known.delete(number);
    }
    return found;
  }

  async hashes(numbers: readonly bigint[]): Promise<Map<bigint, Hash>> {
    return new Map([...(await this.headers(numbers))].map(([number, { hash }]) => [number, hash]));
  }
}
