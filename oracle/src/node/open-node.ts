import type { Logger } from "pino";
import type { LocalAccount } from "viem";
import type { Connection } from "../chain/connection.ts";
import type { Mode } from "../commands/run-watch-options.ts";
import type { NodeMetrics } from "../metrics/node-metrics.ts";
import type { Outbox } from "../sender/outbox.ts";
import type { Database } from "../store/database.ts";
import { Actor, type WithholdCall } from "./actor.ts";
import { DisputeDesk } from "./disputes/desk.ts";
import { printCall, withholdAloud, withholdSilently } from "./disputes/dry-run.ts";
import type { WatchPolicy } from "./disputes/watch-policy.ts";
import type { SteppedNode } from "./loop.ts";
import type { ModelIndex } from "./model-index.ts";
import type { Sending } from "./open-sending.ts";
import { type NodePolicy, OracleNode } from "./oracle-node.ts";
import type { Progress } from "./progress.ts";
import { WatchNode } from "./watch-node.ts";

export type NodeParts = {
  readonly connection: Connection;
  readonly database: Database;
  /** Undefined in the mode that needs no key. */
  readonly sending: (Sending & { readonly account: LocalAccount }) | undefined;
  readonly policy: NodePolicy;
  readonly watchPolicy: WatchPolicy;
  readonly models: ModelIndex;
  readonly progress: Progress;
  readonly log: Logger;
  readonly metrics: NodeMetrics;
  /** Whether nothing is sent, and each call is printed. */
  readonly isDryRun: boolean;
};

/** The node of a mode, ready to be stepped. */
export function openNode(mode: Mode, parts: NodeParts): SteppedNode & { readonly stop: () => Promise<void> } {
  const { connection, database, sending, policy, watchPolicy, models, progress, log, metrics, isDryRun } = parts;
  const account = sending?.account;
  const { withdrawMinimumWei } = policy;
  const openDesk = (outbox: Outbox | undefined) =>
    new DisputeDesk({
      ...{ connection, account, policy: watchPolicy, withdrawMinimumWei, log, metrics },
      outbox: isDryRun ? undefined : outbox,
      withhold: isDryRun ? withholdAloud(connection, account) : withholdSilently,
      modelOf: (modelId) => models.servedModel(modelId),
    });
  const desk = openDesk(sending?.sender);
  progress.work = () => desk.work;
  if (sending === undefined || (isDryRun && mode !== "serve")) {
    return new WatchNode(connection, database, desk, undefined, progress, log);
  }
  if (mode === "serve") {
    // A commitment that isn't sent never counts, so nothing would come after it.
    const served = isDryRun ? { ...policy, commitFirst: false } : policy;
    const withhold: WithholdCall = (facts, call) => printCall(connection, account, facts, call);
    const node = new OracleNode(
      connection,
      sending.account,
      sending,
      served,
      models,
      database,
      progress,
      log,
      desk,
      isDryRun ? withhold : undefined,
    );
    progress.work = () => node.work;
    return node;
  }
  const actor = new Actor(connection, sending.account, sending, false, log);
  const watchSender = { account: sending.account, actor, withdrawMinimumWei };
  return new WatchNode(connection, database, desk, watchSender, progress, log);
}
