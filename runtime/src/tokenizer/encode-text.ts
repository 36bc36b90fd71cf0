import { pairKey, type Tokenizer } from "./tokenizer.ts";

/** Far more than any prompt; the time is at most this times the number of merges. */
const MAX_TEXT = 2 ** 16;
const PIECE = / ?[A-Za-z]+|[^A-Za-z]/gu;
const SPACE = " ";

/**
 * The tokens of a text, the tokenizer's `end` first, with which every run of its model begins. A character that the
 * tokenizer does not have is read as a space.
 * @throws RangeError for a text of more than 65,536 UTF-16 units.
 */
export function encodeText(tokenizer: Tokenizer, text: string): number[] {
  if (text.length > MAX_TEXT) throw new RangeError(`a text of ${text.length} characters, at most ${MAX_TEXT}`);
  const known = Array.from(text, (each) => (tokenizer.characters.has(each) ? each : SPACE)).join("");
  const pieces = known.match(PIECE) ?? [];
  return [tokenizer.end, ...pieces.flatMap((piece) => encodePiece(tokenizer, piece))];
}

/** While two neighbours make a token, makes the lowest such token everywhere in the piece, from left to right. */
function encodePiece({ characters, merges, end }: Tokenizer, piece: string): number[] {
  let ids = Array.from(piece, (each) => characters.get(each) ?? end);
  for (;;) {
    const lowest = ids.reduce(
      (least, id, i) => Math.min(least, merges.get(pairKey(id, ids[i + 1] ?? -1)) ?? Number.POSITIVE_INFINITY),
      Number.POSITIVE_INFINITY,
    );
    if (lowest === Number.POSITIVE_INFINITY) return ids;
    const made: number[] = [];
    for (let i = 0; i < ids.length; i++) {
      const isPair = i + 1 < ids.length && merges.get(pairKey(ids[i], ids[i + 1])) === lowest;
      made.push(isPair ? lowest : ids[i]);
      if (isPair) i++;
    }
    ids = made;
  }
}
