import { collectDefaultMetrics, Registry } from "prom-client";
import { chainMetrics } from "./chain-metrics.ts";
import { disputeMetrics } from "./dispute-metrics.ts";
import { type Instruments, instrumentsOf } from "./instruments.ts";
import { moneyMetrics } from "./money-metrics.ts";
import type { DatabaseMetrics, NodeMetrics, Remedy, Where } from "./node-metrics.ts";
import { requestMetrics } from "./request-metrics.ts";
import { rpcMetrics } from "./rpc-metrics.ts";
import { transactionMetrics } from "./transaction-metrics.ts";

const QUERY_SECONDS = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5];
const REMEDIES: readonly Remedy[] = ["retry", "configuration", "operator", "bug"];
const PARTS: readonly Where[] = ["step", "request", "run", "transaction", "money", "dispute", "database"];

function databaseMetrics({ counter, histogram }: Instruments): DatabaseMetrics {
  const duration = histogram(
    "database_query_duration_seconds",
    "Duration of a statement or transaction",
    QUERY_SECONDS,
  );
  const errors = counter("database_errors_total", "Statements and transactions that failed");
  return {
    query(seconds, isDone) {
      duration.observe(seconds);
      if (!isDone) errors.inc();
    },
  };
}

/** The metrics of one process. */
export type Metrics = {
  readonly node: NodeMetrics;
  /** All of them in Prometheus' text format, with its content type. */
  readonly page: () => Promise<{ readonly text: string; readonly contentType: string }>;
  readonly registry: Registry;
};

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const instruments = instrumentsOf(registry);
  const { counter, gauge } = instruments;
  const info = gauge("info", "1, with what doesn't change while the process runs", [
    "version",
    "mode",
    "chain_id",
    "operator",
  ]);
  const up = gauge("up", "1 when the node has reached the chain");
  const errors = counter("errors_total", "What failed, by part of the node and by what to do about it", [
    "where",
    "remedy",
  ]);
  for (const where of PARTS) for (const remedy of REMEDIES) errors.inc({ where, remedy }, 0);
  up.set(0);
  const node: NodeMetrics = {
    chain: chainMetrics(instruments),
    rpc: rpcMetrics(instruments),
    requests: requestMetrics(instruments),
    transactions: transactionMetrics(instruments),
    money: moneyMetrics(instruments),
    disputes: disputeMetrics(instruments),
    database: databaseMetrics(instruments),
    failed: (where, remedy) => errors.inc({ where, remedy }),
    started({ version, mode, chainId, operator = "0x" }) {
      info.set({ version, mode, chain_id: chainId, operator }, 1);
      up.set(1);
    },
  };
  return {
    node,
    registry,
    page: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  };
}
