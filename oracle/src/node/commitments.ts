import { randomBytes } from "node:crypto";
import { type Hash, type Hex, keccak256, toHex } from "viem";
import { COMMITMENT_BLOCKS } from "../limits.ts";
import type { TrackedRequest } from "./request-book.ts";

type Own = {
  readonly salt: Hex;
  readonly outputHash: Hash;
  /** Number of the newest block when it was seen mined; undefined before. */
  minedBy: bigint | undefined;
};

const SALT_BYTES = 32;

/** The answers that the node has committed to. In memory only: a node that starts anew answers without. */
export class Commitments {
  readonly #own = new Map<bigint, Own>();

  /** The salt of a new commitment to the request's own answer. */
  make(id: bigint, answer: Hex): Hex {
    const salt = toHex(randomBytes(SALT_BYTES));
    this.#own.set(id, { salt, outputHash: keccak256(answer), minedBy: undefined });
    return salt;
  }

  saltOf(id: bigint): Hex | undefined {
    return this.#own.get(id)?.salt;
  }

  /** Whether this answer needs no further commitment before it is posted. */
  isMined(id: bigint, answer: Hex): boolean {
    const own = this.#own.get(id);
    return own?.minedBy !== undefined && own.outputHash === keccak256(answer);
  }

  mined(id: bigint, head: bigint): void {
    const own = this.#own.get(id);
    if (own !== undefined) own.minedBy ??= head;
  }

  drop(id: bigint): void {
    this.#own.delete(id);
  }

  /** Whether one may show that the answer which stands was one's own before, as far as the node knows. */
  mayShow({ id }: TrackedRequest, outputHash: Hash, head: bigint): boolean {
    const own = this.#own.get(id);
    if (own?.minedBy === undefined || own.outputHash !== outputHash) return false;
    return head < own.minedBy + COMMITMENT_BLOCKS;
  }
}
