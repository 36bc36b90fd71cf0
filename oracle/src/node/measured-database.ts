import type { NodeMetrics } from "../metrics/node-metrics.ts";
import type { Database } from "../store/database.ts";
import { remedyOf } from "./remedy.ts";

const MS_IN_SECOND = 1_000;

/** The same database, of which each statement and each whole transaction is told: how it ended, and how long it took. */
export function measuredDatabase(database: Database, metrics: Pick<NodeMetrics, "database" | "failed">): Database {
  async function measured<T>(work: () => Promise<T>): Promise<T> {
    const beganMs = performance.now();
    const tell = (isDone: boolean) => metrics.database.query((performance.now() - beganMs) / MS_IN_SECOND, isDone);
    try {
      const result = await work();
      tell(true);
      return result;
    } catch (error) {
      tell(false);
      metrics.failed("database", remedyOf(error));
      throw error;
    }
  }
  return {
    query: (sql, parameters) => measured(() => database.query(sql, parameters)),
    transaction: (work) => measured(() => database.transaction(work)),
    close: () => database.close(),
  };
}
