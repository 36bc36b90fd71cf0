"""The network of guardian, in torch for training and in ONNX for use.

Shapes: B is the batch size, L the bytes of a text with its zeros.
"""

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper
from torch import nn

from corpus import BYTES, LABELS

EMBEDDING = 32
FIRST = 96  # channels of the convolution over bytes
WIDTH = 128  # channels of the others
KERNEL = 5
BLOCKS = 2
POSITIONS = BYTES // 4  # after two poolings
# Of the sum over positions. The last layer could learn it; so it begins in the range of the largest values.
SUM_SCALE = 1 / 16
NORM_MOMENTUM = 0.05
# Of what the last layer reads, the largest values and the scaled sums: ONNX has averages in place of these.
MEAN_SCALE = torch.tensor([1.0] * WIDTH + [POSITIONS * SUM_SCALE] * WIDTH)


class TextNorm(nn.Module):
    """Batch normalisation by the places that hold text, so that its figures do not depend on how much
    padding a batch has."""

    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))
        self.register_buffer("mean", torch.zeros(channels))
        self.register_buffer("variance", torch.ones(channels))

    def gain_and_offset(self, mean, variance):
        """What the norm multiplies by and adds, each [channels]."""
        gain = self.weight / (variance + 1e-5).sqrt()
        return gain, self.bias - mean * gain

    def forward(self, x, text):
        """x [B, channels, L] and text [B, L], 1 where there is text -> x's shape."""
        x = x.float()
        mean, variance = self.mean, self.variance
        if self.training:
            counted = x * text.unsqueeze(1)
            mean = counted.sum((0, 2)) / text.sum()
            variance = ((counted * x).sum((0, 2)) / text.sum() - mean.square()).clamp(min=0)
            with torch.no_grad():
                self.mean.lerp_(mean, NORM_MOMENTUM)
                self.variance.lerp_(variance, NORM_MOMENTUM)
        gain, offset = self.gain_and_offset(mean, variance)
        return x * gain.unsqueeze(1) + offset.unsqueeze(1)


class NoNorm(nn.Module):
    """In place of a norm that was folded."""

    def forward(self, x, text):
        return x


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(BYTES, EMBEDDING, padding_idx=0)
        sizes = [(EMBEDDING, FIRST, 1), (FIRST, WIDTH, 1)]
        sizes += [(WIDTH, WIDTH, block + 1) for block in range(BLOCKS)]
        self.convolutions = nn.ModuleList(
            nn.Conv1d(inputs, channels, KERNEL, padding=KERNEL // 2 * dilation, dilation=dilation)
            for inputs, channels, dilation in sizes)
        self.norms = nn.ModuleList(TextNorm(channels) for _, channels, _ in sizes)
        for layer in self.convolutions:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
        # Says a word's rating in the lexicon at each of its places. Teaches the layers below it, and is not exported.
        self.word = nn.Conv1d(WIDTH, 1, 1)
        self.scores = nn.Linear(2 * WIDTH, len(LABELS))

    def layer(self, i, x, text):
        """Convolution, norm and ReLU."""
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            x = self.convolutions[i](x)
        return F.relu(self.norms[i](x, text))

    def forward(self, x, dropout=0.0):
        """x int64 [B, L], L a multiple of 4 -> scores [B, 3], words' ratings [B, L / 4].

        Where L is below 256, the last row of x must be zeros: it says what the places are that were left
        out of the sum. Its results are not given.
        """
        text = (x != 0).float()
        x = self.embedding(x).transpose(1, 2)
        for i in range(2):
            x = F.max_pool1d(self.layer(i, x, text), 2)
            text = F.max_pool1d(text, 2)
        words = self.word(x).squeeze(1)
        for i in range(2, 2 + BLOCKS):
            x = x + self.layer(i, x, text)
        left_out = POSITIONS - x.shape[2]
        total = x.sum(2)
        if left_out > 0:
            total = total[:-1] + left_out * x[-1, :, x.shape[2] // 2]
            x, words = x[:-1], words[:-1]
        pooled = torch.cat([x.amax(2), total * SUM_SCALE], 1)
        return self.scores(F.dropout(pooled, dropout, self.training)), words


def pack(inputs, length):
    """int64 [B, length] of B inputs, filled up with zeros."""
    packed = np.zeros((len(inputs), length), np.uint8)
    for row, read in zip(packed, inputs):
        row[:len(read)] = np.frombuffer(read, np.uint8)
    return torch.from_numpy(packed).long()


def rounded(weight):
    """Each row [..] of weight [rows, ..] as multiples of its own step, -127 to 127, with the least squared error.

    The integer program has such weights. So it differs from this model by its activations only.
    """
    rows = weight.flatten(1)
    candidates = []
    for share in np.arange(1.0, 0.79, -0.02):
        step = (rows.abs().amax(1, keepdim=True) * float(share) / 127).clamp(min=1e-30)
        candidates.append((rows / step).round().clamp(-127, 127) * step)
    candidates = torch.stack(candidates)
    best = (candidates - rows).square().sum(2).argmin(0)
    return candidates[best, torch.arange(len(rows))].view_as(weight)


@torch.no_grad()
def settle(net):
    """Folds the norms into the convolutions and rounds the weights, in place. What is exported is this."""
    for i, (layer, norm) in enumerate(zip(net.convolutions, net.norms)):
        gain, offset = norm.gain_and_offset(norm.mean, norm.variance)
        layer.weight.copy_(rounded(layer.weight * gain.view(-1, 1, 1)))
        layer.bias.copy_(layer.bias * gain + offset)
        net.norms[i] = NoNorm()
    net.embedding.weight.copy_(rounded(net.embedding.weight))
    # A power of two, so that the division is exact.
    net.scores.weight.copy_(rounded(net.scores.weight * MEAN_SCALE) / MEAN_SCALE)


@torch.no_grad()
def to_onnx(net):
    """A settled network as an ONNX model: text int64 [1, 256] -> scores float [1, 3].

    Rows of text are pictures of height 1. The bytes depend on the weights only.
    """
    tensors, nodes = [], []

    def tensor(name, values):
        data = values.contiguous().numpy().astype("<f4").tobytes()
        tensors.append(helper.make_tensor(name, TensorProto.FLOAT, list(values.shape), data, raw=True))
        return name

    def node(operator, inputs, name, **attributes):
        nodes.append(helper.make_node(operator, inputs, [name], name=name, **attributes))
        return name

    x = node("Gather", [tensor("embedding", net.embedding.weight), "text"], "bytes", axis=0)
    x = node("Transpose", [x], "channels", perm=[0, 2, 1])
    tensors.append(helper.make_tensor("picture", TensorProto.INT64, [4], [1, EMBEDDING, 1, BYTES]))
    x = node("Reshape", [x, "picture"], "row")
    for i, layer in enumerate(net.convolutions):
        dilation = layer.dilation[0]
        pad = KERNEL // 2 * dilation
        weights = [tensor(f"conv{i}.weight", layer.weight.unsqueeze(2)), tensor(f"conv{i}.bias", layer.bias)]
        y = node("Conv", [x, *weights], f"conv{i}",
                 kernel_shape=[1, KERNEL], dilations=[1, dilation], pads=[0, pad, 0, pad])
        y = node("Relu", [y], f"relu{i}")
        if i < 2:
            x = node("MaxPool", [y], f"pool{i}", kernel_shape=[1, 2], strides=[1, 2])
        else:
            x = node("Add", [x, y], f"sum{i}")
    largest = node("GlobalMaxPool", [x], "largest")
    mean = node("GlobalAveragePool", [x], "mean")
    x = node("Flatten", [node("Concat", [largest, mean], "pooled", axis=1)], "flat")
    weight = tensor("scores.weight", net.scores.weight * MEAN_SCALE)
    node("Gemm", [x, weight, tensor("scores.bias", net.scores.bias)], "scores", transB=1)
    graph = helper.make_graph(
        nodes, "guardian",
        [helper.make_tensor_value_info("text", TensorProto.INT64, [1, BYTES])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, len(LABELS)])], tensors)
    model = helper.make_model(graph, producer_name="openimo", ir_version=8,
                              opset_imports=[helper.make_opsetid("", 17)])
    onnx.checker.check_model(model, full_check=True)
    return model
