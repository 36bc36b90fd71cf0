import type { Tokenizer } from "./tokenizer.ts";

/**
 * The text of tokens; the end has none.
 * @throws RangeError for a token that the tokenizer does not have.
 */
export function decodeTokens({ tokens, end }: Tokenizer, ids: Iterable<number>): string {
  return Array.from(ids, (id) => {
    const text = tokens[id];
    if (text === undefined) throw new RangeError(`${id} is none of ${tokens.length} tokens`);
    return id === end ? "" : text;
  }).join("");
}
