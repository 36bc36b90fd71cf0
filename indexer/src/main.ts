import { setTimeout as sleep } from "node:timers/promises";
import {
  type Connection,
  connect,
  explain,
  isUnreachable,
  LOCAL_CHAIN_ID,
  listen,
  RPC_BACKOFF_FIRST_MS,
  RPC_BACKOFF_LONGEST_MS,
  readWatermark,
  START_TIMEOUT_SECONDS,
} from "@openimo/oracle/indexing";
import { Answers } from "./answers.ts";
import { createApp } from "./app.ts";
import { ChainIndex } from "./chain-index.ts";
import { POLL_LOCAL_MS, POLL_MS } from "./limits.ts";
import { openIndex } from "./open-index.ts";
import { type Options, readOptions, USAGE } from "./options.ts";

const log = (level: "info" | "error", msg: string, facts: object = {}) =>
  console.error(JSON.stringify({ level, time: new Date().toISOString(), msg, ...facts }));

/** Ends early when the signal comes, which is no error. */
const pause = (milliseconds: number, signal: AbortSignal) =>
  sleep(milliseconds, undefined, { signal }).catch(() => undefined);

/** A chain that starts beside the indexer is waited for. */
async function reach(options: Options, signal: AbortSignal): Promise<Connection> {
  const deadline = Date.now() + START_TIMEOUT_SECONDS * 1_000;
  for (;;) {
    try {
      return await connect(options);
    } catch (error) {
      if (signal.aborted || !isUnreachable(error) || Date.now() > deadline) throw error;
      await pause(RPC_BACKOFF_FIRST_MS, signal);
    }
  }
}

/** Runs until the signal comes. An RPC that is lost is waited for, and what was read is answered meanwhile. */
async function run(options: Options, signal: AbortSignal): Promise<void> {
  const connection = await reach(options, signal);
  const { database, close } = await openIndex(connection, options.place);
  const index = new ChainIndex(connection, database);
  const answers = new Answers(database);
  let isCaughtUp = false;
  const listener = await listen(
    createApp(answers, () => ({
      ...{ chainId: connection.chain.id, oracle: connection.deployment.inferenceOracle },
      ...{ headNumber: index.head === undefined ? null : String(index.head.number), isCaughtUp },
    })),
    options.listen,
  ).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  log("info", "listening", { url: listener.url, chainId: connection.chain.id });
  const pollMs = options.pollMs ?? (connection.chain.id === LOCAL_CHAIN_ID ? POLL_LOCAL_MS : POLL_MS);
  let backoffMs = RPC_BACKOFF_FIRST_MS;
  while (!signal.aborted) {
    try {
      const step = await index.step();
      if (step.undoneBlocks > 0n) log("info", "a reorganisation was followed", { blocks: String(step.undoneBlocks) });
      const newest = await readWatermark(database);
      if (newest !== undefined) answers.moveTo(newest.hash);
      isCaughtUp = step.isCaughtUp;
      backoffMs = RPC_BACKOFF_FIRST_MS;
      if (isCaughtUp) await pause(pollMs, signal);
    } catch (error) {
      isCaughtUp = false;
      log("error", `a step failed: ${explain(error).message}`);
      await pause(backoffMs, signal);
      backoffMs = Math.min(2 * backoffMs, RPC_BACKOFF_LONGEST_MS);
    }
  }
  listener.close();
  await close();
}

/** The program: serves until SIGINT or SIGTERM, and says in one line why it could not. */
export async function main(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
  try {
    const options = readOptions(args, environment);
    if (options === undefined) console.log(USAGE);
    else await run(options, stopping.signal);
  } catch (error) {
    const { message, exitCode } = explain(error);
    console.error(`openimo-indexer: ${message}`);
    process.exitCode = exitCode;
  }
}
