export const HASH_BYTES = 32;

/** Fills a tree's list up to a power of two. No message is known that hashes to it. */
export const EMPTY = new Uint8Array(HASH_BYTES);
