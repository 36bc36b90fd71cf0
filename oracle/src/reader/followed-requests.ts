import { bytesToHex, type Hash, type Hex, hexToBytes } from "viem";
import type { Request } from "../chain/request.ts";
import { decodeTerms } from "../chain/request-id.ts";
import type { Queries } from "../store/database.ts";

/** What decisions about a request need; its data stays in the database. */
export type StoredRequest = {
  readonly id: bigint;
  readonly request: Request;
  readonly blockHash: Hash;
  /** Of each item, in bytes; null when the data isn't what the request committed to. */
  readonly inputLengths: readonly number[] | null;
  /** Of what is passed to the callback. */
  readonly callbackDataBytes: number;
};

/** Hash of an answer to a request that was posted or claimed. */
export type StoredOutput = { readonly id: bigint; readonly outputHash: Hash };

type Row = {
  readonly id: bigint;
  readonly block_hash: Uint8Array;
  readonly terms: Uint8Array;
  readonly input_lengths: readonly number[] | null;
  readonly callback_data_bytes: number;
};

/** The oldest requests that nobody follows yet, which are followed from now on. */
export async function follow({ query }: Queries, most: number): Promise<StoredRequest[]> {
  const rows = await query<Row>(
    `update request set place = 'followed' where id in (
       select id from request where place = 'waiting' order by block_number, log_index limit $1
     ) returning id, block_hash, terms, input_lengths,
       (select length(callback_data) from request_data where request_data.id = request.id) as callback_data_bytes`,
    [most],
  );
  return rows.map(({ id, block_hash, terms, input_lengths, callback_data_bytes }) => ({
    id,
    request: decodeTerms(bytesToHex(terms)),
    blockHash: bytesToHex(block_hash),
    inputLengths: input_lengths,
    callbackDataBytes: callback_data_bytes,
  }));
}

/**
 * A node that starts anew follows again what it had followed, and judges anew what it had left alone unless that has ended since.
 */
export async function refollow({ query }: Queries): Promise<void> {
  await query(
    `update request set place = 'ended', ended_block = ending.block_number
     from ending where ending.request_id = request.id and request.place = 'left'`,
  );
  await query("update request set place = 'waiting' where place in ('followed', 'left')");
}

const OUTPUTS = `
  select request_id, output_hash, output, block_number, log_index from answer
  union all
  select court_case.request_id, claim.output_hash, claim.output, claim.block_number, claim.log_index
  from claim join court_case using (case_id)`;

/** In the order of the chain. */
export async function readOutputHashes({ query }: Queries, ids: readonly bigint[]): Promise<StoredOutput[]> {
  if (ids.length === 0) return [];
  const rows = await query<{ request_id: bigint; output_hash: Uint8Array }>(
    `select request_id, output_hash from (${OUTPUTS}) as output
     where request_id in (select id::numeric from unnest($1::text[]) as id) order by block_number, log_index`,
    [ids.map(String)],
  );
  return rows.map(({ request_id, output_hash }) => ({ id: request_id, outputHash: bytesToHex(output_hash) }));
}

/** An answer of a request, by its hash, or undefined when none of that hash was posted or claimed. */
export async function readOutput({ query }: Queries, id: bigint, outputHash: Hash): Promise<Hex | undefined> {
  const [row] = await query<{ output: Uint8Array }>(
    `select output from (${OUTPUTS}) as output where request_id = $1 and output_hash = $2 limit 1`,
    [id, hexToBytes(outputHash)],
  );
  return row && bytesToHex(row.output);
}

/** Input and callback data of a request, or undefined when its block is no longer of the chain. */
export async function readData({ query }: Queries, id: bigint, blockHash: Hash) {
  const [row] = await query<{ input: Uint8Array; callback_data: Uint8Array }>(
    "select input, callback_data from request join request_data using (id) where id = $1 and block_hash = $2",
    [id, hexToBytes(blockHash)],
  );
  return row && { input: bytesToHex(row.input), callbackData: bytesToHex(row.callback_data) };
}

/** @param head Block at which the requests were seen to have ended. */
export async function markEnded({ query }: Queries, ids: readonly bigint[], head: bigint): Promise<void> {
  if (ids.length === 0) return;
  await query(
    "update request set place = 'ended', ended_block = $2 where id in (select id::numeric from unnest($1::text[]) as id)",
    [ids.map(String), head],
  );
}

/** Requests that the node's rules leave to others, until it starts anew. */
export async function markLeft({ query }: Queries, ids: readonly bigint[]): Promise<void> {
  if (ids.length === 0) return;
  await query("update request set place = 'left' where id in (select id::numeric from unnest($1::text[]) as id)", [
    ids.map(String),
  ]);
}
