import { JsonReader } from "../package/json-reader.ts";
import { PackageError } from "../package/package-error.ts";
import { MAX_TOKENS, pairKey, type Tokenizer } from "./tokenizer.ts";

const MAX_BYTES = 2 ** 22;
/** A word of the longest; it bounds what an answer's text can grow to. */
const MAX_TOKEN_CHARACTERS = 128;
/** How text is cut in pieces. There is one way, since a pattern of a stranger may take for ever to match. */
const PIECE = " ?[A-Za-z]+|[^A-Za-z]";
const SPACE = " ";

/**
 * Reads a tokenizer file: `end`, `piece`, `tokens` and `merges`. The first tokens are single characters, with `end` among
 * them; each merge of two earlier tokens makes the next one.
 * @throws PackageError naming the member that is wrong.
 */
export function parseTokenizer(path: string, bytes: Uint8Array): Tokenizer {
  if (bytes.length > MAX_BYTES) throw new PackageError(path, `at most ${MAX_BYTES} bytes`, `${bytes.length}`);
  const members = JsonReader.parseCanonical(path, bytes).object(["end", "piece", "tokens", "merges"]);
  members.piece.oneOf(PIECE);
  const tokens = members.tokens.array(MAX_TOKENS, 1).map((token) => token.string(MAX_TOKEN_CHARACTERS));
  const pairs = members.merges.array(tokens.length);
  const alphabet = tokens.length - pairs.length;
  const end = members.end.integer(0, alphabet - 1);
  const characters = new Map<string, number>();
  tokens.slice(0, alphabet).forEach((text, id) => {
    if (id === end) return;
    if ([...text].length !== 1) throw new PackageError(path, `one character at tokens[${id}]`, JSON.stringify(text));
    if (characters.has(text)) throw new PackageError(path, `another character at tokens[${id}]`, JSON.stringify(text));
    characters.set(text, id);
  });
  if (!characters.has(SPACE)) throw new PackageError(path, "a space among the tokens", "none");
  const merges = new Map<number, number>();
  pairs.forEach((pair, i) => {
    const id = alphabet + i;
    const [left, right] = pair.array(2, 2).map((token) => token.integer(0, id - 1));
    const text = tokens[left] + tokens[right];
    if (left === end || right === end) throw new PackageError(path, `a merge of texts at merges[${i}]`, "the end");
    if (tokens[id] !== text) throw new PackageError(path, `${JSON.stringify(text)} at tokens[${id}]`, tokens[id]);
    if (merges.has(pairKey(left, right))) throw new PackageError(path, `another pair at merges[${i}]`, text);
    merges.set(pairKey(left, right), id);
  });
  return { end, tokens, characters, merges };
}
