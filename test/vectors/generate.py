#!/usr/bin/env python3
"""Writes the vectors of this folder. Python's own integers and a keccak of its own: nothing is shared with the
TypeScript, WebAssembly and Solidity that read them, so that the files judge all three.

Run from anywhere: python3 test/vectors/generate.py. The same script writes the same bytes.
"""

import json
import random
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
EMPTY = bytes(32)
DTYPE = {"uint8": 1, "int8": 2, "int16": 3, "int32": 4}
WIDTH = {"uint8": 1, "int8": 1, "int16": 2, "int32": 4}


# keccak256, after the Keccak reference, section 1.2

def _rotation_offsets():
    offsets, x, y = {(0, 0): 0}, 1, 0
    for t in range(24):
        offsets[x, y] = (t + 1) * (t + 2) // 2 % 64
        x, y = y, (2 * x + 3 * y) % 5
    return offsets


def _round_constants():
    constants, lfsr = [], 1
    for _ in range(24):
        value = 0
        for j in range(7):
            if lfsr & 1:
                value |= 1 << ((1 << j) - 1)
            lfsr <<= 1
            if lfsr & 0x100:
                lfsr ^= 0x171
        constants.append(value)
    return constants


ROTATIONS, CONSTANTS, MASK = _rotation_offsets(), _round_constants(), 2**64 - 1


def _rotl(value, bits):
    return ((value << bits) | (value >> (64 - bits))) & MASK


def _permute(a):
    for constant in CONSTANTS:
        c = [a[x, 0] ^ a[x, 1] ^ a[x, 2] ^ a[x, 3] ^ a[x, 4] for x in range(5)]
        d = [c[(x - 1) % 5] ^ _rotl(c[(x + 1) % 5], 1) for x in range(5)]
        b = {(y, (2 * x + 3 * y) % 5): _rotl(a[x, y] ^ d[x], ROTATIONS[x, y]) for x in range(5) for y in range(5)}
        a = {(x, y): b[x, y] ^ (~b[(x + 1) % 5, y] & MASK & b[(x + 2) % 5, y]) for x in range(5) for y in range(5)}
        a[0, 0] ^= constant
    return a


def keccak256(message):
    padded = bytearray(message) + bytes(136 - len(message) % 136)
    padded[len(message)] ^= 0x01
    padded[-1] ^= 0x80
    state = {(x, y): 0 for x in range(5) for y in range(5)}
    for start in range(0, len(padded), 136):
        for i in range(17):
            state[i % 5, i // 5] ^= int.from_bytes(padded[start + 8 * i:start + 8 * i + 8], "little")
        state = _permute(state)
    return b"".join(state[i, 0].to_bytes(8, "little") for i in range(4))


# Trees

def list_root(hashes):
    width = 1
    while width < len(hashes):
        width *= 2
    level = list(hashes) + [EMPTY] * (width - len(hashes))
    while len(level) > 1:
        level = [keccak256(level[i] + level[i + 1]) for i in range(0, len(level), 2)]
    return level[0]


def bytes_root(data, tag, dtype, log2_leaf):
    size = 1 << log2_leaf
    header = bytes([tag, dtype, log2_leaf]) + bytes(29)
    leaves = [data[i:i + size] for i in range(0, len(data), size)]
    return list_root([keccak256(header + leaf + bytes(size - len(leaf))) for leaf in leaves])


def tensor_bytes(dtype, values):
    return b"".join(v.to_bytes(WIDTH[dtype], "little", signed=dtype != "uint8") for v in values)


def committed_row(weights, bias, multiplier):
    """Head word, then blocks of 32 weights in lane order, offset binary."""
    row = (((bias % 2**32) << 32) | multiplier).to_bytes(32, "big")
    for start in range(0, len(weights), 32):
        block = weights[start:start + 32]
        block = block + [0] * (32 - len(block))
        word = 0
        for u in range(8):
            for j in range(4):
                weight = block[16 * (j >> 1) + 2 * u + (j & 1)]
                word |= (weight + 128) << (32 * u + 8 * j)
        row += word.to_bytes(32, "big")
    return row


def record(words):
    return b"".join((w % 2**256).to_bytes(32, "big") for w in words + [0] * (16 - len(words)))


def type_word(dtype, shape, log2_leaf=8):
    """A tensor's type in one word: element type, leaf size, four dimensions."""
    word = DTYPE[dtype] << 136 | log2_leaf << 128
    for place, dimension in zip((96, 64, 32, 0), shape):
        word |= dimension << place
    return word


def constant_word(kind, dtype, rows, columns, log2_leaf=8):
    """A constant's type in one word: 1 rows or 2 table, element type, leaf size, rows, columns."""
    return {"rows": 1, "table": 2}[kind] << 144 | type_word(dtype, [rows, columns], log2_leaf)


def instruction_record(opcode, output, operands, constant, attributes):
    """`operands` are (value, type word) each, `constant` is (index, type word) or None."""
    missing = 3 - len(operands)
    index, constant_type = constant or (-1, 0)
    return record([opcode, output] + [value for value, _ in operands] + [-1] * missing
                  + [word for _, word in operands] + [0] * missing + [index, constant_type] + attributes)


def hex_of(data):
    return "0x" + data.hex()


# Arithmetic

def wrap(value):
    return (value + 2**31) % 2**32 - 2**31


def gemm_output(case):
    rows = []
    for x in case["x"]:
        row = []
        for weights, bias, multiplier in zip(case["weights"], case["bias"], case["multipliers"]):
            accumulator = wrap(bias + sum(a * b for a, b in zip(x, weights)))
            scaled = (accumulator * (multiplier & 0x7fffffff) + (1 << (case["shift"] - 1))) >> case["shift"]
            row.append(min(case["high"], max(case["low"], scaled)))
        rows.append(row)
    return rows


def gemm_case(name, x, weights, bias, multipliers, shift, low=-32767, high=32767):
    case = dict(name=name, x=x, weights=weights, bias=bias, multipliers=multipliers, shift=shift, low=low, high=high)
    output = gemm_output(case)
    flat = [v for row in output for v in row]
    case.update(
        output=output,
        operandBytes=hex_of(tensor_bytes("int16", [v for row in x for v in row])),
        constantBytes=hex_of(b"".join(committed_row(*row) for row in zip(weights, bias, multipliers))),
        outputBytes=hex_of(tensor_bytes("int16", flat)),
        record=hex_of(instruction_record(
            2, type_word("int16", [len(x), len(weights)]), [(0, type_word("int16", [len(x), len(x[0])]))],
            (0, constant_word("rows", "int8", len(weights), len(x[0]))), [shift, low, high])),
    )
    return case


def accumulator_case(name, accumulators, multiplier, shift, low=-32767, high=32767):
    """One input element of 0, so that the accumulators are the biases."""
    count = len(accumulators)
    return gemm_case(name, [[0]], [[0]] * count, accumulators, [multiplier] * count, shift, low, high)


def gemm_cases(rng):
    top, bottom = 2**31 - 1, -2**31
    extremes = [top, -top, bottom, top - 1, 0, 1, -1]
    halves = [v << 4 for v in range(-9, 10)]
    cases = [
        accumulator_case("accumulator extremes, shift 32, largest multiplier", extremes, top, 32),
        accumulator_case("accumulator extremes, shift 62, largest multiplier", extremes, top, 62),
        accumulator_case("accumulator extremes, shift 47", extremes, top, 47),
        accumulator_case("saturation on both sides", [200000, -200000, 2**30, -(2**30)], 2**30, 32),
        accumulator_case("saturation just reached and just not",
                         [sign * v for sign in (1, -1) for v in range(131064, 131073)], 2**30, 32),
        accumulator_case("halves round towards plus infinity", halves, 1 << 28, 33),
        accumulator_case("fused clamp at zero", [v * 1000 for v in range(-5, 6)], 2**30, 32, 0, 32767),
        accumulator_case("fused clamp on both sides", [v * 1000 for v in range(-5, 6)], 2**30, 32, -700, 1300),
        accumulator_case("low equals high", [5, -5], 2**30, 32, 17, 17),
        accumulator_case("top bit of the multiplier is ignored", [100000, -100000], 2**31 + 2**20, 33),
        accumulator_case("multiplier zero", extremes, 0, 32),
        gemm_case("accumulator wraps upwards", [[32767]], [[127]], [top], [2**20], 40),
        gemm_case("accumulator wraps downwards", [[-32767]], [[127]], [bottom], [2**20], 40),
        gemm_case("accumulator wraps more than once", [[32767] * 2048], [[-128] * 2048, [127] * 2048], [0, 0],
                  [2**20, 2**20], 40),
        gemm_case("weight -128, most negative operand of int16", [[-32768] * 33], [[-128] * 33], [7], [2**24], 38),
        gemm_case("one column", [[-3], [3]], [[5], [-7], [127]], [1, 2, 3], [2**30] * 3, 32),
    ]
    for columns in (2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 45, 63, 64, 65, 257):
        channels, rows = rng.randint(1, 9), rng.randint(1, 3)
        cases.append(gemm_case(
            f"random, {columns} columns",
            [[rng.randint(-32767, 32767) for _ in range(columns)] for _ in range(rows)],
            [[rng.randint(-127, 127) for _ in range(columns)] for _ in range(channels)],
            [rng.randint(-2**24, 2**24) for _ in range(channels)],
            [rng.randint(0, top) for _ in range(channels)],
            rng.randint(36, 48), rng.choice([-32767, 0]), 32767))
    for rows, columns, channels in [(4, 1, 1), (4, 9, 8), (5, 33, 7), (7, 64, 17), (8, 2, 9), (9, 257, 16)]:
        cases.append(gemm_case(
            f"random, {rows} rows, {columns} columns, {channels} channels",
            [[rng.randint(-32768, 32767) for _ in range(columns)] for _ in range(rows)],
            [[rng.randint(-128, 127) for _ in range(columns)] for _ in range(channels)],
            [rng.randint(-2**31, top) for _ in range(channels)],
            [rng.randint(0, 2**32 - 1) for _ in range(channels)],
            rng.randint(36, 48), rng.choice([-32767, 0]), 32767))
    cases.append(gemm_case("many rows, extremes, shift 32", [[-32768] * 5, [32767] * 5, [-32767] * 5, [0] * 5, [1] * 5],
                           [[-128] * 5, [127] * 5], [top, bottom], [top, top], 32))
    cases.append(gemm_case("many rows, extremes, shift 62", [[-32768] * 5, [32767] * 5, [-32767] * 5, [0] * 5, [1] * 5],
                           [[-128] * 5, [127] * 5], [top, bottom], [top, top], 62))
    return cases


def clamp_cases(rng):
    edges = {"uint8": [0, 1, 127, 128, 254, 255], "int16": [-32768, -32767, -1, 0, 1, 32766, 32767]}
    cases = []
    for dtype, low, high in [("uint8", 0, 255), ("uint8", 3, 250), ("uint8", -32767, 100), ("int16", 0, 32767),
                             ("int16", -32767, 32767), ("int16", -5, -5), ("int16", -300, 700)]:
        least, most = (0, 255) if dtype == "uint8" else (-32768, 32767)
        x = edges[dtype] + [low, high] * (dtype == "int16") + [rng.randint(least, most) for _ in range(19)]
        output = [min(high, max(low, v)) for v in x]
        cases.append(dict(
            name=f"{dtype} to {low}..{high}", dtype=dtype, x=x, low=low, high=high, output=output,
            operandBytes=hex_of(tensor_bytes(dtype, x)), outputBytes=hex_of(tensor_bytes("int16", output)),
            record=hex_of(instruction_record(
                1, type_word("int16", [len(x)]), [(0, type_word(dtype, [len(x)]))], None, [low, high]))))
    return cases


def arg_max_cases(rng):
    named = [
        ("one element", [[7]]),
        ("tie: the lowest index", [[3, 9, 9, 1]]),
        ("all equal", [[-5] * 17]),
        ("last", [[1, 2, 3, 4]]),
        ("first", [[4, 3, 2, 1]]),
        ("extremes", [[-32768, -32767, 32766, 32767], [32767, 32767, -32768, 0]]),
        ("all negative", [[-3, -2, -2, -9]]),
        ("random rows", [[rng.randint(-3, 3) for _ in range(37)] for _ in range(8)]),
    ]
    cases = []
    for name, x in named:
        output = [max(range(len(row)), key=lambda i, row=row: (row[i], -i)) for row in x]
        cases.append(dict(
            name=name, x=x, output=output, operandBytes=hex_of(tensor_bytes("int16", [v for row in x for v in row])),
            outputBytes=hex_of(tensor_bytes("int32", output)),
            record=hex_of(instruction_record(
                3, type_word("int32", [len(x)]), [(0, type_word("int16", [len(x), len(x[0])]))], None, []))))
    return cases


def keccak_cases(rng):
    lengths = [0, 1, 31, 32, 55, 64, 96, 134, 135, 136, 137, 271, 272, 273, 288, 544, 1000]
    messages = [bytes(rng.randrange(256) for _ in range(n)) for n in lengths] + [b"abc", bytes(64), b"\xff" * 136]
    return [dict(message=hex_of(m), hash=hex_of(keccak256(m))) for m in messages]


def tensor_tree_cases(rng):
    cases = []
    for dtype, count, log2_leaf in [("int16", 1, 6), ("int16", 32, 6), ("int16", 33, 6), ("int16", 784, 8),
                                    ("int32", 1, 8), ("uint8", 784, 8), ("uint8", 1025, 7), ("int16", 3000, 10)]:
        least, most = {"uint8": (0, 255), "int16": (-32767, 32767), "int32": (0, 2**31 - 1)}[dtype]
        data = tensor_bytes(dtype, [rng.randint(least, most) for _ in range(count)])
        cases.append(dict(dtype=dtype, shape=[count], log2Leaf=log2_leaf, bytes=hex_of(data),
                          root=hex_of(bytes_root(data, 1, DTYPE[dtype], log2_leaf))))
    return cases


def input_hash_cases(rng):
    """What requests commit to: the root of an input's leaves with the number of its bytes."""
    cases = []
    for length in [0, 1, 26, 255, 256, 257, 768, 1300]:
        data = bytes(rng.randrange(256) for _ in range(length))
        cases.append(dict(input=hex_of(data), hash=hex_of(input_hash(data))))
    return cases


def input_hash(data):
    header = bytes([5, 0, 8]) + bytes(21) + len(data).to_bytes(8, "big")
    return counting(keccak256(header + bytes_root(data, 5, 0, 8)), 0)


def counting(digest, count):
    """A hash with the number of inputs that it binds, 0 of one alone, in place of its last byte."""
    return digest[:31] + bytes([count])


def batch_cases(rng):
    """What batches commit to, how their inputs are encoded, and the seeds of their items."""
    cases = []
    for count in [1, 2, 3, 5, 8, 16]:
        inputs = [bytes(rng.randrange(256) for _ in range(rng.choice([0, 1, 31, 32, 33, 300]))) for _ in range(count)]
        tails = [len(item).to_bytes(32, "big") + item + bytes(-len(item) % 32) for item in inputs]
        starts = [32 * count + sum(map(len, tails[:i])) for i in range(count)]
        words = [32, count, *starts]
        encoded = b"".join(word.to_bytes(32, "big") for word in words) + b"".join(tails)
        hashes = [input_hash(item) for item in inputs]
        root = list_root(hashes if count > 1 else [*hashes, EMPTY])
        seed = bytes(rng.randrange(256) for _ in range(16))
        cases.append(dict(inputs=[hex_of(item) for item in inputs], encoded=hex_of(encoded),
                          hash=hex_of(counting(keccak256(bytes([6]) + bytes(30) + bytes([count]) + root), count)),
                          seed=hex_of(seed),
                          seeds=[hex_of(keccak256(seed + i.to_bytes(4, "big"))[:16]) for i in range(count)]))
    return cases


def table_cases(rng):
    """Constants that are tables: their records, and the root of weights that are this one table."""
    cases = []
    for dtype, rows, columns, log2_leaf in [("int8", 1, 1, 8), ("int8", 3, 85, 6), ("int16", 1, 513, 8),
                                            ("int16", 5, 33, 7), ("int32", 2, 300, 10)]:
        reach = 2 ** (8 * WIDTH[dtype] - 1)
        data = tensor_bytes(dtype, [rng.randint(-reach, reach - 1) for _ in range(rows * columns)])
        cases.append(dict(dtype=dtype, rows=rows, columns=columns, log2Leaf=log2_leaf, bytes=hex_of(data),
                          record=hex_of(record([constant_word("table", dtype, rows, columns, log2_leaf)])),
                          weightsRoot=hex_of(bytes_root(data, 4, DTYPE[dtype], log2_leaf))))
    return cases


def model_cases(rng):
    """A program of all instructions, its records, its roots and one run."""
    cases = []
    for rows, columns, hidden, labels in [(1, 5, 3, 2), (2, 40, 7, 5), (1, 300, 9, 10)]:
        layers = []
        for n, k in [(hidden, columns), (labels, hidden)]:
            layers.append(dict(
                rows=n, columns=k,
                weights=[[rng.randint(-127, 127) for _ in range(k)] for _ in range(n)],
                bias=[rng.randint(-5000, 5000) for _ in range(n)],
                multipliers=[rng.randint(2**29, 2**31 - 1) for _ in range(n)]))
        constants = [b"".join(committed_row(*r) for r in zip(l["weights"], l["bias"], l["multipliers"]))
                     for l in layers]
        types = [type_word("uint8", [rows, columns]), type_word("int16", [rows, columns]),
                 type_word("int16", [rows, hidden]), type_word("int16", [rows, labels]), type_word("int32", [rows])]
        constant_types = [constant_word("rows", "int8", hidden, columns), constant_word("rows", "int8", labels, hidden)]
        records = [
            record([1, types[0], 4, 2, 2, 4, 3]),
            instruction_record(1, types[1], [(0, types[0])], None, [0, 255]),
            instruction_record(2, types[2], [(1, types[1])], (0, constant_types[0]), [40, 0, 32767]),
            instruction_record(2, types[3], [(2, types[2])], (1, constant_types[1]), [44, -32767, 32767]),
            instruction_record(3, types[4], [(3, types[3])], None, []),
            record([constant_types[0]]),
            record([constant_types[1]]),
        ]
        program_root = bytes_root(b"".join(records), 3, 0, 9)
        constant_roots = []
        for layer in layers:
            rows_of = [committed_row(*r) for r in zip(layer["weights"], layer["bias"], layer["multipliers"])]
            constant_roots.append(list_root([bytes_root(row, 2, 2, 8) for row in rows_of]))
        weights_root = list_root(constant_roots)

        x = [[rng.randrange(256) for _ in range(columns)] for _ in range(rows)]
        h = gemm_output(dict(layers[0], x=x, shift=40, low=0, high=32767))
        y = gemm_output(dict(layers[1], x=h, shift=44, low=-32767, high=32767))
        best = [max(range(labels), key=lambda i, row=row: (row[i], -i)) for row in y]
        flat = lambda matrix: [v for row in matrix for v in row]
        tensors = [("int16", flat(x)), ("int16", flat(h)), ("int16", flat(y)), ("int32", best)]
        data = [tensor_bytes(*t) for t in tensors]
        cases.append(dict(
            name=f"{rows} x {columns} to {hidden} to {labels}", rows=rows, columns=columns, hidden=hidden,
            labels=labels, shifts=[40, 44], constants=[hex_of(c) for c in constants],
            records=[hex_of(r) for r in records], programRoot=hex_of(program_root), weightsRoot=hex_of(weights_root),
            modelHash=hex_of(keccak256(program_root + weights_root)), input=hex_of(bytes(flat(x))),
            tensors=[hex_of(d) for d in data], answer=hex_of(data[3] + data[2]),
            traceRoot=hex_of(list_root([bytes_root(d, 1, DTYPE[t[0]], 8) for t, d in zip(tensors, data)]))))
    return cases


def main():
    sys.dont_write_bytecode = True
    import sequences  # Both import this module.
    import tensors
    makers = {**sequences.MAKERS, **tensors.MAKERS, "gemm": gemm_cases, "clamp": clamp_cases, "arg-max": arg_max_cases,
              "keccak256": keccak_cases, "tensor-tree": tensor_tree_cases,
              "input-hash": input_hash_cases, "batch": batch_cases, "table": table_cases, "model": model_cases}
    assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    for name, make in makers.items():
        cases = make(random.Random(name))
        text = ",\n".join("    " + json.dumps(case) for case in cases)
        (HERE / f"{name}.json").write_text('{\n  "cases": [\n' + text + "\n  ]\n}\n")


if __name__ == "__main__":
    main()
