import { bytesToHex, type Hash, type Hex, hexToBytes } from "viem";
import { JOB_ATTEMPTS, JOB_ERROR_CHARACTERS, JOB_LEASE_SECONDS } from "../limits.ts";
import { crashPoint } from "../store/crash-points.ts";
import type { Queries } from "../store/database.ts";

/** Names an answer that has to be computed: of a request in one block. */
export type JobId = { readonly requestId: bigint; readonly blockHash: Hash };

/** A job that this worker has, for as long as it renews the lease. */
export type TakenJob = JobId & { readonly modelHash: Hex; readonly worker: string; readonly attempt: number };

/** What became of a job. */
export type JobEnd = JobId &
  ({ readonly type: "done"; readonly answer: Hex } | { readonly type: "failed"; readonly error: string });

type TakenRow = {
  readonly request_id: bigint;
  readonly block_hash: Uint8Array;
  readonly model_hash: Uint8Array;
  readonly attempts: number;
};

type EndRow = {
  readonly request_id: bigint;
  readonly block_hash: Uint8Array;
  readonly answer: Uint8Array | null;
  readonly error: string | null;
};

const LEASE = `now() + interval '${JOB_LEASE_SECONDS} seconds'`;

/** One that is free, or whose worker has not renewed its lease. Times are the server's: no two machines' clocks are compared. */
const FREE = "(state = 'waiting' or (state = 'taken' and lease_until < now()))";

/** A taking's own row, as long as no other has followed. */
const OWN = "request_id = $1 and block_hash = $2 and worker = $3 and attempts = $4 and state = 'taken'";

const own = ({ requestId, blockHash, worker, attempt }: TakenJob) => [
  requestId,
  hexToBytes(blockHash),
  worker,
  attempt,
];

/** Stores a job unless it is there, done or not. */
export async function addJob({ query }: Queries, { requestId, blockHash }: JobId, modelHash: Hex, deadline: number) {
  await query(
    `insert into job (request_id, block_hash, model_hash, deadline) values ($1, $2, $3, $4) on conflict do nothing`,
    [requestId, hexToBytes(blockHash), hexToBytes(modelHash), deadline],
  );
  crashPoint("job stored");
}

/**
 * Takes the free job whose deadline is next, of a model that the worker has. Two workers never get the same: each skips what the other has
 * locked. One that has ended its workers too often is given up instead.
 */
export async function takeJob(
  { query }: Queries,
  worker: string,
  modelHashes: readonly Hex[],
): Promise<TakenJob | undefined> {
  await query(
    `update job set state = 'failed', worker = null, lease_until = null, error = 'its workers ended ' || attempts || ' times'
     where state = 'taken' and lease_until < now() and attempts >= $1`,
    [JOB_ATTEMPTS],
  );
  const [row] = await query<TakenRow>(
    `update job set state = 'taken', worker = $1, lease_until = ${LEASE}, attempts = attempts + 1
     where (request_id, block_hash) in (
       select request_id, block_hash from job
       where ${FREE} and model_hash in (select decode(hash, 'hex') from unnest($2::text[]) as hash)
       order by deadline, made_at limit 1 for update skip locked
     ) returning request_id, block_hash, model_hash, attempts`,
    [worker, modelHashes.map((hash) => hash.slice(2))],
  );
  if (row === undefined) return undefined;
  crashPoint("job taken");
  return {
    ...{ requestId: row.request_id, blockHash: bytesToHex(row.block_hash), modelHash: bytesToHex(row.model_hash) },
    ...{ worker, attempt: row.attempts },
  };
}

/** @returns Whether it is still this taking's: not when the node needs it no more, or another worker has it. */
export async function renewJob({ query }: Queries, job: TakenJob): Promise<boolean> {
  const rows = await query(`update job set lease_until = ${LEASE} where ${OWN} returning 1`, own(job));
  return rows.length > 0;
}

/** @returns Whether the answer was stored; one of a taking that another has followed is not. */
export async function finishJob({ query }: Queries, job: TakenJob, answer: Uint8Array): Promise<boolean> {
  crashPoint("job about to be done");
  const rows = await query(
    `update job set state = 'done', worker = null, lease_until = null, answer = $5 where ${OWN} returning 1`,
    [...own(job), answer],
  );
  return rows.length > 0;
}

export async function failJob({ query }: Queries, job: TakenJob, error: string): Promise<void> {
  await query(`update job set state = 'failed', worker = null, lease_until = null, error = $5 where ${OWN}`, [
    ...own(job),
    error.slice(0, JOB_ERROR_CHARACTERS),
  ]);
}

/** Gives a job back that the worker can't go on with: it is free at once, and this was no attempt. */
export async function returnJob({ query }: Queries, job: TakenJob): Promise<void> {
  await query(
    `update job set state = 'waiting', worker = null, lease_until = null, attempts = attempts - 1 where ${OWN}`,
    own(job),
  );
}

/** Ends of jobs of these requests, in whatever block. */
export async function readJobEnds({ query }: Queries, requestIds: readonly bigint[]): Promise<JobEnd[]> {
  const rows = await query<EndRow>(
    `select request_id, block_hash, answer, error from job
     where state in ('done', 'failed') and request_id in (select id::numeric from unnest($1::text[]) as id)`,
    [requestIds.map(String)],
  );
  return rows.map(({ request_id, block_hash, answer, error }) => {
    const id = { requestId: request_id, blockHash: bytesToHex(block_hash) };
    return answer === null
      ? { ...id, type: "failed", error: error ?? "" }
      : { ...id, type: "done", answer: bytesToHex(answer) };
  });
}

/** Removes what is of no use any more; a worker that has it notices. @param blockHash All of the request's when undefined. */
export async function dropJobs({ query }: Queries, requestId: bigint, blockHash?: Hash): Promise<void> {
  await query("delete from job where request_id = $1 and ($2::bytea is null or block_hash = $2)", [
    requestId,
    blockHash === undefined ? null : hexToBytes(blockHash),
  ]);
}

/** Removes jobs whose request has ended or is not of the chain any more: left behind by a node that was killed. */
export async function dropOldJobs({ query }: Queries): Promise<void> {
  await query(
    `delete from job where not exists (
       select 1 from request where id = request_id and request.block_hash = job.block_hash and place <> 'ended'
     )`,
  );
}
