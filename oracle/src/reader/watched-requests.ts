import { bytesToHex, type Hash, type Hex } from "viem";
import type { Request } from "../chain/request.ts";
import { decodeTerms } from "../chain/request-id.ts";
import type { Queries } from "../store/database.ts";

/** What was told of requests, as far as it matters to whoever watches their answers. */
export type WatchedEvents = {
  readonly requests: readonly {
    readonly id: bigint;
    readonly request: Request;
    readonly blockHash: Hash;
    readonly blockNumber: bigint;
  }[];
  readonly answers: readonly { readonly id: bigint; readonly outputHash: Hash }[];
  readonly cases: readonly { readonly id: bigint; readonly caseId: Hex }[];
};

const HAS_CASE =
  "exists (select 1 from court_case where court_case.request_id = request.id and court_case.closed_block is null)";

/** Still to be watched: what hasn't ended, and what was disputed as long as bonds may be left of it. The weightiest first. */
const WATCHED = `
  select id from request
  where ${HAS_CASE} or not exists (select 1 from ending where ending.request_id = request.id)
  order by ${HAS_CASE} desc, exists (select 1 from answer where answer.request_id = request.id) desc, block_number desc, log_index desc
  limit $1`;

/**
 * What a node that starts anew goes on watching, out of what was read before.
 * @param most How many requests.
 */
export async function readWatched({ query }: Queries, most: number): Promise<WatchedEvents> {
  const requests = await query<{ id: bigint; terms: Uint8Array; block_hash: Uint8Array; block_number: bigint }>(
    `select id, terms, block_hash, block_number from request where id in (${WATCHED}) order by block_number, log_index`,
    [most],
  );
  const answers = await query<{ request_id: bigint; output_hash: Uint8Array }>(
    `select request_id, output_hash from answer where request_id in (${WATCHED}) order by block_number, log_index`,
    [most],
  );
  const cases = await query<{ request_id: bigint; case_id: Uint8Array }>(
    `select request_id, case_id from court_case where request_id in (${WATCHED}) order by block_number, log_index`,
    [most],
  );
  return {
    requests: requests.map(({ id, terms, block_hash, block_number }) => ({
      ...{ id, request: decodeTerms(bytesToHex(terms)) },
      ...{ blockHash: bytesToHex(block_hash), blockNumber: block_number },
    })),
    answers: answers.map(({ request_id, output_hash }) => ({ id: request_id, outputHash: bytesToHex(output_hash) })),
    cases: cases.map(({ request_id, case_id }) => ({ id: request_id, caseId: bytesToHex(case_id) })),
  };
}

/** Notes that no bond is left in a request's dispute. @param head Number of the block at which that was seen. */
export async function closeCase({ query }: Queries, requestId: bigint, head: bigint): Promise<void> {
  await query("update court_case set closed_block = $2 where request_id = $1 and closed_block is null", [
    requestId,
    head,
  ]);
}
