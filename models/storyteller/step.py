"""One decoding step of the storyteller as an ONNX graph, and the sizes of the model.

Inputs: token int64 [1], position int64 [1] (0..CONTEXT-1), and per layer i
past.i.key and past.i.value, float [HEADS, CONTEXT, HEAD_WIDTH], of which the rows
before `position` count. Outputs: logits float [1, VOCABULARY], and per layer
new.i.key and new.i.value, float [HEADS, 1, HEAD_WIDTH]: the caller writes them at
row `position` of the caches. Keys are stored rotated.
"""

import math

import numpy as np
import onnx
from onnx import TensorProto, helper

VOCABULARY = 1024
CONTEXT = 256
LAYERS = 6
HEADS = 4
HEAD_WIDTH = 32
WIDTH = HEADS * HEAD_WIDTH
HIDDEN = 352
EPSILON = 1e-5
ROPE_BASE = 10000.0
MASKED = -64.0  # added to the score of a row that does not count


def rope_tables():
    """cos and sin float32 [CONTEXT, HEAD_WIDTH] (both halves alike)."""
    rates = ROPE_BASE ** -(np.arange(HEAD_WIDTH // 2) / (HEAD_WIDTH // 2))
    angles = np.tile(np.arange(CONTEXT)[:, None] * rates, (1, 2))
    return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)


def mask_table():
    """float32 [CONTEXT, CONTEXT + 1]: what row `position` adds to the scores of the cache's rows and, last, of itself."""
    counts = np.arange(CONTEXT)[None, :] < np.arange(CONTEXT)[:, None]
    return np.concatenate([np.where(counts, 0.0, MASKED), np.zeros((CONTEXT, 1))], 1).astype(np.float32)


class Graph:
    """Collects nodes and constants."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name, values):
        """Adds an initializer; returns its name."""
        kind = TensorProto.INT64 if values.dtype == np.int64 else TensorProto.FLOAT
        raw = np.ascontiguousarray(values, values.dtype.newbyteorder("<")).tobytes()
        self.constants.append(helper.make_tensor(name, kind, list(values.shape), raw, raw=True))
        return name

    def node(self, operator, inputs, output, **attributes):
        """Adds a node; returns its output's name."""
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output


def step_model(weights):
    """The ONNX model of one step; weights: parameters of train.Storyteller, name -> float32 array."""
    graph = Graph()
    node, constant = graph.node, graph.constant
    cos, sin = rope_tables()
    embedding = constant("embedding.weight", weights["embedding.weight"])
    rows = {"cos": constant("rope.cos", cos), "sin": constant("rope.sin", sin), "mask": constant("mask", mask_table())}
    for name, table in rows.items():
        rows[name] = node("Gather", [table, "position"], f"{name}.row", axis=0)
    heads = constant("shape.heads", np.array([HEADS, 1, HEAD_WIDTH]))
    flat = constant("shape.flat", np.array([1, WIDTH]))
    axis, zero, half, whole = (constant(f"slice.{n}", np.array([v])) for n, v in
                               [("axis", 2), ("zero", 0), ("half", HEAD_WIDTH // 2), ("whole", HEAD_WIDTH)])
    epsilon = constant("epsilon", np.float32(EPSILON).reshape(1))

    def linear(x, name):
        """x [1, K] -> [1, N] by the weight [N, K] of `name`."""
        return node("Gemm", [x, constant(f"{name}.weight", weights[f"{name}.weight"])], f"{name}.y", transB=1)

    def norm(x, name):
        """RMSNorm of x [1, D]."""
        square = node("Mul", [x, x], f"{name}.square")
        mean = node("ReduceMean", [square], f"{name}.mean", axes=[-1], keepdims=1)
        root = node("Sqrt", [node("Add", [mean, epsilon], f"{name}.sum")], f"{name}.root")
        unit = node("Div", [x, root], f"{name}.unit")
        return node("Mul", [unit, constant(f"{name}.weight", weights[f"{name}.weight"])], f"{name}.y")

    def rotate(x, output):
        """x [H, 1, C] turned by its position."""
        low = node("Slice", [x, zero, half, axis], f"{output}.low")
        high = node("Slice", [x, half, whole, axis], f"{output}.high")
        turned = node("Concat", [node("Neg", [high], f"{output}.neg"), low], f"{output}.turned", axis=2)
        return node("Add", [node("Mul", [x, rows["cos"]], f"{output}.cos"),
                            node("Mul", [turned, rows["sin"]], f"{output}.sin")], output)

    x = node("Gather", [embedding, "token"], "embedded", axis=0)
    for i in range(LAYERS):
        name = f"layers.{i}"
        a = norm(x, f"{name}.attention_norm")
        q, k, v = (node("Reshape", [linear(a, f"{name}.{part}"), heads], output) for part, output in
                   [("query", f"{name}.q"), ("key", f"{name}.k"), ("value", f"new.{i}.value")])
        # The scale of the scores, 1 / sqrt(C), is on the query: its range then fits the scores'.
        scale = constant(f"{name}.scale", np.float32(1 / math.sqrt(HEAD_WIDTH)).reshape(1))
        q = node("Mul", [rotate(q, f"{name}.q_turned"), scale], f"{name}.q_scaled")
        k = rotate(k, f"new.{i}.key")
        past, own = (node("MatMul", [q, node("Transpose", [keys], f"{name}.{part}_keys", perm=[0, 2, 1])],
                          f"{name}.{part}_scores") for keys, part in [(f"past.{i}.key", "past"), (k, "own")])
        scores = node("Add", [node("Concat", [past, own], f"{name}.scores", axis=2), rows["mask"]], f"{name}.masked")
        shares = node("Softmax", [scores], f"{name}.shares", axis=-1)
        values = node("Concat", [f"past.{i}.value", v], f"{name}.values", axis=1)
        mixed = node("Reshape", [node("MatMul", [shares, values], f"{name}.mixed"), flat], f"{name}.flat")
        x = node("Add", [x, linear(mixed, f"{name}.out")], f"{name}.attended")
        m = norm(x, f"{name}.mlp_norm")
        gate = linear(m, f"{name}.gate")
        silu = node("Mul", [gate, node("Sigmoid", [gate], f"{name}.sigmoid")], f"{name}.silu")
        x = node("Add", [x, linear(node("Mul", [silu, linear(m, f"{name}.up")], f"{name}.gated"), f"{name}.down")],
                 f"{name}.x")
    node("Gemm", [norm(x, "norm"), embedding], "logits", transB=1)

    def floats(name, shape):
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

    kinds = [(i, kind) for i in range(LAYERS) for kind in ("key", "value")]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [1]) for name in ("token", "position")]
    inputs += [floats(f"past.{i}.{kind}", [HEADS, CONTEXT, HEAD_WIDTH]) for i, kind in kinds]
    outputs = [floats("logits", [1, VOCABULARY])]
    outputs += [floats(f"new.{i}.{kind}", [HEADS, 1, HEAD_WIDTH]) for i, kind in kinds]
    model = helper.make_model(helper.make_graph(graph.nodes, "storyteller", inputs, outputs, graph.constants),
                              producer_name="openimo", ir_version=8, opset_imports=[helper.make_opsetid("", 17)])
    onnx.checker.check_model(model, full_check=True)
    return model
