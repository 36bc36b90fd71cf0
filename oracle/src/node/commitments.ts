import { randomBytes } from "node:crypto";
import { type Address, bytesToHex, type Hash, type Hex, hexToBytes, keccak256, toHex } from "viem";
import { COMMITMENT_BLOCKS, COMMITMENT_DAYS } from "../limits.ts";
import { crashPoint } from "../store/crash-points.ts";
import type { Database } from "../store/database.ts";
import type { TrackedRequest } from "./request-book.ts";

type Own = {
  readonly salt: Hex;
  readonly outputHash: Hash;
  /** Number of its block; undefined before it is mined. */
  minedBy: bigint | undefined;
};

type Row = {
  readonly request_id: bigint;
  readonly salt: Uint8Array;
  readonly output_hash: Uint8Array;
  readonly block_number: bigint | null;
};

const SALT_BYTES = 32;

/** The answers that the node has committed to, with the salts without which a commitment is worth nothing: stored before it is sent. */
export class Commitments {
  readonly #own: Map<bigint, Own>;
  readonly #database: Database;
  readonly #account: Uint8Array;

  /** Reads what an earlier process of the account committed to. */
  static async open(database: Database, account: Address): Promise<Commitments> {
    const author = hexToBytes(account);
    await database.query(
      `delete from commitment where account = $1 and made_at < now() - interval '${COMMITMENT_DAYS} days'`,
      [author],
    );
    const rows = await database.query<Row>(
      "select request_id, salt, output_hash, block_number from commitment where account = $1",
      [author],
    );
    const own = rows.map(({ request_id, salt, output_hash, block_number }): [bigint, Own] => [
      request_id,
      { salt: bytesToHex(salt), outputHash: bytesToHex(output_hash), minedBy: block_number ?? undefined },
    ]);
    return new Commitments(database, author, new Map(own));
  }

  private constructor(database: Database, account: Uint8Array, own: Map<bigint, Own>) {
    this.#database = database;
    this.#account = account;
    this.#own = own;
  }

  /** The salt of a new commitment to the request's own answer. */
  async make(id: bigint, answer: Hex): Promise<Hex> {
    const salt = toHex(randomBytes(SALT_BYTES));
    const outputHash = keccak256(answer);
    await this.#database.query(
      `insert into commitment (account, request_id, salt, output_hash) values ($1, $2, $3, $4)
       on conflict (account, request_id) do update set salt = $3, output_hash = $4, block_number = null, made_at = now()`,
      [this.#account, id, hexToBytes(salt), hexToBytes(outputHash)],
    );
    this.#own.set(id, { salt, outputHash, minedBy: undefined });
    crashPoint("commitment stored");
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

  async mined(id: bigint, blockNumber: bigint): Promise<void> {
    await this.#store(id, blockNumber);
    crashPoint("commitment mined");
  }

  /** Its block is not canonical any more. */
  async unmined(id: bigint): Promise<void> {
    await this.#store(id, undefined);
    crashPoint("commitment unmined");
  }

  async drop(id: bigint): Promise<void> {
    if (!this.#own.delete(id)) return;
    await this.#database.query("delete from commitment where account = $1 and request_id = $2", [this.#account, id]);
    crashPoint("commitment dropped");
  }

  /** Whether one may show that the answer which stands was one's own before, as far as the node knows. */
  mayShow({ id }: Pick<TrackedRequest, "id">, outputHash: Hash, head: bigint): boolean {
    const own = this.#own.get(id);
    if (own?.minedBy === undefined || own.outputHash !== outputHash) return false;
    return head < own.minedBy + COMMITMENT_BLOCKS;
  }

  async #store(id: bigint, blockNumber: bigint | undefined): Promise<void> {
    const own = this.#own.get(id);
    if (own === undefined || own.minedBy === blockNumber) return;
    await this.#database.query("update commitment set block_number = $3 where account = $1 and request_id = $2", [
      ...[this.#account, id, blockNumber ?? null],
    ]);
    own.minedBy = blockNumber;
  }
}
