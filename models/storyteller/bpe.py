"""Byte-pair encoding of the storyteller: learned from its text, kept in tokenizer.json.

The file holds `tokens` (the text of each id; id 0 ends a story and has none in the
text) and `merges` (pairs of ids, the most frequent first; the i-th makes the id
`len(alphabet) + 1 + i`). To encode: replace characters outside the alphabet by a
space, cut with PIECE, turn each piece into single characters, and while one of the
merges applies, do the earliest one of the list everywhere in the piece, from left
to right.
"""

import heapq
import json
import re
from collections import Counter

END = 0  # begins and ends a story
END_TEXT = "<|end|>"
PIECE = re.compile(r" ?[A-Za-z]+|[^A-Za-z]")


def merged(ids, pair, new):
    """`ids` (a tuple) with every occurrence of `pair`, from left to right, made `new`."""
    out, i = [], 0
    while i < len(ids):
        if ids[i:i + 2] == pair:
            out.append(new)
            i += 2
        else:
            out.append(ids[i])
            i += 1
    return tuple(out)


def learn(text, size):
    """Tokenizer of `size` tokens: {"tokens": [str], "merges": [[id, id]]}.

    Ties between equally frequent pairs go to the lower ids, so that the result
    depends on the text alone.
    """
    tokens = [END_TEXT] + sorted(set(text))
    ids = {c: i for i, c in enumerate(tokens) if i}
    pieces = [(tuple(ids[c] for c in piece), n) for piece, n in sorted(Counter(PIECE.findall(text)).items())]
    counts, where = Counter(), {}
    for at, (piece, n) in enumerate(pieces):
        for pair in zip(piece, piece[1:]):
            counts[pair] += n
            where.setdefault(pair, set()).add(at)
    heap = [(-n, pair) for pair, n in counts.items()]
    heapq.heapify(heap)
    merges = []
    while len(tokens) < size:
        n, pair = heapq.heappop(heap)
        if counts[pair] != -n:
            continue
        new = len(tokens)
        tokens.append(tokens[pair[0]] + tokens[pair[1]])
        merges.append(list(pair))
        changed = set()
        for at in where.pop(pair):
            piece, times = pieces[at]
            after = merged(piece, pair, new)
            for old in zip(piece, piece[1:]):
                counts[old] -= times
                changed.add(old)
            for fresh in zip(after, after[1:]):
                counts[fresh] += times
                changed.add(fresh)
                where.setdefault(fresh, set()).add(at)
            pieces[at] = (after, times)
        for each in changed:
            if counts[each] > 0:
                heapq.heappush(heap, (-counts[each], each))
    return {"tokens": tokens, "merges": merges}


class Tokenizer:
    """Encodes and decodes by what `learn` returned."""

    def __init__(self, learned):
        self.tokens, self.merges = learned["tokens"], learned["merges"]
        alphabet = len(self.tokens) - len(self.merges)
        self.ids = {c: i for i, c in enumerate(self.tokens[:alphabet]) if i}
        self.rank = {tuple(pair): alphabet + i for i, pair in enumerate(self.merges)}
        self.known = {}

    def encode(self, text):
        """Text to a list of ids."""
        text = "".join(c if c in self.ids else " " for c in text)
        return [i for piece in PIECE.findall(text) for i in self.encode_piece(piece)]

    def encode_piece(self, piece):
        """One match of PIECE to a tuple of ids."""
        if piece not in self.known:
            ids = tuple(self.ids[c] for c in piece)
            while pairs := [p for p in zip(ids, ids[1:]) if p in self.rank]:
                pair = min(pairs, key=self.rank.get)
                ids = merged(ids, pair, self.rank[pair])
            self.known[piece] = ids
        return self.known[piece]

    def decode(self, ids):
        """List of ids to text, without END."""
        return "".join(self.tokens[i] for i in ids if i != END)

    def write(self, path):
        path.write_text(json.dumps({"end": END, "piece": PIECE.pattern, "tokens": self.tokens,
                                    "merges": self.merges}, indent=None, separators=(",", ":")) + "\n")
