import type { Head } from "../chain/head.ts";
import { CANCEL_GAS } from "../limits.ts";
import type { NonceBook } from "./nonce-book.ts";
import { currentIntent, type NonceRecord, newestAttempt } from "./nonce-record.ts";
import type { SenderStand } from "./sender-observer.ts";

/** Since a nonce's first transaction was signed, by the chain's clock. */
export function secondsSince({ attempts }: NonceRecord, { timestamp }: Head): number {
  return attempts.length === 0 ? 0 : Math.max(0, timestamp - attempts[0].decidedTimestamp);
}

/** What a nonce's newest transaction may take, in wei. */
function reservedWei(record: NonceRecord): bigint {
  const newest = newestAttempt(record);
  if (newest === undefined) return 0n;
  const { call, gas } = currentIntent(record) ?? { call: undefined, gas: CANCEL_GAS };
  return (call?.value ?? 0n) + gas * newest.fees.maxFeeWei;
}

export function standOf(book: NonceBook, head: Head): SenderStand {
  const { open } = book;
  return {
    pending: book.liveCount,
    oldestSeconds: Math.max(0, ...open.map((record) => secondsSince(record, head))),
    reservedWei: open.reduce((sum, record) => sum + reservedWei(record), 0n),
    nextNonce: book.next,
    nonceGap: open.filter((record) => newestAttempt(record) === undefined).length,
  };
}
