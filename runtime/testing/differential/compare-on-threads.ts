import { once } from "node:events";
import { Worker } from "node:worker_threads";

const ENTRY = new URL("compare-thread.mjs", import.meta.url);

/**
 * Compares batches of `count` random instructions, one batch for each seed, on some threads of Node.
 * @returns How many instructions of each operation were compared.
 * @throws Error of `compareBatch` at a difference.
 */
export async function compareOnThreads(
  seeds: readonly number[],
  count: number,
  threads: number,
): Promise<Map<string, number>> {
  const workers = Array.from({ length: threads }, (_, thread) => {
    const own = seeds.filter((_, i) => i % threads === thread);
    return new Worker(ENTRY, { workerData: { seeds: own, count }, execArgv: [] });
  });
  const total = new Map<string, number>();
  try {
    for (const [counts] of await Promise.all(workers.map((worker) => once(worker, "message")))) {
      for (const [operation, compared] of Object.entries<number>(counts)) {
        total.set(operation, (total.get(operation) ?? 0) + compared);
      }
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return total;
}
