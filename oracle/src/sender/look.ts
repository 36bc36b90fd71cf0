import type { Head } from "../chain/head.ts";
import { FailedError } from "../command-line/errors.ts";
import { FULL_LOOK_BLOCKS, WATCHED_BLOCKS } from "../limits.ts";
import type { ChainLook } from "./chain-look.ts";
import { type Change, returned, used } from "./changes.ts";
import type { NonceBook } from "./nonce-book.ts";
import type { Intent, NonceRecord } from "./nonce-record.ts";

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
  for (const block of blocks) {
    const ours = block.transactions.filter((hash) => hashes.has(hash));
    if (ours.length === 0) continue;
    for (const { hash, succeeded, ...where } of await chain.minedIn(block, ours)) {
      const record = hashes.get(hash);
      if (record !== undefined) changes.push(used(record, { hash, ...where }, succeeded));
    }
  }
  const mined = new Set(changes.map(({ record }) => record));
  const highest = Math.max(-1, ...[...mined].map(({ nonce }) => nonce));
  // A nonce below was used as well, and not by what we know.
  const isIncomplete = open.some((record) => record.nonce < highest && !mined.has(record));
  return { changes, isFull: false, isReorganised: false, isIncomplete };
}

const larger = (a: bigint, b: bigint) => (a > b ? a : b);

/** @returns undefined when the head doesn't follow on what was seen, or too far. */
async function blocksAfter(chain: ChainLook, seen: Head, head: Head, readAll: boolean) {
  if (readAll || head.number === seen.number + 1n) return chain.blocksBetween(seen, head);
  // Only that what was mined still stands is of interest.
  return head.number > seen.number && (await chain.isCanonical(seen.number, seen.hash)) ? [head] : undefined;
}

async function lookAtAll({ book, chain, head }: View, isReorganised: boolean): Promise<Found> {
  const changes: Change[] = [];
  if (isReorganised) {
    changes.push(...(await returnedRecords(book, chain)));
    // What was mined until now counts as well: it is about to be sent again.
    await checkBases([...book.liveIntents, ...changes.flatMap(({ states }) => [...states.keys()])], chain);
  }
  const undone = changes.map(({ record }) => record);
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
      found === undefined
        ? await usedByAnother(record, chain, head)
        : used(
            record,
            { hash: found.hash, blockNumber: found.blockNumber, blockHash: found.blockHash },
            found.succeeded,
          );
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
  const records = book.used;
  const stand = await Promise.all(
    records.map(({ use }) => use !== undefined && chain.isCanonical(use.blockNumber, use.blockHash)),
  );
  return records.filter((_, i) => !stand[i]).map(returned);
}

async function checkBases(intents: readonly Intent[], chain: ChainLook): Promise<void> {
  for (const intent of intents) {
    if (intent.basis !== undefined) intent.isBaseless = (await chain.canonicalNumber(intent.basis)) === undefined;
  }
}

/** @returns undefined while it may be one of ours whose receipt the RPC doesn't show. */
async function usedByAnother(record: NonceRecord, chain: ChainLook, head: Head): Promise<Change | undefined> {
  const decidedBlock = record.attempts[0]?.decidedBlock ?? record.met?.block ?? head.number;
  const user = await chain.userOf(record.nonce, decidedBlock, head);
  if (user !== undefined && !record.attempts.some(({ hash }) => hash === user.hash)) return used(record, user, false);
  // States so old are gone. What none of ours did for so long, none of ours will.
  const isOld = head.number >= (record.attempts.at(-1)?.decidedBlock ?? 0n) + WATCHED_BLOCKS;
  const unknown = { hash: null, blockNumber: head.number, blockHash: head.hash };
  return user === undefined && isOld ? used(record, unknown, false) : undefined;
}
