/** A thread that compares batches: plain modules run about twice as fast as those that a test runner transforms. */
import { parentPort, workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

// Node 20 reads no TypeScript by itself.
register();
const { compareBatch } = await import("./compare-batch.ts");
const counts = {};
for (const seed of workerData.seeds) {
  for (const [operation, count] of await compareBatch(seed, workerData.count)) {
    counts[operation] = (counts[operation] ?? 0) + count;
  }
}
parentPort?.postMessage(counts);
