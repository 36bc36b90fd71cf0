import type { Hasher } from "../hash/hasher.ts";
import { HASH_BYTES } from "./empty.ts";

/**
 * Root of a list of hashes: padded with EMPTY to a power of two, then keccak256(left ‖ right) level by level. A list of
 * one hash is its own root; the root of an empty list is EMPTY.
 * @param hashes 32 bytes each, one after the other.
 */
export function listRoot(hasher: Hasher, hashes: Uint8Array): Uint8Array {
  const count = hashes.length / HASH_BYTES;
  let width = 1;
  while (width < count) width *= 2;
  let level = new Uint8Array(width * HASH_BYTES);
  level.set(hashes);
  while (level.length > HASH_BYTES) level = hasher.hashMany(level, 2 * HASH_BYTES).slice();
  return level;
}
