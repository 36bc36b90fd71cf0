#!/usr/bin/env python3
"""Train the `guardian` model (a classifier of texts' bytes) and write its float ONNX.

The texts are in the Python package vaderSentiment 0.5, in a folder of its source:

    pip download vaderSentiment==0.5 --no-deps --no-binary :all:
    unzip vaderSentiment-0.5.zip
    tar xzf vaderSentiment-0.5/additional_resources/hutto_ICWSM_2014.tar.gz
    python models/guardian/train.py hutto_ICWSM_2014

Writes guardian.onnx and training.json next to this file (see --out). The run is
seeded. The test texts are read once, after the last epoch, and select nothing.
"""

import argparse
import hashlib
import json
import math
import platform
import random
import time
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F

from augment import Augmenter
from corpus import BYTES, LEXICON, NEUTRAL_BELOW, SOURCES, digest, input_of, read_corpus, read_lexicon
from network import Net, pack, settle, to_onnx
from quality import NEUTRAL, best_offset, figures, scores_of, vader_choices

HERE = Path(__file__).resolve().parent

BATCH = 48
PEAK_LR = 4e-3
WARMUP_STEPS = 200
WEIGHT_DECAY = 0.05
EMA_DECAY = 0.998
DROPOUT = 0.3  # of what the last layer reads
WORD_WEIGHT = 0.7  # of the words' ratings in the loss
WORD_SHARE = 0.15  # of the lexicon's entries that an epoch has as texts of their own
SWAP_SHARE = 0.2
TYPO_SHARE = 0.15
RATING_SPREAD = 0.4  # standard deviation of a mean rating, for soft labels
SHORTEST = 64  # bytes of a batch, so that places in its middle read nothing but padding
SORTED_BATCHES = 32  # batches of like lengths are cut from so many


def below(x):
    """The normal distribution function."""
    return 0.5 * (1 + math.erf(x / math.sqrt(2)))


def soft_label(rating):
    """Probabilities of the three labels, if the rating were taken again."""
    negative = below((-NEUTRAL_BELOW - rating) / RATING_SPREAD)
    positive = below((rating - NEUTRAL_BELOW) / RATING_SPREAD)
    return negative, 1 - negative - positive, positive


def epoch_batches(texts, augmenter, chooser):
    """Lists of (input, rating), each of about the same length, in random order."""
    items = [(input_of(augmenter.change(text.text)), text.rating) for text in texts]
    items += [(input_of(word), rating) for word, rating in augmenter.lexicon.items()
              if chooser.random() < WORD_SHARE]
    chooser.shuffle(items)
    batches = []
    for i in range(0, len(items), BATCH * SORTED_BATCHES):
        like = sorted(items[i:i + BATCH * SORTED_BATCHES], key=lambda item: len(item[0]))
        batches += [like[j:j + BATCH] for j in range(0, len(like), BATCH)]
    chooser.shuffle(batches)
    return batches


def loss_of(net, batch, augmenter):
    """Cross entropy with the soft labels, and the words' squared error."""
    longest = max(len(read) for read, _ in batch)
    length = min(BYTES, max(SHORTEST, -(-(longest + 16) // 16) * 16))
    inputs = [read for read, _ in batch]
    scores, words = net(pack(inputs + [b""] * (length < BYTES), length), DROPOUT)
    labels = torch.tensor([soft_label(rating) for _, rating in batch])
    ratings = torch.from_numpy(np.stack([augmenter.word_ratings(read, length) for read in inputs]))
    error = (words - ratings).square().sum() / (ratings != 0).sum().clamp(min=1)
    return F.cross_entropy(scores, labels) + WORD_WEIGHT * error


@torch.no_grad()
def update_average(average, net, step):
    """Exponential moving average of every parameter and figure of the norms."""
    decay = min(EMA_DECAY, (1 + step) / (10 + step))
    for a, p in zip(average.state_dict().values(), net.state_dict().values()):
        a.lerp_(p, 1 - decay)


def train(parts, lexicon, epochs, seed):
    """Returns the averaged network."""
    chooser = random.Random(seed)
    augmenter = Augmenter(lexicon, chooser, SWAP_SHARE, TYPO_SHARE)
    net, average = Net(), Net()
    average.load_state_dict(net.state_dict())
    matrices = [p for p in net.parameters() if p.ndim > 1]
    vectors = [p for p in net.parameters() if p.ndim == 1]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": WEIGHT_DECAY}, {"params": vectors, "weight_decay": 0.0}], lr=PEAK_LR)
    step = 0
    for epoch in range(epochs):
        net.train()
        batches = epoch_batches(parts["train"], augmenter, chooser)
        loss_sum = 0.0
        for i, batch in enumerate(batches):
            progress = (epoch + i / len(batches)) / epochs
            rate = PEAK_LR * min(1, (step + 1) / WARMUP_STEPS) * 0.5 * (1 + math.cos(math.pi * progress))
            for group in optimizer.param_groups:
                group["lr"] = rate
            loss = loss_of(net, batch, augmenter)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
            update_average(average, net, step)
            loss_sum += loss.item()
        held = figures(scores_of(average, parts["validation"]).argmax(1), parts["validation"])
        print(f"epoch {epoch + 1:2d}/{epochs}  loss {loss_sum / len(batches):.4f}  validation {held}", flush=True)
    return average.eval()


def sha256(path):
    """Hex SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path, help="folder hutto_ICWSM_2014")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to")
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(args.seed)

    parts, lexicon = read_corpus(args.corpus), read_lexicon(args.corpus)
    start = time.monotonic()
    net = train(parts, lexicon, args.epochs, args.seed)
    seconds = time.monotonic() - start
    settle(net)
    offset = best_offset(scores_of(net, parts["validation"]), parts["validation"])
    with torch.no_grad():
        net.scores.bias[NEUTRAL] += offset
    args.out.mkdir(parents=True, exist_ok=True)
    onnx_path = args.out / "guardian.onnx"
    onnx_path.write_bytes(to_onnx(net).SerializeToString(deterministic=True))
    files = [*SOURCES.values(), LEXICON]
    held = {name: figures(scores_of(net, parts[name]).argmax(1), parts[name]) for name in ("validation", "test")}
    vader = {name: figures(vader_choices(parts[name]), parts[name]) for name in ("validation", "test")}
    (args.out / "training.json").write_text(json.dumps({
        "seed": args.seed,
        "epochs": args.epochs,
        "seconds": round(seconds, 1),
        "parameters": sum(p.numel() for name, p in net.named_parameters() if not name.startswith("word.")),
        "texts": {name: len(texts) for name, texts in parts.items()},
        "neutralOffset": round(offset, 1),
        "guardian": held,
        "vader": vader,
        "versions": {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__,
                     "onnx": onnx.__version__, "vaderSentiment": "3.3.2"},
        "sha256": {**{name: sha256(args.corpus / name) for name in files},
                   "testInputs": digest(parts["test"]), "guardian.onnx": sha256(onnx_path)},
    }, indent=2) + "\n")
    print(json.dumps({"guardian": held, "vader": vader}, indent=1))


if __name__ == "__main__":
    main()
