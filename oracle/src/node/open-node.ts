import type { Logger } from "pino";
import type { LocalAccount } from "viem";
import type { Connection } from "../chain/connection.ts";
import type { Mode } from "../commands/run-watch-options.ts";
import type { NodeMetrics } from "../metrics/node-metrics.ts";
import type { Outbox } from "../sender/outbox.ts";
import { Actor, type WithholdCall } from "./actor.ts";
import { DisputeDesk } from "./disputes/desk.ts";
import { printCall, withholdAloud, withholdSilently } from "./disputes/dry-run.ts";
import type { WatchPolicy } from "./disputes/watch-policy.ts";
import type { SteppedNode } from "./loop.ts";
import type { ModelIndex } from "./model-index.ts";
import { type NodePolicy, OracleNode } from "./oracle-node.ts";
import type { Progress } from "./progress.ts";
import { WatchNode } from "./watch-node.ts";

export type NodeParts = {
  readonly connection: Connection;
  /** Undefined in the mode that needs no key. */
  readonly account: LocalAccount | undefined;
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
  const { connection, account, policy, watchPolicy, models, progress, log, metrics, isDryRun } = parts;
  const { withdrawMinimumWei } = policy;
  const openDesk = (outbox: Outbox | undefined) =>
    new DisputeDesk({
      ...{ connection, account, policy: watchPolicy, withdrawMinimumWei, log, metrics },
      outbox: isDryRun ? undefined : outbox,
      withhold: isDryRun ? withholdAloud(connection, account) : withholdSilently,
      modelOf: (modelId) => models.servedModel(modelId),
    });
  if (mode === "serve" && account !== undefined) {
    if (!isDryRun) return new OracleNode(connection, account, policy, models, progress, log, openDesk);
    // A commitment that isn't sent never counts, so nothing would come after it.
    const dryPolicy = { ...policy, commitFirst: false };
    const withhold: WithholdCall = (facts, call) => printCall(connection, account, facts, call);
    return new OracleNode(connection, account, dryPolicy, models, progress, log, openDesk, withhold);
  }
  if (account === undefined || isDryRun) return new WatchNode(connection, openDesk(undefined), undefined, progress);
  const actor = new Actor(connection, account, false, log);
  return new WatchNode(connection, openDesk(actor.pipeline), { account, actor, withdrawMinimumWei }, progress);
}
