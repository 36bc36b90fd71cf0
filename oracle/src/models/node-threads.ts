import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { ThreadOptions } from "@openimo/runtime";
import { THREADS_MOST } from "../limits.ts";

const ENTRY = new URL("../../bin/thread.js", import.meta.url);

/** One thread for each core, within bounds. A model whose instructions are all small starts none of them. */
export function nodeThreads(): ThreadOptions {
  return {
    count: Math.min(availableParallelism(), THREADS_MOST),
    spawn: async (start) => {
      const worker = new Worker(ENTRY, { workerData: start, execArgv: [] });
      await once(worker, "message");
      // A thread that waits for work must not keep the process from ending.
      worker.unref();
      return worker;
    },
  };
}
