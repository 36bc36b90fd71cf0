/**
 * Byte-pair encoding: pieces of text as tokens. Made by `parseTokenizer`, which checks what is said here.
 */
export interface Tokenizer {
  /** The token that begins every text and ends an answer. It has no text. */
  readonly end: number;
  /** The text of each token. Of all but `end` and those that merges make, one character. */
  readonly tokens: readonly string[];
  /** The token of each character that texts may have; all others are read as a space. */
  readonly characters: ReadonlyMap<string, number>;
  /** For each pair of tokens, as `pairKey` writes it, the token that the two make. A lower one is made earlier. */
  readonly merges: ReadonlyMap<number, number>;
}

/** Most tokens of a tokenizer. */
export const MAX_TOKENS = 2 ** 16;

/** Two tokens as one number. */
export function pairKey(left: number, right: number): number {
  return left * MAX_TOKENS + right;
}
