import type { Logger } from "pino";
import type { LocalAccount } from "viem";
import type { Connection } from "../chain/connection.ts";
import type { NodeMetrics } from "../metrics/node-metrics.ts";
import { Sender } from "../sender/sender.ts";
import type { NodeStore } from "../store/node-store.ts";
import { Commitments } from "./commitments.ts";
import { Dispatches } from "./dispatches.ts";
import type { InferencesFor } from "./inferences.ts";
import { Purse } from "./purse.ts";

/** What an account's transactions go through, what it has committed to, and what it can still spend. */
export type Sending = {
  readonly sender: Sender;
  readonly commitments: Commitments;
  readonly purse: Purse;
  /** Who computes its answers: this process unless given. */
  readonly inferencesFor?: InferencesFor | undefined;
};

/** Opens them from the node's database, reconciled with the chain. */
export async function openSending(
  connection: Connection,
  account: LocalAccount,
  { database, checkLock }: NodeStore,
  maxFeeWei: bigint,
  log: Logger,
  metrics: NodeMetrics,
): Promise<Sending> {
  const purse = new Purse(maxFeeWei);
  const observer = new Dispatches(metrics, purse);
  const sender = await Sender.open({ connection, account, database, maxFeeWei, checkLock, log, observer });
  return { sender, commitments: await Commitments.open(database, account.address), purse };
}
