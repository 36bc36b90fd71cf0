import { keccak_256 } from "@noble/hashes/sha3.js";
import { concatBytes } from "./concat-bytes.ts";
import { HASH_BYTES } from "./empty.ts";
import { countingHash, inputHashOf } from "./input-hash.ts";
import { treeDepth } from "./merkle-tree.ts";

/** The most inputs that one request can have. */
export const MAX_BATCH_ITEMS = 16;

const TAG = 6;
const WORD_BYTES = 32;
/** Of `abi.encode(bytes[])`: the list's offset and its length. */
const HEAD_WORDS = 2;
const SEED_BYTES = 16;
const INDEX_BYTES = 4;

/**
 * Slots of a batch's trees, over its items' input hashes and over the roots of their traces: with EMPTY in unused ones, and at least two,
 * so that an item's hash or root is never that of all.
 */
export const batchSlots = (count: number): number => 2 ** Math.max(1, treeDepth(count));

/** The items' hashes or roots, one after the other, with EMPTY in unused slots. */
export function batchLeaves(hashes: readonly Uint8Array[]): Uint8Array {
  const leaves = new Uint8Array(batchSlots(hashes.length) * HASH_BYTES);
  for (const [i, hash] of hashes.entries()) leaves.set(hash, i * HASH_BYTES);
  return leaves;
}

/** How many inputs a request's hash binds: 0 where it asks for one answer. */
export const batchCount = (inputHash: Uint8Array): number => inputHash[HASH_BYTES - 1];

/**
 * What a batch commits to as its inputs, as `Batches.sol` says: keccak256(header ‖ root), the tree being over the inputs' own hashes, and
 * the number of inputs in place of its last byte.
 * @returns 32 bytes.
 */
export function batchHashOf(inputs: readonly Uint8Array[]): Uint8Array {
  let level = batchLeaves(inputs.map(inputHashOf));
  while (level.length > HASH_BYTES) {
    const pairs = Array.from({ length: level.length / (2 * HASH_BYTES) }, (_, i) =>
      keccak_256(level.subarray(2 * i * HASH_BYTES, 2 * (i + 1) * HASH_BYTES)),
    );
    level = concatBytes(pairs);
  }
  const header = new Uint8Array(HASH_BYTES);
  [header[0], header[HASH_BYTES - 1]] = [TAG, inputs.length];
  return countingHash(concatBytes([header, level]), inputs.length);
}

/** The seed of item `index` from that of the whole request, 16 bytes both. */
export function itemSeed(seed: Uint8Array, index: number): Uint8Array {
  const number = new Uint8Array(INDEX_BYTES);
  new DataView(number.buffer).setUint32(0, index);
  return keccak_256(concatBytes([seed, number])).slice(0, SEED_BYTES);
}

/** `abi.encode(bytes[])`, the one way to write a batch's inputs or answers. */
export function encodeItems(items: readonly Uint8Array[]): Uint8Array {
  const tails = items.map((item) => {
    const tail = new Uint8Array(WORD_BYTES + WORD_BYTES * Math.ceil(item.length / WORD_BYTES));
    tail.set(word(item.length));
    tail.set(item, WORD_BYTES);
    return tail;
  });
  const offsets: Uint8Array[] = [];
  let next = items.length * WORD_BYTES;
  for (const tail of tails) {
    offsets.push(word(next));
    next += tail.length;
  }
  return concatBytes([word(WORD_BYTES), word(items.length), ...offsets, ...tails]);
}

/**
 * The items of what `encodeItems` has written.
 * @param count How many there are.
 * @returns null of any other bytes: a list in another encoding is another answer.
 */
export function decodeItems(encoded: Uint8Array, count: number): readonly Uint8Array[] | null {
  const items: Uint8Array[] = [];
  let at = (HEAD_WORDS + count) * WORD_BYTES;
  for (let i = 0; i < count; i++) {
    const length = numberAt(encoded, at);
    at += WORD_BYTES;
    if (length === null || at + length > encoded.length) return null;
    items.push(encoded.slice(at, at + length));
    at += WORD_BYTES * Math.ceil(length / WORD_BYTES);
  }
  const right = encodeItems(items);
  return encoded.length === right.length && encoded.every((byte, i) => byte === right[i]) ? items : null;
}

/** What a request asks about. */
export interface AskedInputs {
  /** One, or a batch's. */
  readonly inputs: readonly Uint8Array[];
  /** Also of a batch of one, whose answer is encoded as a list. */
  readonly isBatch: boolean;
}

/**
 * The inputs of a request, from the bytes that its event tells.
 * @param inputHash What the request has committed to, 32 bytes.
 * @returns null when the hash doesn't bind these bytes.
 */
export function askedInputs(inputHash: Uint8Array, input: Uint8Array): AskedInputs | null {
  const count = batchCount(inputHash);
  const isBatch = count > 0;
  const inputs = isBatch ? (count > MAX_BATCH_ITEMS ? null : decodeItems(input, count)) : [input];
  if (inputs === null) return null;
  const bound = isBatch ? batchHashOf(inputs) : inputHashOf(input);
  return bound.every((byte, i) => byte === inputHash[i]) ? { inputs, isBatch } : null;
}

/** The answers of a request, each with its input; null of an answer that isn't encoded as the right one would be. */
export function answersOf({ inputs, isBatch }: AskedInputs, output: Uint8Array): readonly Uint8Array[] | null {
  return isBatch ? decodeItems(output, inputs.length) : [output];
}

function word(value: number): Uint8Array {
  const bytes = new Uint8Array(WORD_BYTES);
  new DataView(bytes.buffer).setUint32(WORD_BYTES - INDEX_BYTES, value);
  return bytes;
}

/** A word as a number; null where there is none, or one of more than 32 bits. */
function numberAt(bytes: Uint8Array, at: number): number | null {
  const found = bytes.subarray(at, at + WORD_BYTES);
  if (found.length < WORD_BYTES || found.subarray(0, WORD_BYTES - INDEX_BYTES).some((byte) => byte !== 0)) return null;
  return new DataView(found.buffer, found.byteOffset).getUint32(WORD_BYTES - INDEX_BYTES);
}
