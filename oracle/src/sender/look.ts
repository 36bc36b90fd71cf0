import type { Hash } from "viem";
import type { Head } from "../chain/head.ts";
import { FailedError } from "../command-line/errors.ts";
import { FULL_LOOK_BLOCKS, WATCHED_BLOCKS } from "../limits.ts";
import type { ChainLook, Mined } from "./chain-look.ts";
import { type Change, returned, used } from "./changes.ts";
import type { NonceBook } from "./nonce-book.ts";
import type { NonceRecord, Use } from "./nonce-record.ts";

type View = {
  readonly book: NonceBook;
  readonly chain: ChainLook;
  /** The head that was looked at before. */
  readonly seen: Head | undefined;
  readonly head: Head;
  readonly isSurprised: boolean;
  readonly fullLookedAt: bigint;
};

/** What a look at the chain found. */
type Found = {
  readonly changes: readonly Change[];
  /** Whether everything was asked for, rather than the new blocks gone through. */
  readonly isFull: boolean;
  /** Whether the chain before `seen` may be another one now. */
  readonly isReorganised: boolean;
  /** Whether a nonce was used by what isn't known yet. */
  readonly isIncomplete: boolean;
};

/**
 * Finds out what used the account's nonces. A block's header lists its transactions, so that new blocks in a row cost no call
 * unless one of ours is in them; after a reorganisation, a start or a surprise, everything that is open is asked for.
 */
export async function look(view: View): Promise<Found> {
  const { book, chain, seen, head } = view;
  const nothing = { changes: [], isFull: false, isReorganised: false, isIncomplete: false };
  if (seen !== undefined && book.isEmpty) return nothing;
  const open = book.open;
  const since = open.map(({ attempts, met }) => attempts[0]?.decidedBlock ?? met?.block ?? 0n);
  const isRegular = since.every((block) => head.number < larger(block, view.fullLookedAt) + FULL_LOOK_BLOCKS);
  const blocks = seen === undefined ? undefined : await blocksAfter(chain, seen, head, open.length > 0);
  if (blocks === undefined || view.isSurprised || !isRegular) return lookAtAll(view, blocks === undefined);

  const hashes = book.openHashes;
  const changes: Change[] = [];
  let isUnread = false;
  for (const block of blocks) {
    const ours = block.transactions.filter((hash) => hashes.has(hash));
    if (ours.length === 0) continue;
    const found = await chain.minedIn(block, ours);
    // The RPC has the block, and not its receipts yet. No later block lists them again.
    isUnread ||= found.length < ours.length;
    for (const mined of found) {
      const record = hashes.get(mined.hash);
      if (record !== undefined) changes.push(used(record, useBy(mined), mined.succeeded));
    }
  }
  const mined = new Set(changes.map(({ record }) => record));
  const highest = Math.max(-1, ...[...mined].map(({ nonce }) => nonce));
  // A nonce below was used as well, and not by what we know.
  const isIncomplete = isUnread || open.some((record) => record.nonce < highest && !mined.has(record));
  return { changes, isFull: false, isReorganised: false, isIncomplete };
}

const useBy = ({ hash, blockNumber, blockHash, costWei }: Mined): Use => ({ hash, blockNumber, blockHash, costWei });

const larger = (a: bigint, b: bigint) => (a > b ? a : b);

/** @returns undefined when the head doesn't follow on what was seen, or too far. */
async function blocksAfter(chain: ChainLook, seen: Head, head: Head, readAll: boolean) {
  if (readAll || head.number === seen.number + 1n) return chain.blocksBetween(seen, head);
  // Only that what was mined still stands is of interest.
  return head.number > seen.number && (await chain.isCanonical(seen.number, seen.hash)) ? [head] : undefined;
}

async function lookAtAll({ book, chain, head }: View, isReorganised: boolean): Promise<Found> {
  const changes: Change[] = [];
  if (isReorganised) changes.push(...(await returnedRecords(book, chain)));
  const undone = changes.map(({ record }) => record);
  // Before anything is sent again: what returned may depend on a block that went as well.
  if (isReorganised) await checkBases([...book.open, ...undone], chain);
  const usedNonces = await chain.usedNonces(head.number);
  if (usedNonces < book.settledBelow) {
    const why = `the account has used ${usedNonces} nonces on the chain, and ${book.settledBelow} by the node's database`;
    throw new FailedError(
      `The chain is not the one that the node's transactions were sent to, or went back more than ${WATCHED_BLOCKS} blocks: ${why}. Start the node again; if it says so again, with another --data-dir or database.`,
    );
  }
  book.fillGaps(usedNonces, head);
  const past = [...book.open, ...undone].filter(({ nonce }) => nonce < usedNonces);
  const mined = await chain.mined(
    past.flatMap(({ attempts }) => attempts.map(({ hash }) => hash)),
    head,
  );
  let isIncomplete = false;
  for (const record of past) {
    const found = mined.find(({ hash }) => record.attempts.some((attempt) => attempt.hash === hash));
    const change =
      found === undefined ? await usedByAnother(record, chain, head) : used(record, useBy(found), found.succeeded);
    if (change === undefined) {
      isIncomplete = true;
      continue;
    }
    const before = changes.findIndex((other) => other.record === record);
    if (before === -1) changes.push(change);
    else changes[before] = change;
  }
  return { changes, isFull: true, isReorganised, isIncomplete };
}

async function returnedRecords(book: NonceBook, chain: ChainLook): Promise<Change[]> {
  const numbers = new Map(book.used.map(({ use }) => [use?.blockHash, use?.blockNumber]));
  const gone = new Set<Hash>();
  for (const [hash, number] of numbers) {
    if (hash !== undefined && number !== undefined && !(await chain.isCanonical(number, hash))) gone.add(hash);
  }
  return book.used.filter(({ use }) => use !== undefined && gone.has(use.blockHash)).map(returned);
}

async function checkBases(records: readonly NonceRecord[], chain: ChainLook): Promise<void> {
  const isGone = new Map<Hash, boolean>();
  for (const intent of records.flatMap(({ intents }) => intents)) {
    const { basis } = intent;
    if (basis === undefined) continue;
    if (!isGone.has(basis)) isGone.set(basis, (await chain.canonicalNumber(basis)) === undefined);
    intent.isBaseless = isGone.get(basis) === true;
  }
}

/** @returns undefined while it may be one of ours whose receipt the RPC doesn't show. */
async function usedByAnother(record: NonceRecord, chain: ChainLook, head: Head): Promise<Change | undefined> {
  const decidedBlock = record.attempts[0]?.decidedBlock ?? record.met?.block ?? head.number;
  const user = await chain.userOf(record.nonce, decidedBlock, head);
  const isOurs = record.attempts.some(({ hash }) => hash === user?.hash);
  if (user !== undefined && !isOurs) return used(record, { ...user, costWei: undefined }, false);
  // States so old are gone. What none of ours did for so long, none of ours will.
  const isOld = head.number >= (record.attempts.at(-1)?.decidedBlock ?? 0n) + WATCHED_BLOCKS;
  const unknown = { hash: null, blockNumber: head.number, blockHash: head.hash, costWei: undefined };
  return user === undefined && isOld ? used(record, unknown, false) : undefined;
}
