import type { Hasher } from "../hash/hasher.ts";
import { concatBytes } from "./concat-bytes.ts";
import { HASH_BYTES } from "./empty.ts";

/** Shows that a node lies at one place under a root. */
export interface Opening {
  /** The node's place among all of its level, from the left. */
  readonly index: number;
  /** Hashes of 32 bytes: the node's sibling, its parent's, and so on up to the two below the root. */
  readonly siblings: readonly Uint8Array[];
}

/** Opening of a node through trees within trees: the first opening's root is what the second one opens, and so on. */
export function joinOpenings(openings: readonly Opening[]): Opening {
  return openings.reduce((inner, outer) => ({
    // Not by shifting: a path through steps, instructions and leaves may have more than 31 levels.
    index: outer.index * 2 ** inner.siblings.length + inner.index,
    siblings: [...inner.siblings, ...outer.siblings],
  }));
}

/**
 * The root under which the opening puts a node. That it is the expected one is all that has to be compared.
 * @param depth Levels between node and root. Whoever verifies takes it from the program, never from the opening: else a
 *   node could be passed off as a leaf.
 * @throws RangeError when the opening has another depth, its index is none of that depth, or a hash has not 32 bytes.
 */
export function verifyOpening(
  hasher: Hasher,
  node: Uint8Array,
  { index, siblings }: Opening,
  depth: number,
): Uint8Array {
  if (siblings.length !== depth) throw new RangeError(`opening: expected ${depth} siblings, found ${siblings.length}`);
  if (!Number.isSafeInteger(index) || index < 0 || index >= 2 ** depth) {
    throw new RangeError(`opening: expected an index below 2^${depth}, found ${index}`);
  }
  for (const { length } of [node, ...siblings]) {
    if (length !== HASH_BYTES) throw new RangeError(`opening: expected hashes of ${HASH_BYTES} bytes, found ${length}`);
  }
  let place = index;
  return siblings.reduce((hash, sibling) => {
    const isRight = place % 2 === 1;
    place = Math.floor(place / 2);
    return hasher.hash(concatBytes(isRight ? [sibling, hash] : [hash, sibling]));
  }, node);
}
