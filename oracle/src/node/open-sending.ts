import type { Logger } from "pino";
import type { LocalAccount } from "viem";
import type { Connection } from "../chain/connection.ts";
import { Sender } from "../sender/sender.ts";
import type { NodeStore } from "../store/node-store.ts";
import { Commitments } from "./commitments.ts";
import type { InferencesFor } from "./inferences.ts";

/** What an account's transactions go through, and what it has committed to. */
export type Sending = {
  readonly sender: Sender;
  readonly commitments: Commitments;
  /** Who computes its answers: this process unless given. */
  readonly inferencesFor?: InferencesFor;
};

/** Opens both from the node's database, reconciled with the chain. */
export async function openSending(
  connection: Connection,
  account: LocalAccount,
  { database, checkLock }: NodeStore,
  maxFeeWei: bigint,
  log: Logger,
): Promise<Sending> {
  const sender = await Sender.open({ connection, account, database, maxFeeWei, checkLock, log });
  return { sender, commitments: await Commitments.open(database, account.address) };
}
