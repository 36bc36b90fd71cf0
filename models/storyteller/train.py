#!/usr/bin/env python3
"""Train the `storyteller` model (a small Llama on the King James Bible) and write its float ONNX.

Run from the repository root, with Debian's packages bible-kjv and bible-kjv-text:

    python models/storyteller/train.py

Writes storyteller.onnx (one decoding step), tokenizer.json, samples.txt and
training.json next to this file (see --out). The run is seeded. The held-out
chapters are read once, after the last step, and select nothing.
Shapes below use B = batch, T = tokens, D = WIDTH, H = HEADS, C = HEAD_WIDTH.
"""

import argparse
import hashlib
import json
import math
import os
import platform
import re
import subprocess
import time
from pathlib import Path

# Read when torch is loaded. Products run in bfloat16 by oneDNN, whose bits may differ
# between processors: the file repeats on one machine only.
os.environ["ATEN_CPU_CAPABILITY"] = "avx2"

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx.reference import ReferenceEvaluator
from torch import nn

from bpe import END, Tokenizer, learn
from step import CONTEXT, EPSILON, HEAD_WIDTH, HEADS, HIDDEN, LAYERS, MASKED, VOCABULARY, WIDTH, rope_tables, step_model

HERE = Path(__file__).resolve().parent
TEXT_FILE = Path("/usr/lib/bible.data")
HELD_EVERY = 20  # every 20th chapter is held out

BATCH = 16
MATRIX_LR = 0.02  # Muon, for the matrices inside the layers
VECTOR_LR = 4e-3  # AdamW, for the embedding and the norms
MATRIX_WEIGHT_DECAY = 0.1
WARMUP = 60
TEMPERATURE = 0.7
SAMPLES = 6
SAMPLE_STARTS = ["", "", "And it came to pass", "The wise man", "In the beginning", "And the king said"]


# ---------------------------------------------------------------- text

def read_chapters():
    """Chapters in order, each the text of its verses, one a line, without numbers."""
    out = subprocess.run(["bible", "-f", "gen1:1-rev22:21"], capture_output=True, check=True, text=True)
    chapters, last = [], None
    for line in out.stdout.splitlines():
        reference, text = line.split(" ", 1)
        chapter = re.fullmatch(r"(\w+?\d+):\d+", reference)[1]
        if chapter != last:
            chapters.append([])
            last = chapter
        chapters[-1].append(text.strip())
    return ["\n".join(verses) + "\n" for verses in chapters]


def stream(chapters, order):
    """Chapters (lists of ids) in `order`, each after END, as one int64 tensor."""
    return torch.tensor([i for at in order for i in [END, *chapters[at]]], dtype=torch.int64)


def windows(ids, offset):
    """Inputs and targets int64 [N, CONTEXT]: neighbouring windows of `ids` from `offset` on."""
    n = (len(ids) - 1 - offset) // CONTEXT
    x = ids[offset:offset + n * CONTEXT].view(n, CONTEXT)
    return x, ids[offset + 1:offset + 1 + n * CONTEXT].view(n, CONTEXT)


# ---------------------------------------------------------------- model

def rotate(x, cos, sin):
    """Rotary position; x [B, H, T, C], cos and sin [T, C] -> same shape as x."""
    low, high = x.chunk(2, -1)
    return x * cos + torch.cat([-high, low], -1) * sin


class Layer(nn.Module):
    """Attention and a gated MLP, each behind an RMSNorm and beside a residual."""

    def __init__(self):
        super().__init__()
        self.attention_norm = nn.RMSNorm(WIDTH, EPSILON)
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH, bias=False) for _ in range(4))
        self.mlp_norm = nn.RMSNorm(WIDTH, EPSILON)
        self.gate, self.up = (nn.Linear(WIDTH, HIDDEN, bias=False) for _ in range(2))
        self.down = nn.Linear(HIDDEN, WIDTH, bias=False)

    def forward(self, x, cos, sin):
        """x [B, T, D] -> same."""
        b, t, _ = x.shape
        a = self.attention_norm(x)
        q, k, v = (f(a).view(b, t, HEADS, HEAD_WIDTH).transpose(1, 2) for f in (self.query, self.key, self.value))
        q, k = rotate(q, cos, sin).to(v.dtype), rotate(k, cos, sin).to(v.dtype)
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out(mixed.transpose(1, 2).reshape(b, t, WIDTH))
        m = self.mlp_norm(x)
        return x + self.down(F.silu(self.gate(m)) * self.up(m))


class Storyteller(nn.Module):
    """Decoder-only transformer; the head is the embedding."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.norm = nn.RMSNorm(WIDTH, EPSILON)
        cos, sin = rope_tables()
        self.register_buffer("cos", torch.from_numpy(cos), persistent=False)
        self.register_buffer("sin", torch.from_numpy(sin), persistent=False)
        for name, p in self.named_parameters():
            if p.ndim == 2:
                nn.init.normal_(p, std=0.02 if name.startswith("embedding") else WIDTH ** -0.5)
            if name.endswith(("out.weight", "down.weight")):
                nn.init.zeros_(p)

    def forward(self, ids):
        """ids [B, T], T <= CONTEXT -> logits [B, T, VOCABULARY]."""
        x = self.embedding(ids)
        cos, sin = self.cos[:ids.shape[1]], self.sin[:ids.shape[1]]
        for layer in self.layers:
            x = layer(x, cos, sin)
        return F.linear(self.norm(x), self.embedding.weight)


def train(chapters, steps, generator):
    """Train on chapters (lists of ids); returns the net."""
    net = Storyteller()
    matrices = [p for n, p in net.named_parameters() if p.ndim == 2 and not n.startswith("embedding")]
    others = [p for n, p in net.named_parameters() if p.ndim == 1 or n.startswith("embedding")]
    optimizers = [
        torch.optim.Muon(matrices, lr=MATRIX_LR, weight_decay=MATRIX_WEIGHT_DECAY, momentum=0.95),
        torch.optim.AdamW(others, lr=VECTOR_LR, betas=(0.9, 0.95), weight_decay=0.0),
    ]
    peaks = [MATRIX_LR, VECTOR_LR]
    step, epoch, start, recent = 0, 0, time.monotonic(), []
    while step < steps:
        epoch += 1
        ids = stream(chapters, torch.randperm(len(chapters), generator=generator).tolist())
        x, y = windows(ids, int(torch.randint(CONTEXT, (1,), generator=generator)))
        order = torch.randperm(len(x), generator=generator)
        for i in range(0, len(x) - BATCH + 1, BATCH):
            if step == steps:
                break
            share = min(1.0, (step + 1) / WARMUP) * (1 - step / steps)
            for optimizer, peak in zip(optimizers, peaks):
                optimizer.param_groups[0]["lr"] = peak * share
            pick = order[i:i + BATCH]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = net(x[pick])
            loss = F.cross_entropy(logits.float().flatten(0, 1), y[pick].flatten())
            for optimizer in optimizers:
                optimizer.zero_grad()
            loss.backward()
            for optimizer in optimizers:
                optimizer.step()
            step += 1
            recent.append(loss.item())
            if step % 50 == 0 or step == steps:
                print(f"step {step:5d}/{steps}  epoch {epoch:2d}  loss {np.mean(recent):.4f}  "
                      f"{time.monotonic() - start:6.0f} s", flush=True)
                recent = []
    return net


# ---------------------------------------------------------------- figures

@torch.no_grad()
def held_out_figures(net, chapters, texts):
    """Mean loss over chapters (lists of ids): perplexity of a token and bits of a byte.

    Every token of every chapter counts once and sees 128 to 255 tokens before it
    in its chapter, or all there are.
    """
    nats, tokens, stride = 0.0, 0, CONTEXT // 2
    for chapter in chapters:
        ids = torch.tensor([END, *chapter, END])
        for start in range(0, max(1, len(ids) - 1 - stride), stride):
            part = ids[start:start + CONTEXT + 1]
            skip = 0 if start == 0 else CONTEXT - stride
            logits = net(part[:-1].unsqueeze(0))[0]
            nats += F.cross_entropy(logits[skip:], part[1 + skip:], reduction="sum").double().item()
            tokens += len(part) - 1 - skip
    size = sum(len(text.encode()) for text in texts)
    return {"tokens": tokens, "bytes": size, "nats": round(nats / tokens, 4),
            "perplexity": round(math.exp(nats / tokens), 3),
            "bitsPerByte": round(nats / math.log(2) / size, 4)}


@torch.no_grad()
def tell(net, tokenizer, start, generator):
    """A story of at most CONTEXT tokens that begins with `start`; END may stop it."""
    ids = [END, *tokenizer.encode(start)]
    while len(ids) < CONTEXT:
        logits = net(torch.tensor([ids]))[0, -1]
        chosen = int(torch.multinomial(F.softmax(logits / TEMPERATURE, 0), 1, generator=generator))
        if chosen == END:
            break
        ids.append(chosen)
    return tokenizer.decode(ids)


@torch.no_grad()
def step_difference(net, model, ids):
    """Largest difference of logits between the net and the ONNX step, run over `ids`."""
    wanted = net(torch.tensor([ids]))[0].numpy()
    run = ReferenceEvaluator(model)
    caches = {f"past.{i}.{kind}": np.zeros((HEADS, CONTEXT, HEAD_WIDTH), np.float32)
              for i in range(LAYERS) for kind in ("key", "value")}
    worst = 0.0
    for position, token in enumerate(ids):
        feed = {"token": np.array([token]), "position": np.array([position]), **caches}
        logits, *new = run.run(None, feed)
        worst = max(worst, float(np.abs(logits[0] - wanted[position]).max()))
        for cache, row in zip(caches.values(), new):
            cache[:, position] = row[:, 0]
    return worst


def sha256(path):
    """Hex SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to")
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()

    # One thread: the order of every float sum is then independent of the number of cores.
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(args.seed)
    generator = torch.Generator().manual_seed(args.seed)

    texts = read_chapters()
    held = [text for i, text in enumerate(texts) if i % HELD_EVERY == HELD_EVERY - 1]
    rest = [text for i, text in enumerate(texts) if i % HELD_EVERY != HELD_EVERY - 1]
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer(learn("".join(rest), VOCABULARY))
    tokenizer.write(args.out / "tokenizer.json")
    encoded = [tokenizer.encode(text) for text in rest]
    if tokenizer.decode(encoded[0]) != rest[0]:
        raise ValueError("the tokenizer does not give back its text")
    counts = {"train": sum(map(len, encoded)), "bytes": len("".join(rest).encode())}
    print(f"{len(rest)} chapters, {counts['train']} tokens, {counts['bytes'] / counts['train']:.3f} bytes a token")

    start = time.monotonic()
    net = train(encoded, args.steps, generator)
    seconds = time.monotonic() - start
    net.eval()

    onnx_path = args.out / "storyteller.onnx"
    model = step_model({name: p.detach().numpy() for name, p in net.named_parameters()})
    onnx_path.write_bytes(model.SerializeToString(deterministic=True))

    held_ids = [tokenizer.encode(text) for text in held]
    figures = held_out_figures(net, held_ids, held)
    difference = step_difference(net, onnx.load(onnx_path), [END, *held_ids[0]][:64])
    print(figures, f"step differs by {difference:.2e}")
    chooser = torch.Generator().manual_seed(args.seed)
    samples = [tell(net, tokenizer, begin, chooser) for begin in SAMPLE_STARTS]
    shown = "\n\n".join(f"[{begin!r}]\n{text.rstrip()}" for begin, text in zip(SAMPLE_STARTS, samples))
    print(shown)
    (args.out / "samples.txt").write_text(f"Temperature {TEMPERATURE}, seed {args.seed}, in order, none left out.\n\n{shown}\n")
    (args.out / "training.json").write_text(json.dumps({
        "seed": args.seed,
        "steps": args.steps,
        "tokensSeen": args.steps * BATCH * CONTEXT,
        "seconds": round(seconds, 1),
        "parameters": sum(p.numel() for p in net.parameters()),
        "heldOut": figures,
        "stepDifference": difference,
        "chapters": {"train": len(rest), "heldOut": len(held)},
        "trainTokens": counts["train"],
        "trainBytes": counts["bytes"],
        "versions": {"python": platform.python_version(), "torch": torch.__version__,
                     "numpy": np.__version__, "onnx": onnx.__version__, "bible-kjv-text": "4.38"},
        "sha256": {"bible.data": sha256(TEXT_FILE),
                   "text": hashlib.sha256("\0".join(texts).encode()).hexdigest(),
                   "tokenizer.json": sha256(args.out / "tokenizer.json"),
                   "storyteller.onnx": sha256(onnx_path)},
    }, indent=2) + "\n")


if __name__ == "__main__":
    main()
