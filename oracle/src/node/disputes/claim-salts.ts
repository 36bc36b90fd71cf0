import { randomBytes } from "node:crypto";
import { type Address, bytesToHex, type Hash, hexToBytes } from "viem";
import { COMMITMENT_BLOCKS, COMMITMENT_DAYS } from "../../limits.ts";
import { crashPoint } from "../../store/crash-points.ts";
import type { Queries } from "../../store/database.ts";
import type { CommitmentStage } from "./view.ts";

/** By which a commitment to a claim is known again in the journal. */
export const COMMIT_CLAIM_KIND = "commitClaim";

const SALT_BYTES = 32;

type Own = {
  readonly salt: Hash;
  stage: CommitmentStage;
  /** Number of the newest block when it was seen mined; undefined before. */
  minedBy: bigint | undefined;
};

type Row = {
  readonly request_id: bigint;
  readonly salt: Uint8Array;
  readonly block_number: bigint | null;
  /** Of the newest transaction that commits; null when none was stored. */
  readonly state: string | null;
  readonly mined_in: bigint | null;
};

const ROWS = `
  select claim_salt.request_id, salt, claim_salt.block_number, sent.state, sent.mined_in
  from claim_salt left join lateral (
    select intent.state, nonce.block_number as mined_in from intent join nonce using (account, nonce)
    where intent.account = claim_salt.account and intent.request_id = claim_salt.request_id and kind = $2
    order by intent.id desc limit 1
  ) as sent on true
  where claim_salt.account = $1`;

/**
 * The commitments to claims, with the salts without which they are worth nothing: stored before they are sent. The court counts the oldest
 * of equal ones, so one that is made again with the same salt loses nothing.
 */
export class ClaimSalts {
  readonly #own = new Map<bigint, Own>();
  #database: Queries | undefined;
  #account: Uint8Array | undefined;

  /** Goes on with what an earlier process of the account has committed to. */
  async recover(database: Queries, account: Address): Promise<void> {
    this.#database = database;
    this.#account = hexToBytes(account);
    await database.query(
      `delete from claim_salt where account = $1 and made_at < now() - interval '${COMMITMENT_DAYS} days'`,
      [this.#account],
    );
    const rows = await database.query<Row>(ROWS, [this.#account, COMMIT_CLAIM_KIND]);
    for (const { request_id, salt, block_number, state, mined_in } of rows) {
      const minedBy = block_number ?? (state === "done" ? mined_in : null) ?? undefined;
      const isOnItsWay = state === "sent" || state === "returned";
      const stage = minedBy !== undefined ? "counts" : isOnItsWay ? "sent" : "none";
      this.#own.set(request_id, { salt: bytesToHex(salt), stage, minedBy });
    }
  }

  /** The salt for a request's claim: the one that there is, or a new one. */
  async make(requestId: bigint): Promise<Hash> {
    const known = this.#own.get(requestId);
    if (known !== undefined) return known.salt;
    const salt = bytesToHex(randomBytes(SALT_BYTES));
    await this.#store("insert into claim_salt (account, request_id, salt) values ($1, $2, $3)", requestId, salt);
    this.#own.set(requestId, { salt, stage: "none", minedBy: undefined });
    crashPoint("claim salt stored");
    return salt;
  }

  saltOf(requestId: bigint): Hash | undefined {
    return this.#own.get(requestId)?.salt;
  }

  sent(requestId: bigint): void {
    const own = this.#own.get(requestId);
    if (own?.stage === "none") own.stage = "sent";
  }

  /** It isn't on its way any more. One that no block took does no harm: then it just doesn't count. */
  async mined(requestId: bigint, head: bigint): Promise<void> {
    const own = this.#own.get(requestId);
    if (own?.stage !== "sent") return;
    const sql = "update claim_salt set block_number = $3 where account = $1 and request_id = $2";
    await this.#store(sql, requestId, head);
    own.stage = "counts";
    own.minedBy = head;
    crashPoint("claim commitment mined");
  }

  stageOf(requestId: bigint): CommitmentStage {
    return this.#own.get(requestId)?.stage ?? "none";
  }

  /** Block by which it was in the chain, as long as the court counts it. */
  minedBy(requestId: bigint, head: bigint): bigint | undefined {
    const minedBy = this.#own.get(requestId)?.minedBy;
    return minedBy !== undefined && head < minedBy + COMMITMENT_BLOCKS ? minedBy : undefined;
  }

  async drop(requestId: bigint): Promise<void> {
    if (!this.#own.has(requestId)) return;
    await this.#store("delete from claim_salt where account = $1 and request_id = $2", requestId);
    this.#own.delete(requestId);
    crashPoint("claim salt dropped");
  }

  async #store(sql: string, requestId: bigint, value?: Hash | bigint): Promise<void> {
    if (this.#database === undefined || this.#account === undefined) {
      throw new TypeError("claims are committed to once the database is read");
    }
    const cell = typeof value === "string" ? hexToBytes(value) : value;
    await this.#database.query(sql, [this.#account, requestId, ...(cell === undefined ? [] : [cell])]);
  }
}
