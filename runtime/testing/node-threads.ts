import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { ThreadOptions } from "../src/executor/thread-pool.ts";

const ENTRY = new URL("node-thread.mjs", import.meta.url);

/** Threads of Node for a pool. */
export function nodeThreads(count: number): ThreadOptions {
  return {
    count,
    spawn: async (start) => {
      const worker = new Worker(ENTRY, { workerData: start, execArgv: [] });
      await once(worker, "message");
      worker.unref();
      return worker;
    },
  };
}
