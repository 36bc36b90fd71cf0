import type { Client, TransactionReceipt } from "viem";
import { call, getBlockNumber } from "viem/actions";
import { awaitFinality } from "./await-finality.ts";
import { explainError } from "./explain-error.ts";
import { lookAt } from "./look-at-transaction.ts";
import type { Engine } from "./run-action.ts";
import type { SentTransaction } from "./sent-transactions.ts";

/** How many blocks make a transaction confirmed. The local chain has one miner and no reorganisations but those of tests. */
const CONFIRMATIONS = { local: 1n, other: 2n } as const;

/** A transaction that was mined and undid itself. */
class RevertedError extends Error {
  override readonly name = "RevertedError";
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * From sent to confirmed, by account and nonce: a replacement with another fee is followed, a cancellation ends it, and a block
 * that a reorganisation takes back sends it back to waiting. Whatever the RPC does, it goes on looking.
 * @returns The receipt once it is confirmed, undefined for any other end.
 */
export async function followTransaction(
  engine: Engine,
  id: number,
  first: SentTransaction,
): Promise<TransactionReceipt | undefined> {
  const { access, log, messages, sent: kept } = engine;
  let sent = first;
  const remember = (change: Partial<SentTransaction>) => {
    sent = { ...sent, ...change };
    kept.put(sent);
  };
  for (; log.has(id); await pause(access.pollMs)) {
    const look = await lookAt(access.client, sent).catch(() => undefined);
    if (look === undefined) continue;
    if (look.kind === "replaced") {
      kept.remove(sent);
      log.update(id, { stage: "failed", problem: messages.transaction.replaced });
      return undefined;
    }
    if (look.kind === "repriced") {
      remember({ hash: look.hash });
      log.update(id, { hash: look.hash });
      continue;
    }
    if (look.nonce !== sent.nonce) remember({ nonce: look.nonce });
    if (look.kind === "pending") {
      log.update(id, { stage: "sent" });
      continue;
    }
    log.update(id, { stage: "mined" });
    if (!(await isConfirmed(engine, look.receipt))) continue;
    kept.remove(sent);
    if (look.receipt.status === "reverted") {
      log.update(id, { stage: "failed", problem: await explainReverted(engine, sent, look.receipt) });
      return undefined;
    }
    await engine.refresh();
    log.update(id, { stage: "confirmed" });
    const confirmed = { ...sent, isConfirmed: true } as const;
    kept.put(confirmed);
    void followUntilFinal(engine, id, confirmed);
    return look.receipt;
  }
  return undefined;
}

/**
 * Watches a confirmed transaction until it is final. A reorganisation that takes its block back brings its card back, and it is
 * followed as if it had just been sent.
 */
export async function followUntilFinal(engine: Engine, id: number, confirmed: SentTransaction): Promise<void> {
  const again = await awaitFinality(engine, id, confirmed);
  if (again === undefined || engine.log.underWay(again.key)) return;
  const { key, label, hash } = again;
  await followTransaction(engine, engine.log.begin({ key, label, stage: "sent", hash }), again);
}

async function isConfirmed({ access }: Engine, { blockNumber }: TransactionReceipt): Promise<boolean> {
  const needed = access.isLocal ? CONFIRMATIONS.local : CONFIRMATIONS.other;
  const head = await getBlockNumber(access.client, { cacheTime: 0 }).catch(() => 0n);
  return head + 1n >= blockNumber + needed;
}

/** Runs the same call again at its block, to learn why it reverted. */
async function explainReverted({ access, messages }: Engine, sent: SentTransaction, receipt: TransactionReceipt) {
  const client: Client = access.client;
  const { from: account, to, data, valueWei: value } = sent;
  try {
    await call(client, { account, to, data, value, blockNumber: receipt.blockNumber });
    throw new RevertedError(messages.transaction.reverted);
  } catch (error) {
    return explainError(error, messages);
  }
}
