import type { ThreadOptions } from "../../src/executor/thread-pool.ts";

/** Threads of a browser for a pool; they need a page that is cross-origin isolated. */
export function browserThreads(count: number): ThreadOptions {
  return {
    count,
    spawn: (start) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(new URL("../../src/executor/thread-worker.ts", import.meta.url), { type: "module" });
        worker.onmessage = () => resolve(worker);
        worker.onerror = (event) => {
          worker.terminate();
          reject(new Error(event.message));
        };
        worker.postMessage(start);
      }),
  };
}
