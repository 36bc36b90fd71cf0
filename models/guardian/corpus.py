"""Read the rated texts of the package vaderSentiment 0.5 and split them.

A text's *input* is what the model reads: Unicode NFC, lower case, UTF-8, cut at a
character boundary to 256 bytes. The same as `textBytes` of the runtime.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

BYTES = 256
LABELS = ("negative", "neutral", "positive")
NEUTRAL_BELOW = 0.5  # of the mean rating's size, on a scale from -4 to 4

SOURCES = {
    "tweets": "tweets_GroundTruth.txt",
    "amazon": "amazonReviewSnippets_GroundTruth.txt",
    "movies": "movieReviewSnippets_GroundTruth.txt",
    "nyt": "nytEditorialSnippets_GroundTruth.txt",
}
LEXICON = "vader_sentiment_lexicon.txt"

# Of 256 values of a hash's first byte: a tenth of the texts is for the test, a tenth for validation.
TEST_BELOW = 26
VALIDATION_BELOW = 52

# All that the files have; some were escaped twice. The same list is in corpus.ts.
ENTITIES = (("&amp;", "&"), ("&amp;", "&"), ("&#38;", "&"), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"))


@dataclass(frozen=True)
class Text:
    source: str
    rating: float  # mean of at least 15 people's, -4 to 4
    text: str
    input: bytes  # at most 256, not padded

    @property
    def label(self):
        """Index into LABELS."""
        return 0 if self.rating <= -NEUTRAL_BELOW else 2 if self.rating >= NEUTRAL_BELOW else 1


def input_of(text):
    """The bytes that the model reads of a text, at most 256, without the zeros after them."""
    encoded = unicodedata.normalize("NFC", text).lower().encode()
    end = min(len(encoded), BYTES)
    while end < len(encoded) and encoded[end] & 0xC0 == 0x80:
        end -= 1
    return encoded[:end]


def read_source(folder, source):
    """Yields (part of the split, Text) of one file, in its order.

    All snippets of one editorial or product review have one hash, so that none
    straddles the split. Tweets and film snippets stand alone: their hash is that of
    what the model reads.
    """
    for line in (folder / SOURCES[source]).read_text("utf-8-sig").split("\n"):
        if not line.strip():
            continue
        number, rating, text = line.rstrip("\r").split("\t")
        for entity, character in ENTITIES:
            text = text.replace(entity, character)
        text = text.strip()
        read = input_of(text)
        parent = number.partition("_")[0].encode() if "_" in number else read
        first = hashlib.sha256(source.encode() + b"\0" + parent).digest()[0]
        part = "test" if first < TEST_BELOW else "validation" if first < VALIDATION_BELOW else "train"
        yield part, Text(source, float(rating), text, read)


def read_corpus(folder):
    """Returns {"train", "validation", "test"}: lists of Text.

    What the model reads is in one part only: a text that is repeated elsewhere stays
    in the test, else in validation.
    """
    parts = {"test": [], "validation": [], "train": []}
    for source in SOURCES:
        for part, text in read_source(Path(folder), source):
            parts[part].append(text)
    seen = {text.input for text in parts["test"]}
    parts["validation"] = [text for text in parts["validation"] if text.input not in seen]
    seen.update(text.input for text in parts["validation"])
    parts["train"] = [text for text in parts["train"] if text.input not in seen]
    return parts


def read_lexicon(folder):
    """Returns {word or emoticon in lower case: mean rating of ten people, -4 to 4}."""
    lexicon = {}
    # One entry of the file is not UTF-8; read so, it is a word that no text has.
    for line in (Path(folder) / LEXICON).read_text("latin-1").split("\n"):
        fields = line.split("\t")
        if len(fields) > 1:
            lexicon[fields[0].strip().lower()] = float(fields[1])
    return lexicon


def is_word(entry):
    """Whether an entry of the lexicon is a word rather than an emoticon."""
    return re.fullmatch(r"[a-z][a-z'-]+", entry) is not None


def digest(texts):
    """Hex SHA-256 of all inputs, padded to 256 bytes, each followed by its label's byte."""
    content = b"".join(text.input.ljust(BYTES, b"\0") + bytes([text.label]) for text in texts)
    return hashlib.sha256(content).hexdigest()
