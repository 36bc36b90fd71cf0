import { type AskedInputs, askedInputs } from "@openimo/runtime";
import { hexToBytes, keccak256 } from "viem";
import { encodeTerms } from "../chain/request-id.ts";
import type { Queries } from "../store/database.ts";
import type { ChainEvents, Position, SeenRequest } from "./chain-events.ts";
import { columns } from "./columns.ts";

/** The inputs of a request, or null when its data isn't what it committed to. */
export function inputsOf({ request, input, callbackData }: Omit<SeenRequest, keyof Position>): AskedInputs | null {
  if (keccak256(callbackData) !== request.callbackDataHash) return null;
  return askedInputs(hexToBytes(request.inputHash), hexToBytes(input));
}

const POSITION = [
  ({ blockNumber }: Position) => blockNumber,
  ({ blockHash }: Position) => blockHash,
  ({ logIndex }: Position) => logIndex,
] as const;

/**
 * Stores what was read, in the order in which rows refer to each other. What is stored already, since blocks are read again, stays as it is.
 * @returns Whether there are requests that nobody follows yet.
 */
export async function storeEvents(queries: Queries, events: ChainEvents): Promise<boolean> {
  const isNew = await storeRequests(queries, events.requests);
  await storeAnswers(queries, events);
  await storeDisputes(queries, events);
  await storeEndings(queries, events);
  return isNew;
}

async function storeRequests({ query }: Queries, requests: readonly SeenRequest[]): Promise<boolean> {
  if (requests.length === 0) return false;
  const lengthsOf = (seen: SeenRequest) => {
    const asked = inputsOf(seen);
    return asked === null ? "" : `{${asked.inputs.map(({ length }) => length).join(",")}}`;
  };
  const stored = await query(
    `with seen as (
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
        as row (id, block_number, block_hash, log_index, terms, input_lengths, input, callback_data)
    ), stored as (
      insert into request (id, block_number, block_hash, log_index, terms, input_lengths)
      select id::numeric, block_number::int8, decode(block_hash, 'hex'), log_index::int4, decode(terms, 'hex'), nullif(input_lengths, '')::int4[]
      from seen on conflict do nothing returning id
    )
    insert into request_data
    select stored.id, decode(input, 'hex'), decode(callback_data, 'hex') from stored join seen on seen.id::numeric = stored.id
    returning id`,
    columns(requests, [
      ({ id }) => id,
      ...POSITION,
      ({ request }) => encodeTerms(request),
      lengthsOf,
      ({ input }) => input,
      ({ callbackData }) => callbackData,
    ]),
  );
  return stored.length > 0;
}

async function storeAnswers({ query }: Queries, { answers }: ChainEvents): Promise<void> {
  if (answers.length === 0) return;
  await query(
    `insert into answer select block_number::int8, decode(block_hash, 'hex'), log_index::int4, request_id::numeric, decode(output_hash, 'hex'), decode(output, 'hex')
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
       as row (block_number, block_hash, log_index, request_id, output_hash, output) on conflict do nothing`,
    columns(answers, [...POSITION, ({ id }) => id, ({ output }) => keccak256(output), ({ output }) => output]),
  );
}

async function storeDisputes({ query }: Queries, { cases, claims }: ChainEvents): Promise<void> {
  if (cases.length > 0) {
    await query(
      `insert into court_case select decode(case_id, 'hex'), block_number::int8, decode(block_hash, 'hex'), log_index::int4, request_id::numeric
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
         as row (case_id, block_number, block_hash, log_index, request_id) on conflict do nothing`,
      columns(cases, [({ caseId }) => caseId, ...POSITION, ({ id }) => id]),
    );
  }
  if (claims.length === 0) return;
  // Other contracts have cases at the same court, too.
  await query(
    `insert into claim select block_number::int8, decode(block_hash, 'hex'), log_index::int4, decode(case_id, 'hex'), decode(output_hash, 'hex'), decode(output, 'hex')
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
       as row (block_number, block_hash, log_index, case_id, output_hash, output)
     where exists (select 1 from court_case where court_case.case_id = decode(row.case_id, 'hex')) on conflict do nothing`,
    columns(claims, [...POSITION, ({ caseId }) => caseId, ({ output }) => keccak256(output), ({ output }) => output]),
  );
}

async function storeEndings({ query }: Queries, { endings }: ChainEvents): Promise<void> {
  if (endings.length === 0) return;
  await query(
    `insert into ending select request_id::numeric, block_number::int8, decode(block_hash, 'hex'), log_index::int4, kind
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
       as row (request_id, block_number, block_hash, log_index, kind) on conflict do nothing`,
    columns(endings, [({ id }) => id, ...POSITION, ({ kind }) => kind]),
  );
}
