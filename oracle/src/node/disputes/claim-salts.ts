import { randomBytes } from "node:crypto";
import { type Hash, keccak256, toHex } from "viem";
import { idHex } from "../../chain/format.ts";
import { COMMITMENT_BLOCKS } from "../../limits.ts";
import type { CommitmentStage } from "./view.ts";

const SECRET_BYTES = 32;

/**
 * The commitments to claims. The court counts the oldest of equal ones. All is in memory: a node that starts anew commits again, from
 * that block on.
 */
export class ClaimSalts {
  readonly #secret = toHex(randomBytes(SECRET_BYTES));
  /** Number of the newest block when each was seen mined; undefined before. */
  readonly #made = new Map<bigint, bigint | undefined>();

  saltOf(requestId: bigint): Hash {
    return keccak256(`${this.#secret}${idHex(requestId).slice(2)}`);
  }

  sent(requestId: bigint): void {
    if (!this.#made.has(requestId)) this.#made.set(requestId, undefined);
  }

  /** It isn't on its way any more. One that no block took does no harm: then it just doesn't count. */
  mined(requestId: bigint, head: bigint): void {
    if (this.#made.has(requestId) && this.#made.get(requestId) === undefined) this.#made.set(requestId, head);
  }

  stageOf(requestId: bigint): CommitmentStage {
    if (!this.#made.has(requestId)) return "none";
    return this.#made.get(requestId) === undefined ? "sent" : "counts";
  }

  /** Block by which it was in the chain, as long as the court counts it. */
  minedBy(requestId: bigint, head: bigint): bigint | undefined {
    const minedBy = this.#made.get(requestId);
    return minedBy !== undefined && head < minedBy + COMMITMENT_BLOCKS ? minedBy : undefined;
  }

  drop(requestId: bigint): void {
    this.#made.delete(requestId);
  }
}
