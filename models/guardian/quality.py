"""How well labels are told, and the balance between them.

N is the number of texts. VADER, the method that the texts were rated for, is the baseline.
"""

import numpy as np
import torch
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from corpus import BYTES, LABELS, SOURCES
from network import pack

NEUTRAL = LABELS.index("neutral")
OFFSETS = np.arange(16, dtype=np.float32) / 10  # of the neutral score that are tried


@torch.no_grad()
def scores_of(net, texts):
    """The net's scores of N texts; float32 array [N, 3]."""
    net.eval()
    scores = [net(pack([text.input for text in texts[i:i + 128]], BYTES))[0] for i in range(0, len(texts), 128)]
    return torch.cat(scores).numpy()


def figures(chosen, texts):
    """Accuracy, mean F1 of the labels, accuracy by source, and confusion[right][chosen] of N texts."""
    right = np.array([text.label for text in texts])
    sources = np.array([text.source for text in texts])
    confusion = np.zeros((len(LABELS), len(LABELS)), int)
    np.add.at(confusion, (right, chosen), 1)
    f1 = 2 * confusion.diagonal() / (confusion.sum(0) + confusion.sum(1))
    shares = {source: round(float((chosen == right)[sources == source].mean()), 4) for source in SOURCES}
    return {"accuracy": round(float((chosen == right).mean()), 4), "meanF1": round(float(f1.mean()), 4),
            "bySource": shares, "confusion": confusion.tolist()}


def vader_choices(texts):
    """The labels of VADER 3.3.2 with its authors' thresholds, as a baseline."""
    analyser = SentimentIntensityAnalyzer()
    compounds = np.array([analyser.polarity_scores(text.text)["compound"] for text in texts])
    return np.where(compounds >= 0.05, 2, np.where(compounds <= -0.05, 0, 1))


def best_offset(scores, texts):
    """What to add to the neutral scores, so that the labels' mean F1 is largest.

    Few texts are neutral, so a net that is right as often as it can be says so too rarely.
    """
    def quality(offset):
        moved = scores.copy()
        moved[:, NEUTRAL] += offset
        return figures(moved.argmax(1), texts)["meanF1"]

    return float(max(OFFSETS, key=quality))
