import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Logger } from "pino";
import { bytesToHex, type Hex } from "viem";
import { idHex } from "../chain/format.ts";
import { decodeTerms } from "../chain/request-id.ts";
import { explain } from "../command-line/explain.ts";
import { JOB_LEASE_SECONDS, JOB_POLL_MS, RPC_BACKOFF_FIRST_MS, RPC_BACKOFF_LONGEST_MS } from "../limits.ts";
import { seedSaltOf } from "../node/inferences.ts";
import { pause } from "../node/loop.ts";
import type { ServedModel } from "../node/served-models.ts";
import { inputsOf } from "../reader/store-events.ts";
import type { Database } from "../store/database.ts";
import { failJob, finishJob, renewJob, returnJob, type TakenJob, takeJob } from "./job-queue.ts";

/** A run that gave no answer. */
class FailedRun {
  constructor(readonly cause: unknown) {}
}

/** Why a run is cut off. */
type Cut = "stopped" | "not ours any more";

/** Takes jobs of these models one after the other until the signal comes; a database that is lost is waited for. */
export async function work(
  database: Database,
  models: ReadonlyMap<Hex, ServedModel>,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const worker = `${hostname()} ${process.pid} ${randomUUID()}`;
  let backoffMs = RPC_BACKOFF_FIRST_MS;
  while (!signal.aborted) {
    try {
      const job = await takeJob(database, worker, [...models.keys()]);
      backoffMs = RPC_BACKOFF_FIRST_MS;
      if (job === undefined) await pause(JOB_POLL_MS, signal);
      else await runJob(database, job, models.get(job.modelHash), log, signal);
    } catch (error) {
      log.error(`the database fails: ${explain(error).message}`);
      await pause(backoffMs, signal);
      backoffMs = Math.min(2 * backoffMs, RPC_BACKOFF_LONGEST_MS);
    }
  }
}

async function runJob(
  database: Database,
  job: TakenJob,
  model: ServedModel | undefined,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const facts = { requestId: idHex(job.requestId), attempt: job.attempt };
  log.info({ ...facts, model: model?.name }, "job taken");
  const cut = new AbortController();
  let reason: Cut | undefined;
  const end = (why: Cut) => {
    reason ??= why;
    cut.abort();
  };
  const onStop = () => end("stopped");
  signal.addEventListener("abort", onStop, { once: true });
  if (signal.aborted) onStop();
  // Three times within a lease, so that one that fails is made up for.
  const renewing = setInterval(
    () => {
      renewJob(database, job).then(
        (isOurs) => isOurs || end("not ours any more"),
        (error: unknown) => log.warn(facts, `the lease was not renewed: ${explain(error).message}`),
      );
    },
    (JOB_LEASE_SECONDS * 1_000) / 3,
  );
  try {
    const answer = await answerOf(database, job, model, cut.signal).catch((error: unknown) => new FailedRun(error));
    if (!(answer instanceof FailedRun)) {
      const isStored = await finishJob(database, job, answer);
      log.info(facts, isStored ? "job done" : "job not needed any more, or taken by another worker");
    } else if (reason === "not ours any more") log.info(facts, "job not needed any more, or taken by another worker");
    else if (reason === "stopped") {
      await returnJob(database, job);
      log.info(facts, "job given back");
    } else {
      const { message } = explain(answer.cause);
      log.warn(facts, `the model failed: ${message}`);
      await failJob(database, job, message);
    }
  } finally {
    clearInterval(renewing);
    signal.removeEventListener("abort", onStop);
  }
}

type Row = { readonly terms: Uint8Array; readonly input: Uint8Array; readonly callback_data: Uint8Array };

async function answerOf(
  { query }: Database,
  { requestId, blockHash }: TakenJob,
  model: ServedModel | undefined,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const [row] = await query<Row>(
    "select terms, input, callback_data from request join request_data using (id) where id = $1 and encode(block_hash, 'hex') = $2",
    [requestId, blockHash.slice(2)],
  );
  if (row === undefined) throw new TypeError("the request isn't in that block any more");
  const request = decodeTerms(bytesToHex(row.terms));
  const data = { input: bytesToHex(row.input), callbackData: bytesToHex(row.callback_data) };
  const asked = inputsOf({ id: requestId, request, ...data });
  if (asked === null) throw new TypeError("the request's input is not known");
  if (model === undefined) throw new TypeError("the model's package is not loaded");
  return model.runner.run(asked, { id: requestId, seedSalt: seedSaltOf(blockHash) }, signal);
}
