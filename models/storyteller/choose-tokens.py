#!/usr/bin/env python3
"""Choose the tokens that compile.ts calibrates and evaluates with, and write them to tokens.json.

Run from the repository root, with Debian's packages bible-kjv and bible-kjv-text:

    python models/storyteller/choose-tokens.py && npm run format

From each of 16 chapters of the training text, and of 16 held-out ones, both evenly spread over the book, the first
RUN tokens, the end before them: what a run of that length is given. Also the ids of some texts, by bpe.py.
"""

import json
import re
import subprocess
from pathlib import Path

from bpe import END, Tokenizer

HERE = Path(__file__).resolve().parent
HELD_EVERY = 20  # as in train.py, which needs torch
CHAPTERS = 16
RUN = 256
TEXTS = [
    "In the beginning God created the heaven and the earth.",
    "And the LORD spake unto Moses, saying,\nSpeak unto the children of Israel",
    "  two  spaces, 42 numerals (and) \u00e9, X and \U0001f600!",
    "Melchizedek's Nebuchadnezzar\n\n",
    "",
]


def read_chapters():
    """As train.py reads them: the text of each chapter's verses, one a line."""
    out = subprocess.run(["bible", "-f", "gen1:1-rev22:21"], capture_output=True, check=True, text=True)
    chapters = {}
    for line in out.stdout.splitlines():
        reference, text = line.split(" ", 1)
        chapters.setdefault(re.fullmatch(r"(\w+?\d+):\d+", reference)[1], []).append(text.strip())
    return ["\n".join(verses) + "\n" for verses in chapters.values()]


def runs(tokenizer, texts):
    """The first RUN tokens of CHAPTERS of the texts, evenly spread."""
    chosen = [texts[(2 * i + 1) * len(texts) // (2 * CHAPTERS)] for i in range(CHAPTERS)]
    return [[END, *tokenizer.encode(text)][:RUN] for text in chosen]


def main():
    tokenizer = Tokenizer(json.loads((HERE / "tokenizer.json").read_text()))
    texts = read_chapters()
    held = [text for i, text in enumerate(texts) if i % HELD_EVERY == HELD_EVERY - 1]
    rest = [text for i, text in enumerate(texts) if i % HELD_EVERY != HELD_EVERY - 1]
    members = {
        "calibration": runs(tokenizer, rest),
        "heldOut": runs(tokenizer, held),
        "encoded": [{"text": text, "ids": tokenizer.encode(text)} for text in TEXTS],
    }
    (HERE / "tokens.json").write_text(json.dumps(members) + "\n")


if __name__ == "__main__":
    main()
