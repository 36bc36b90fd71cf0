"""Vectors of products, windows, element by element arithmetic and moves. Part of generate.py, by the same rules."""

import itertools

from generate import DTYPE, committed_row, constant_word, hex_of, instruction_record, tensor_bytes, type_word, wrap

# Tensors of more than two dimensions: flat lists in row-major order, positions by arithmetic on indexes

def size_of(shape):
    product = 1
    for dimension in shape:
        product *= dimension
    return product


def at(tensor, indexes):
    """The element with these indexes."""
    flat, shape = tensor["values"], tensor["shape"]
    position = 0
    for index, dimension in zip(indexes, shape):
        assert 0 <= index < dimension
        position = position * dimension + index
    return flat[position]


def all_indexes(shape):
    return itertools.product(*(range(dimension) for dimension in shape))


def tensor_of(shape, values, dtype="int16"):
    assert len(values) == size_of(shape)
    return dict(dtype=dtype, shape=shape, values=values)


def random_tensor(rng, shape, least=-32768, most=32767, dtype="int16"):
    return tensor_of(shape, [rng.randint(least, most) for _ in range(size_of(shape))], dtype)


def scale(accumulator, multiplier, shift, low=-32767, high=32767):
    """Requantised and limited."""
    return min(high, max(low, (accumulator * multiplier + (1 << (shift - 1))) >> shift))


def instruction_case(name, op, opcode, operands, attributes, words, output, constant=None, table=None, table_rows=1):
    """One instruction whose first operand is the program's input; the others are made by Constant instructions, which
    come first. `constant` is (bytes, rows, columns) of weights, `table` is (values, dtype) of a table."""
    constants = []
    for operand in operands[1:]:
        constants.append(dict(kind="table", dtype=operand["dtype"], rows=1, columns=size_of(operand["shape"]),
                              bytes=hex_of(tensor_bytes(operand["dtype"], operand["values"]))))
    index = -1
    if constant is not None or table is not None:
        index = len(constants)
    if constant is not None:
        data, rows, columns = constant
        constants.append(dict(kind="rows", rows=rows, columns=columns, bytes=hex_of(data)))
    if table is not None:
        values, dtype = table
        constants.append(dict(kind="table", dtype=dtype, rows=table_rows, columns=len(values) // table_rows,
                              bytes=hex_of(tensor_bytes(dtype, values))))
    own = None if index < 0 else (index, constant_word(*(
        constants[index].get(key, "int8") for key in ("kind", "dtype", "rows", "columns"))))
    record_of = instruction_record(opcode, type_word(output["dtype"], output["shape"]),
                                   [(i, type_word(o["dtype"], o["shape"])) for i, o in enumerate(operands)], own, words)
    return dict(
        name=name, op=op, attributes=attributes, constant=index, constants=constants,
        operands=[dict(dtype=o["dtype"], shape=o["shape"]) for o in operands],
        input=hex_of(tensor_bytes(operands[0]["dtype"], operands[0]["values"])) if operands else hex_of(bytes(2)),
        output=dict(dtype=output["dtype"], shape=output["shape"]),
        outputBytes=hex_of(tensor_bytes(output["dtype"], output["values"])), record=hex_of(record_of))


def mat_mul_case(name, left, right, multiplier, shift, low=-32767, high=32767):
    rows, columns = left["shape"][-2:]
    channels = right["shape"][-2]
    lefts, rights = size_of(left["shape"][:-2]), size_of(right["shape"][:-2])
    values = []
    for b, r, c in all_indexes([lefts, rows, channels]):
        x = [at(tensor_of([lefts, rows, columns], left["values"]), (b, r, k)) for k in range(columns)]
        w = [at(tensor_of([rights, channels, columns], right["values"]), (b * rights // lefts, c, k))
             for k in range(columns)]
        values.append(scale(wrap(sum(p * q for p, q in zip(x, w))), multiplier, shift, low, high))
    attributes = dict(multiplier=multiplier, shift=shift, low=low, high=high)
    return instruction_case(name, "MatMul", 4, [left, right], attributes, [multiplier, shift, low, high],
                            tensor_of(left["shape"][:-1] + [channels], values))


def mat_mul_cases(rng):
    top = 2**31 - 1
    fill = lambda shape, value: tensor_of(shape, [value] * size_of(shape))
    cases = [
        mat_mul_case("every product 2^30: the accumulator wraps", fill([5, 3], -32768), fill([2, 3], -32768), top, 40),
        mat_mul_case("two products of 2^30 are -2^31", fill([1, 2], -32768), fill([1, 2], -32768), top, 62),
        mat_mul_case("largest and smallest, shift 32", fill([4, 1], 32767), fill([9, 1], -32768), top, 32),
        mat_mul_case("multiplier zero", fill([4, 9], 32767), fill([1, 9], 32767), 0, 32),
        mat_mul_case("limits", random_tensor(rng, [6, 17]), random_tensor(rng, [11, 17]), 2**24, 40, -1000, 0),
        mat_mul_case("halves", tensor_of([19, 1], list(range(-9, 10))), fill([1, 1], 16), 2**28, 33),
        mat_mul_case("one matrix for all batches", random_tensor(rng, [2, 3, 5, 8]), random_tensor(rng, [3, 8]),
                     2**20, 42),
        mat_mul_case("heads in groups", random_tensor(rng, [4, 3, 6]), random_tensor(rng, [2, 9, 6]), 2**20, 42),
        mat_mul_case("heads in groups, many rows", random_tensor(rng, [1, 4, 5, 7]), random_tensor(rng, [1, 2, 9, 7]),
                     2**20, 42),
        mat_mul_case("2048 columns", fill([1, 2048], -32768), fill([1, 2048], 32767), top, 45),
    ]
    for columns in (1, 2, 7, 8, 9, 15, 16, 17, 33):
        for rows in (1, 3, 4, 5, 9):
            cases.append(mat_mul_case(
                f"random, {rows} rows, {columns} columns", random_tensor(rng, [rows, columns]),
                random_tensor(rng, [rng.choice([1, 7, 8, 9, 16, 17]), columns]), rng.randint(0, top),
                rng.randint(40, 52)))
    return cases


WINDOW_NAMES = ["kernelHeight", "kernelWidth", "strideHeight", "strideWidth", "dilationHeight", "dilationWidth",
                "padTop", "padLeft"]


def window_of(kernel=(1, 1), stride=(1, 1), dilation=(1, 1), pad=(0, 0)):
    return dict(zip(WINDOW_NAMES, [*kernel, *stride, *dilation, *pad]))


def window_words(window):
    numbers = [window[name] for name in WINDOW_NAMES]
    return [int.from_bytes(bytes(numbers[:4]), "big"), int.from_bytes(bytes(numbers[4:]), "big")]


def taps(window, x, n, oh, ow):
    """(i, j, h, w) of the window's positions that lie within x."""
    _, height, width, _ = x["shape"]
    for i, j in all_indexes([window["kernelHeight"], window["kernelWidth"]]):
        h = oh * window["strideHeight"] + i * window["dilationHeight"] - window["padTop"]
        w = ow * window["strideWidth"] + j * window["dilationWidth"] - window["padLeft"]
        if h in range(height) and w in range(width):
            yield i, j, h, w


def random_weights(rng, channels, columns):
    return dict(
        weights=[[rng.randint(-128, 127) for _ in range(columns)] for _ in range(channels)],
        bias=[rng.randint(-2**26, 2**26) for _ in range(channels)],
        multipliers=[rng.randint(0, 2**32 - 1) for _ in range(channels)])


def weights_constant(rows):
    data = b"".join(committed_row(*r) for r in zip(rows["weights"], rows["bias"], rows["multipliers"]))
    return data, len(rows["weights"]), len(rows["weights"][0])


def conv_case(name, x, rows, out_size, window, shift, low=-32767, high=32767):
    channels, inputs = len(rows["weights"]), x["shape"][3]
    shape = [x["shape"][0], *out_size, channels]
    values = []
    for n, oh, ow, c in all_indexes(shape):
        accumulator = rows["bias"][c]
        for i, j, h, w in taps(window, x, n, oh, ow):
            for k in range(inputs):
                accumulator += at(x, (n, h, w, k)) * rows["weights"][c][(i * window["kernelWidth"] + j) * inputs + k]
        values.append(scale(wrap(accumulator), rows["multipliers"][c] & 0x7fffffff, shift, low, high))
    return instruction_case(
        name, "Conv2D", 5, [x], dict(shift=shift, low=low, high=high, **window),
        [shift, low, high] + window_words(window), tensor_of(shape, values), constant=weights_constant(rows))


def depthwise_case(name, x, rows, out_size, window, shift, low=-32767, high=32767):
    shape = [x["shape"][0], *out_size, x["shape"][3]]
    values = []
    for n, oh, ow, c in all_indexes(shape):
        accumulator = rows["bias"][c]
        for i, j, h, w in taps(window, x, n, oh, ow):
            accumulator += at(x, (n, h, w, c)) * rows["weights"][c][i * window["kernelWidth"] + j]
        values.append(scale(wrap(accumulator), rows["multipliers"][c] & 0x7fffffff, shift, low, high))
    return instruction_case(
        name, "DepthwiseConv2D", 6, [x], dict(shift=shift, low=low, high=high, **window),
        [shift, low, high] + window_words(window), tensor_of(shape, values), constant=weights_constant(rows))


# batch, height, width; output height, width; window
WINDOWS = [
    ("1 x 1", (1, 3, 5), (3, 5), window_of()),
    ("1 x 1, few positions", (1, 1, 2), (1, 2), window_of()),
    ("1 x 1, stride 2", (2, 5, 4), (3, 2), window_of(stride=(2, 2))),
    ("3 x 3 without pads", (1, 5, 6), (3, 4), window_of((3, 3))),
    ("3 x 3, pads on all sides", (1, 4, 5), (4, 5), window_of((3, 3), pad=(1, 1))),
    ("3 x 3, stride 2, pads below and right only", (1, 6, 6), (3, 3), window_of((3, 3), (2, 2))),
    ("3 x 3, stride 2, odd sizes", (2, 5, 7), (3, 4), window_of((3, 3), (2, 2), pad=(1, 1))),
    ("1 x 3 and strides apart", (1, 4, 7), (2, 7), window_of((1, 3), (3, 1), pad=(0, 1))),
    ("3 x 1", (1, 5, 3), (5, 3), window_of((3, 1), pad=(1, 0))),
    ("dilated both ways", (1, 7, 8), (5, 6), window_of((3, 3), dilation=(2, 2), pad=(1, 1))),
    ("dilated downwards only", (1, 7, 5), (7, 5), window_of((3, 2), dilation=(3, 1), pad=(3, 0))),
    ("2 x 2, stride 2", (1, 6, 4), (3, 2), window_of((2, 2), (2, 2))),
    ("stride beyond the window", (1, 9, 9), (2, 3), window_of((2, 2), (5, 3))),
    ("windows larger than the image", (1, 2, 2), (2, 3), window_of((5, 5), pad=(3, 3))),
    ("the image is larger than what windows reach", (1, 9, 8), (2, 2), window_of((3, 3))),
]


def conv_cases(rng):
    extreme = dict(weights=[[-128] * 36, [127] * 36], bias=[2**31 - 1, -2**31], multipliers=[2**31 - 1] * 2)
    image = tensor_of([1, 3, 3, 4], [-32768] * 36)
    cases = [
        conv_case("extremes, shift 32", image, extreme, (1, 1), window_of((3, 3)), 32),
        conv_case("extremes, shift 62", image, extreme, (3, 3), window_of((3, 3), pad=(1, 1)), 62),
        conv_case("extremes, limits", image, extreme, (1, 1), window_of((3, 3)), 40, -5, 7),
        conv_case("4096 terms", random_tensor(rng, [1, 4, 4, 256]), random_weights(rng, 3, 4096), (1, 1),
                  window_of((4, 4)), 44),
    ]
    for name, (batch, height, width), out, window in WINDOWS:
        for inputs, channels in [(1, 1), (3, 8), (8, 5), (5, 17)]:
            columns = window["kernelHeight"] * window["kernelWidth"] * inputs
            cases.append(conv_case(
                f"{name}, {inputs} to {channels} channels", random_tensor(rng, [batch, height, width, inputs]),
                random_weights(rng, channels, columns), out, window, rng.randint(42, 50), rng.choice([-32767, 0])))
    return cases


def depthwise_cases(rng):
    extreme = dict(weights=[[-128] * 9, [127] * 9], bias=[2**31 - 1, -2**31], multipliers=[2**31 - 1] * 2)
    image = tensor_of([1, 3, 3, 2], [-32768] * 18)
    cases = [
        depthwise_case("extremes, shift 32", image, extreme, (1, 1), window_of((3, 3)), 32),
        depthwise_case("extremes, shift 62", image, extreme, (3, 3), window_of((3, 3), pad=(1, 1)), 62),
        depthwise_case("64 taps", random_tensor(rng, [1, 8, 8, 3]), random_weights(rng, 3, 64), (1, 1),
                       window_of((8, 8)), 42),
    ]
    for name, (batch, height, width), out, window in WINDOWS:
        for channels in (1, 3, 8, 17):
            columns = window["kernelHeight"] * window["kernelWidth"]
            cases.append(depthwise_case(
                f"{name}, {channels} channels", random_tensor(rng, [batch, height, width, channels]),
                random_weights(rng, channels, columns), out, window, rng.randint(40, 48), rng.choice([-32767, 0])))
    return cases


def max_pool_cases(rng):
    cases = []
    for name, (batch, height, width), out, window in WINDOWS:
        for channels, reach in [(1, 32767), (8, 3), (11, 32767)]:
            x = random_tensor(rng, [batch, height, width, channels], -reach - 1, reach)
            shape = [batch, *out, channels]
            values = [max([at(x, (n, h, w, c)) for _, _, h, w in taps(window, x, n, oh, ow)] + [-32768])
                      for n, oh, ow, c in all_indexes(shape)]
            cases.append(instruction_case(f"{name}, {channels} channels", "MaxPool", 7, [x], window,
                                          window_words(window), tensor_of(shape, values)))
    return cases


def sum_pool_case(name, x, out, window, multiplier, shift):
    shape = [x["shape"][0], *out, x["shape"][3]]
    values = [scale(sum(at(x, (n, h, w, c)) for _, _, h, w in taps(window, x, n, oh, ow)), multiplier, shift)
              for n, oh, ow, c in all_indexes(shape)]
    return instruction_case(name, "SumPool", 8, [x], dict(multiplier=multiplier, shift=shift, **window),
                            [multiplier, shift] + window_words(window), tensor_of(shape, values))


def sum_pool_cases(rng):
    whole = window_of((8, 8))
    cases = []
    for shift in (24, 31, 32, 33, 62):
        for value in (-32768, 32767):
            cases.append(sum_pool_case(f"64 times {value}, shift {shift}", tensor_of([1, 8, 8, 1], [value] * 64),
                                       (1, 1), whole, 2**31 - 1, shift))
    cases.append(sum_pool_case("halves", tensor_of([1, 1, 19, 1], list(range(-9, 10))), (1, 19), window_of(), 2**23, 24))
    for name, (batch, height, width), out, window in WINDOWS:
        for channels in (1, 8, 11):
            cases.append(sum_pool_case(
                f"{name}, {channels} channels", random_tensor(rng, [batch, height, width, channels]), out, window,
                2**30 // (window["kernelHeight"] * window["kernelWidth"]), 30))
    return cases


def broadcast(left, right):
    """Pairs of elements: the right ones are used again and again."""
    return [(x, right["values"][i % len(right["values"])]) for i, x in enumerate(left["values"])]


def add_case(name, left, right, multipliers, shift, low=-32767, high=32767):
    p, q = multipliers
    values = [min(high, max(low, (x * p + z * q + (1 << (shift - 1))) >> shift)) for x, z in broadcast(left, right)]
    attributes = dict(leftMultiplier=p, rightMultiplier=q, shift=shift, low=low, high=high)
    return instruction_case(name, "Add", 9, [left, right], attributes, [p, q, shift, low, high],
                            tensor_of(left["shape"], values))


def mul_case(name, left, right, multiplier, shift, low=-32767, high=32767):
    values = [scale(x * z, multiplier, shift, low, high) for x, z in broadcast(left, right)]
    return instruction_case(name, "Mul", 10, [left, right], dict(multiplier=multiplier, shift=shift, low=low, high=high),
                            [multiplier, shift, low, high], tensor_of(left["shape"], values))


EXTREMES = [-32768, -32767, -1, 0, 1, 32766, 32767]
SHAPES = [([1], [1]), ([7], [7]), ([3, 8], [3, 8]), ([2, 3, 17], [17]), ([2, 3, 17], [1, 3, 17]), ([4, 9], [1]),
          ([1, 2, 2, 9], [1, 1, 1, 9]), ([5, 1], [1, 1]), ([2, 16], [1, 1, 16])]


def add_cases(rng):
    top = 2**31 - 1
    pairs = list(itertools.product(EXTREMES, EXTREMES))
    left, right = (tensor_of([len(pairs)], [pair[side] for pair in pairs]) for side in (0, 1))
    cases = [add_case(f"extremes, {p} and {q}, shift {shift}", left, right, (p, q), shift)
             for p, q in [(top, top), (top, -top), (-top, -top), (2**30, 0), (1, 1)] for shift in (24, 31, 32, 33, 62)]
    steps = tensor_of([19], list(range(-9, 10)))
    cases += [
        add_case("halves", steps, tensor_of([1], [0]), (2**29, 2**29), 30),
        add_case("one rounding for both, not one each", steps, steps, (2**28, 2**28), 30),
        add_case("a difference", random_tensor(rng, [21]), random_tensor(rng, [21]), (2**30, -2**30), 30),
        add_case("limits", random_tensor(rng, [40]), random_tensor(rng, [40]), (2**30, 2**30), 31, 0, 12000),
    ]
    cases += [add_case(f"shapes {a} and {b}", random_tensor(rng, a), random_tensor(rng, b),
                       (rng.randint(-top, top), rng.randint(-top, top)), rng.randint(29, 34)) for a, b in SHAPES]
    return cases


def mul_cases(rng):
    top = 2**31 - 1
    pairs = list(itertools.product(EXTREMES, EXTREMES))
    left, right = (tensor_of([len(pairs)], [pair[side] for pair in pairs]) for side in (0, 1))
    cases = [mul_case(f"extremes, {m}, shift {shift}", left, right, m, shift)
             for m in (top, 2**30, 1, 0) for shift in (32, 46, 62)]
    cases += [
        mul_case("halves", tensor_of([19], list(range(-9, 10))), tensor_of([1], [16]), 2**28, 33),
        mul_case("limits", random_tensor(rng, [40]), random_tensor(rng, [40]), top, 46, -900, 12000),
    ]
    cases += [mul_case(f"shapes {a} and {b}", random_tensor(rng, a), random_tensor(rng, b), rng.randint(0, top),
                       rng.randint(44, 48)) for a, b in SHAPES]
    return cases


def lut_cases(rng):
    tables = [
        ("identity", [max(-32768, min(32767, 128 * k)) for k in range(-256, 257)]),
        ("falling", [-32767 if k > 0 else 32767 for k in range(-256, 257)]),
        ("largest steps", [-32768 if k % 2 else 32767 for k in range(513)]),
        ("random", [rng.randint(-32768, 32767) for _ in range(513)]),
    ]
    knots = [v + d for v in range(-32768, 32768, 4096) for d in (0, 1, 63, 64, 65, 127, 128)]
    x = tensor_of([3, 33], (EXTREMES + knots + [rng.randint(-32768, 32767) for _ in range(99)])[:99])
    cases = []
    for name, table in tables:
        values = []
        for v in x["values"]:
            knot, part = divmod(v + 32768, 128)
            values.append(table[knot] + ((table[knot + 1] - table[knot]) * part + 64) // 128)
        cases.append(instruction_case(name, "Lut", 11, [x], {}, [], tensor_of(x["shape"], values),
                                      table=(table, "int16")))
    return cases


def constant_cases(rng):
    cases = []
    for dtype, reach in [("int8", 2**7), ("int16", 2**15), ("int32", 2**31 - 1)]:
        for shape in [[1], [3, 5], [2, 3, 1, 7]]:
            output = random_tensor(rng, shape, -reach, reach - 1, dtype)
            cases.append(instruction_case(f"{dtype} {shape}", "Constant", 12, [], {}, [], output,
                                          table=(output["values"], dtype)))
    return cases


def moved_case(name, op, opcode, operands, attributes, shape, source):
    """`source` gives, for the indexes of an element of the output, the element's value."""
    output = tensor_of(shape, [source(indexes) for indexes in all_indexes(shape)], operands[0]["dtype"])
    return instruction_case(name, op, opcode, operands, attributes, list(attributes.values()), output)


def typed(rng, dtype, shape):
    least, most = {"uint8": (0, 255), "int8": (-128, 127), "int16": (-32768, 32767), "int32": (-2**31, 2**31 - 1)}[dtype]
    return random_tensor(rng, shape, least, most, dtype)


def reshape_cases(rng):
    cases = []
    for dtype in DTYPE:
        for shape, to in [([6], [2, 3]), ([2, 3, 35], [210]), ([1, 7, 9, 2], [14, 9])]:
            x = typed(rng, dtype, shape)
            cases.append(instruction_case(f"{dtype} {shape} to {to}", "Reshape", 13, [x], {}, [],
                                          tensor_of(to, x["values"], dtype)))
    return cases


def transpose_cases(rng):
    cases = []
    for dtype in DTYPE:
        for shape in [[5], [3, 7], [2, 3, 4], [2, 3, 4, 5], [2, 3, 2, 33]]:
            for axes in itertools.permutations(range(len(shape))):
                if len(shape) == 4 and dtype != "int16" and rng.random() < 0.8:
                    continue
                x = typed(rng, dtype, shape)
                attributes = {f"axis{d}": axes[d] if d < len(shape) else -1 for d in range(4)}
                source = lambda indexes, x=x, axes=axes: at(x, [indexes[axes.index(a)] for a in range(len(axes))])
                cases.append(moved_case(f"{dtype} {shape} by {list(axes)}", "Transpose", 14, [x], attributes,
                                        [shape[a] for a in axes], source))
    return cases


def slice_cases(rng):
    cases = []
    for dtype in DTYPE:
        for shape, axis, start, step, count in [
                ([9], 0, 0, 1, 9), ([9], 0, 2, 3, 3), ([4, 6], 0, 3, 1, 1), ([4, 6], 1, 1, 2, 3), ([3, 5, 4], 1, 4, 5, 1),
                ([2, 5, 3, 4], 2, 1, 1, 2), ([2, 5, 3, 40], 1, 0, 2, 3), ([2, 3, 40], 2, 0, 2, 20)]:
            x = typed(rng, dtype, shape)
            to = shape[:axis] + [count] + shape[axis + 1:]
            source = lambda i, x=x, a=axis, s=start, t=step: at(x, [v * t + s if d == a else v for d, v in enumerate(i)])
            cases.append(moved_case(f"{dtype} {shape} axis {axis} from {start} by {step}", "Slice", 15, [x],
                                    dict(axis=axis, start=start, step=step), to, source))
    return cases


def concat_cases(rng):
    cases = []
    for dtype in ("int8", "int16", "int32"):
        for first, second, axis in [([3], [4], 0), ([2, 3], [2, 5], 1), ([2, 3], [1, 3], 0), ([2, 3, 2, 33], [2, 1, 2, 33], 1),
                                    ([1, 2, 2, 3], [1, 2, 2, 1], 3)]:
            a, b = typed(rng, dtype, first), typed(rng, dtype, second)
            to = first[:axis] + [first[axis] + second[axis]] + first[axis + 1:]

            def source(indexes, a=a, b=b, axis=axis):
                past = indexes[axis] - a["shape"][axis]
                if past < 0:
                    return at(a, indexes)
                return at(b, [past if d == axis else v for d, v in enumerate(indexes)])
            cases.append(moved_case(f"{dtype} {first} and {second} along {axis}", "Concat", 16, [a, b], dict(axis=axis), to,
                                    source))
    return cases


def pad_cases(rng):
    cases = []
    for dtype in DTYPE:
        for shape, axis, before, after, value in [([3], 0, 1, 2, 5), ([2, 3], 0, 0, 1, 0), ([2, 3], 1, 4, 0, 127),
                                                  ([2, 3, 2, 33], 1, 1, 1, 9), ([1, 2, 2, 3], 3, 1, 2, 1), ([4], 0, 0, 0, 3)]:
            x = typed(rng, dtype, shape)
            to = shape[:axis] + [before + shape[axis] + after] + shape[axis + 1:]
            if dtype != "uint8":
                value = -value

            def source(indexes, x=x, axis=axis, before=before, value=value):
                index = indexes[axis] - before
                if index not in range(x["shape"][axis]):
                    return value
                return at(x, [index if d == axis else v for d, v in enumerate(indexes)])
            cases.append(moved_case(f"{dtype} {shape} along {axis}, {before} before, {after} after", "Pad", 17, [x],
                                    dict(axis=axis, before=before, value=value), to, source))
    return cases


def upsample_cases(rng):
    cases = []
    for dtype in DTYPE:
        for shape, height, width in [([1, 2, 3, 1], 2, 2), ([2, 3, 2, 5], 3, 1), ([1, 1, 1, 40], 1, 4), ([1, 2, 2, 3], 1, 1),
                                     ([1, 3, 2, 40], 2, 3)]:
            x = typed(rng, dtype, shape)
            to = [shape[0], shape[1] * height, shape[2] * width, shape[3]]
            source = lambda i, x=x, p=height, q=width: at(x, (i[0], i[1] // p, i[2] // q, i[3]))
            cases.append(moved_case(f"{dtype} {shape} by {height} and {width}", "Upsample", 18, [x],
                                    dict(factorHeight=height, factorWidth=width), to, source))
    return cases


MAKERS = {
    "mat-mul": mat_mul_cases, "conv-2d": conv_cases, "depthwise-conv-2d": depthwise_cases, "max-pool": max_pool_cases,
    "sum-pool": sum_pool_cases, "add": add_cases, "mul": mul_cases, "lut": lut_cases, "constant": constant_cases,
    "reshape": reshape_cases, "transpose": transpose_cases, "slice": slice_cases, "concat": concat_cases,
    "pad": pad_cases, "upsample": upsample_cases,
}
