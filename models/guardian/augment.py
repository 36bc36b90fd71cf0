"""Random changes of the training texts, and what the lexicon says of their words."""

import re

import numpy as np

from corpus import is_word

WORD = re.compile(r"[a-z][a-z'-]*")
CURLY_SHARE = 0.2  # of texts whose apostrophes are typographic, and again whose apostrophes are left out
NO_STOP_SHARE = 0.2
NEIGHBOURS = 150  # ranks in the lexicon that a word and its substitute are apart at most


class Augmenter:
    """Changes texts with the help of `random` (random.Random) and `lexicon`, {entry: rating}."""

    def __init__(self, lexicon, random, swap_share, typo_share):
        self.lexicon = lexicon
        self.random = random
        self.swap_share = swap_share
        self.typo_share = typo_share
        self.ranked = sorted(filter(is_word, lexicon), key=lambda word: (lexicon[word], word))
        self.rank = {word: i for i, word in enumerate(self.ranked)}

    def swap(self, word):
        """Now and then, another word of the lexicon with about the same rating."""
        if word not in self.rank or self.random.random() >= self.swap_share:
            return word
        i = self.rank[word] + self.random.randint(-NEIGHBOURS, NEIGHBOURS)
        other = self.ranked[min(max(i, 0), len(self.ranked) - 1)]
        return other if (self.lexicon[other] > 0) == (self.lexicon[word] > 0) else word

    def mistype(self, text):
        """A letter left out, doubled or exchanged with the next, one for every 60."""
        for _ in range(1 + len(text) // 60):
            i = self.random.randrange(len(text) - 1)
            chance = self.random.random()
            if chance < 0.4:
                text = text[:i] + text[i + 1:]
            elif chance < 0.7:
                text = text[:i] + text[i] + text[i:]
            else:
                text = text[:i] + text[i + 1] + text[i] + text[i + 2:]
        return text

    def change(self, text):
        """Another writing of `text`, in lower case."""
        text = WORD.sub(lambda match: self.swap(match.group()), text.lower())
        if self.random.random() < CURLY_SHARE:
            text = text.replace("'", "\u2019")
        if self.random.random() < CURLY_SHARE:
            text = text.replace("'", "")
        if self.random.random() < NO_STOP_SHARE:
            text = text.rstrip(".!")
        if self.random.random() < self.typo_share and len(text) > 12:
            text = self.mistype(text)
        return text

    def word_ratings(self, read, length):
        """The lexicon's rating of the word at each four bytes of an input; float32 [length / 4], 0 without one."""
        ratings = np.zeros(length, np.float32)
        # A character for each byte, so that places are those of bytes.
        for group in re.finditer(r"\S+", read.decode("latin-1")):
            if group.group() in self.lexicon:
                ratings[group.start():group.end()] = self.lexicon[group.group()]
                continue
            for word in WORD.finditer(group.group()):
                rating = self.lexicon.get(word.group().rstrip("'-"), 0)
                ratings[group.start() + word.start():group.start() + word.end()] = rating
        fours = ratings.reshape(-1, 4)
        return np.where(fours.max(1) > -fours.min(1), fours.max(1), fours.min(1))
