"""Cases of the instructions that sequence models are made of. Imported by generate.py, which has what all share."""

from decimal import ROUND_HALF_UP, Decimal, getcontext
from math import isqrt

from generate import DTYPE, EMPTY, bytes_root, hex_of, list_root, tensor_bytes, wrap
from tensors import instruction_case, random_tensor, random_weights, scale, size_of, tensor_of, weights_constant

getcontext().prec = 50
NO_LIMIT = dict(low=-2**62, high=2**62)
MASKED = -32768
INT32 = (-2**31, 2**31 - 1)


def step_case(*args, step=0, step_limit=None, seed=(0, 0, 0, 0), previous=None, **kwargs):
    """A case that says in which step it is, how many there are, the seed and what the instruction gave before."""
    case = instruction_case(*args, **kwargs)
    return dict(case, step=step, stepLimit=step_limit, seed=hex_of(b"".join(w.to_bytes(4, "little") for w in seed)),
                previous=None if previous is None else hex_of(tensor_bytes("int16", previous)))


def rows_of(tensor):
    columns = tensor["shape"][-1]
    values = tensor["values"]
    return [values[i:i + columns] for i in range(0, len(values), columns)]


def row_shape(shape):
    return shape[:-1] or [1]


def some_rows(rng):
    """Named operands that every instruction over rows is tried with."""
    named = [
        ("one element", tensor_of([1], [-7])),
        ("all equal", tensor_of([2, 17], [5] * 34)),
        ("all zero", tensor_of([3, 8], [0] * 24)),
        ("extremes", tensor_of([2, 9], [-32768] * 9 + [32767] * 9)),
        ("one large", tensor_of([1, 33], [0] * 20 + [32767] + [0] * 12)),
        ("longest, most negative", tensor_of([1, 4096], [-32768] * 4096)),
        ("longest, both ends", tensor_of([1, 4096], [-32768, 32767] * 2048)),
    ]
    for shape in [[7], [1, 8], [4, 15], [2, 3, 16], [5, 31], [2, 2, 2, 65]]:
        named.append((f"random {shape}", random_tensor(rng, shape)))
    return named


def row_max_cases(rng):
    return [step_case(name, "RowMax", 20, [x], {}, [],
                      tensor_of(row_shape(x["shape"]), [max(row) for row in rows_of(x)]))
            for name, x in some_rows(rng) + [("ties and all negative", tensor_of([2, 4], [-3, -1, -1, -9] * 2))]]


def row_sum_cases(rng):
    return [step_case(name, "RowSum", 21, [x], {}, [],
                      tensor_of(row_shape(x["shape"]), [sum(row) for row in rows_of(x)], "int32"))
            for name, x in some_rows(rng)]


def limbs(value):
    return [wrap(value), wrap(value >> 32)]


def spread(row, centred):
    return len(row) * sum(v * v for v in row) - (sum(row) ** 2 if centred else 0)


def row_sum_sq_cases(rng):
    cases = []
    for centred in (0, 1):
        for name, x in some_rows(rng):
            values = [limb for row in rows_of(x) for limb in limbs(spread(row, centred))]
            cases.append(step_case(f"{name}, centred {centred}", "RowSumSq", 22, [x], dict(centred=centred), [centred],
                                   tensor_of(x["shape"][:-1] + [2], values, "int32")))
    return cases


def root_reciprocal(low, high, epsilon):
    v = ((high % 2**23) << 32) + low % 2**32 + epsilon
    half = (v.bit_length() + 1) // 2
    bound = 2**(2 * half + 58)
    m = isqrt(bound // v)
    assert m * m * v <= bound < (m + 1) ** 2 * v and 2**29 <= m <= 2**30 and 1 <= half <= 28
    return [m, half]


def sqrt_reciprocal_cases(rng):
    squares = [1, 2, 3, 4, 255, 256, 257, 46340, 46341, 65535, 65536, 2**24 + 1, 2**27 - 1, 2**27]
    perfect = [k * k + d - 1 for k in squares for d in (-1, 0, 1) if k * k + d >= 1]
    operands = [
        ("perfect squares and their neighbours, epsilon 1", [x for v in perfect for x in limbs(v)], 1),
        ("powers of two and their neighbours", [x for b in range(55) for d in (-1, 0, 1)
                                                for x in limbs(max(0, 2**b + d))], 1),
        ("zero", [0, 0], 1), ("zero, larger epsilon", [0, 0], 3), ("zero, largest epsilon", [0, 0], 2**52),
        ("bits above the 55th are ignored", [-1, -1, 5, -2**31, 0, 2**23, -2**31, 2**31 - 1], 7),
        ("largest", limbs(2**55 - 1), 2**52),
        ("random", [rng.randint(*INT32) for _ in range(80)], rng.randint(1, 2**40)),
    ]
    cases = []
    for name, values, epsilon in operands:
        x = tensor_of([len(values) // 2, 2], values, "int32")
        output = [v for low, high in rows_of(x) for v in root_reciprocal(low, high, epsilon)]
        cases.append(step_case(name, "SqrtReciprocal", 23, [x], dict(epsilon=epsilon), [epsilon],
                               tensor_of(x["shape"], output, "int32")))
    return cases


def norm_case(name, x, reciprocal, sums, rows, shift, low=-32767, high=32767):
    columns = x["shape"][-1]
    values = []
    for r, row in enumerate(rows_of(x)):
        m, h = reciprocal["values"][2 * r] % 2**31, reciprocal["values"][2 * r + 1] % 32
        for c, element in enumerate(row):
            u = wrap(columns * element - (sums["values"][r] if sums else 0))
            t = (u * m) >> (h + 13)
            accumulator = wrap(rows["bias"][c] + t * rows["weights"][c][0])
            values.append(scale(accumulator, rows["multipliers"][c] % 2**31, shift, low, high))
    operands = [x, reciprocal] + ([sums] if sums else [])
    return step_case(name, "NormApply", 24, operands, dict(shift=shift, low=low, high=high), [shift, low, high],
                     tensor_of(x["shape"], values), constant=weights_constant(rows))


def norm_apply_cases(rng):
    cases = []
    for name, x in some_rows(rng):
        for centred in (0, 1):
            if name == "longest, most negative" and not centred or name == "longest, both ends":
                x = tensor_of([1, 1024], x["values"][:1024])
            shape, rows = x["shape"], rows_of(x)
            reciprocal = tensor_of(shape[:-1] + [2], [v for row in rows for v in
                                   root_reciprocal(*limbs(spread(row, centred)), rng.choice([1, 10**6]))], "int32")
            sums = tensor_of(row_shape(shape), [sum(row) for row in rows], "int32") if centred else None
            weights = random_weights(rng, shape[-1], 1)
            cases.append(norm_case(f"{name}, centred {centred}", x, reciprocal, sums, weights, rng.randint(36, 50)))
    for i in range(4):
        x = random_tensor(rng, [3, 13])
        cases.append(norm_case(f"operands of no meaning {i}", x, random_tensor(rng, [3, 2], *INT32, "int32"),
                               random_tensor(rng, [3], *INT32, "int32"), random_weights(rng, 13, 1),
                               rng.randint(32, 62), -300, 20000))
    return cases


EXP2 = [int((32767 * Decimal(2) ** (Decimal(-i) / 256)).quantize(Decimal(1), ROUND_HALF_UP)) for i in range(256)]


def exp_shift_case(name, x, most, multiplier, shift):
    values = []
    for row, top in zip(rows_of(x), most["values"]):
        for element in row:
            z = scale(max(0, top - element), multiplier, shift, **NO_LIMIT)
            n = z >> 8
            values.append(0 if element == MASKED or n > 15 else (EXP2[z % 256] + ((1 << n) >> 1)) >> n)
    return step_case(name, "ExpShift", 25, [x, most], dict(multiplier=multiplier, shift=shift), [multiplier, shift],
                     tensor_of(x["shape"], values))


def exp_shift_cases(rng):
    cases = []
    for name, x in some_rows(rng):
        most = tensor_of(row_shape(x["shape"]), [max(row) for row in rows_of(x)])
        cases.append(exp_shift_case(name, x, most, rng.randint(2**24, 2**27), 32))
    steps = list(range(0, 4352, 7)) + [4095, 4096, 4097, 4351]
    cases += [
        exp_shift_case("every power, one z a unit", tensor_of([1, len(steps)], [-d for d in steps]), tensor_of([1], [0]),
                       2**16, 16),
        exp_shift_case("masked elements", tensor_of([2, 3], [MASKED, 5, MASKED] + [MASKED] * 3),
                       tensor_of([2], [5, MASKED]), 2**30, 32),
        exp_shift_case("above the largest", tensor_of([1, 3], [9, 32767, 3]), tensor_of([1], [3]), 2**30, 32),
        exp_shift_case("largest product", tensor_of([1, 2], [-32767, 32767]), tensor_of([1], [32767]), 2**31 - 1, 16),
        exp_shift_case("multiplier 0", tensor_of([1, 2], [-32767, 32767]), tensor_of([1], [32767]), 0, 62),
        exp_shift_case("halves round towards plus infinity", tensor_of([1, 8], [-d for d in range(8)]),
                       tensor_of([1], [0]), 2**15, 16),
    ]
    return cases


def softmax_case(name, e, sums):
    values = []
    for row, total in zip(rows_of(e), sums["values"]):
        b = max(1, total)
        values += [min(32767, (max(0, v) * 2**15 + b // 2) // b) for v in row]
    return step_case(name, "SoftmaxNormalise", 26, [e, sums], {}, [], tensor_of(e["shape"], values))


def softmax_normalise_cases(rng):
    cases = []
    for columns in (1, 2, 3, 7, 8, 100, 4096):
        for name, row in [("all equal", [32767] * columns), ("one-hot", [0] * (columns - 1) + [32767])]:
            cases.append(softmax_case(f"{name}, {columns} columns", tensor_of([1, columns], row),
                                      tensor_of([1], [sum(row)], "int32")))
    e = random_tensor(rng, [5, 23], 0, 32767)
    cases.append(softmax_case("random", e, tensor_of([5], [sum(row) for row in rows_of(e)], "int32")))
    wild = random_tensor(rng, [6, 4])
    cases.append(softmax_case("operands of no meaning", wild,
                              tensor_of([6], [0, -1, -2**31, 2**31 - 1, 1, 2], "int32")))
    return cases


def gather_case(name, x, rows, shift):
    values = []
    columns = len(rows["weights"][0])
    for j in x["values"]:
        if 0 <= j < len(rows["weights"]):
            values += [scale(wrap(rows["bias"][j] + w * 2**16), rows["multipliers"][j] % 2**31, shift)
                       for w in rows["weights"][j]]
        else:
            values += [0] * columns
    return step_case(name, "Gather", 27, [x], dict(shift=shift), [shift], tensor_of([size_of(x["shape"]), columns], values),
                     constant=weights_constant(rows))


def gather_cases(rng):
    cases = []
    for count, columns in [(1, 1), (5, 7), (9, 32), (3, 45)]:
        rows = random_weights(rng, count, columns)
        index = tensor_of([2, count + 4], [-1, count, -2**31, 2**31 - 1] + list(range(count)) +
                          [rng.randrange(count) for _ in range(count + 4)], "int32")
        cases.append(gather_case(f"{count} rows of {columns}, indexes out of range", index, rows, rng.randint(36, 48)))
    rows = random_weights(rng, 200, 3)
    cases.append(gather_case("bytes", tensor_of([4], [0, 199, 200, 255], "uint8"), rows, 40))
    extreme = dict(weights=[[-128, 127]] * 2, bias=[2**31 - 1, -2**31], multipliers=[2**31 - 1, 2**32 - 1])
    cases.append(gather_case("saturation on both sides and around", tensor_of([2], [0, 1], "int32"), extreme, 32))
    return cases


def rope_case(name, x, table, positions, step):
    rows, width = x["shape"]
    size = len(table) // positions
    values = []
    for r, row in enumerate(rows_of(x)):
        for column in range(0, width, 2):
            at = (step + r) * size + column % size
            c, s = table[at], table[at + 1]
            x0, x1 = row[column], row[column + 1]
            for product in (x0 * c - x1 * s, x0 * s + x1 * c):
                values.append(min(32767, max(-32767, (product + 2**14) >> 15)))
    return step_case(name, "Rope", 28, [x], {}, [], tensor_of(x["shape"], values), step=step,
                     step_limit=step + 1, table=(table, "int16"), table_rows=positions)


def rope_cases(rng):
    cases = []
    for rows, heads, size, positions, step in [(1, 1, 2, 1, 0), (1, 3, 8, 12, 11), (4, 2, 6, 9, 5), (1, 6, 48, 3, 2)]:
        table = [rng.randint(-32768, 32767) for _ in range(positions * size)]
        cases.append(rope_case(f"{rows} rows of {heads} heads of {size} at {step}",
                               random_tensor(rng, [rows, heads * size]), table, positions, step))
    ends = [-32768, -32767, 0, 32767]
    pairs = [(a, b) for a in ends for b in ends]
    for c in ends:
        for s in ends:
            cases.append(rope_case(f"ends, cos {c}, sin {s}", tensor_of([1, 32], [v for p in pairs for v in p]),
                                   [c, s] * 3, 3, 1))
    return cases


def philox(counter, key):
    """Philox4x32-10, after Salmon et al. 2011."""
    c, k = list(counter), list(key)
    for _ in range(10):
        p, q = c[0] * 0xD2511F53, c[2] * 0xCD9E8D57
        c = [(q >> 32) ^ c[1] ^ k[0], q % 2**32, (p >> 32) ^ c[3] ^ k[1], p % 2**32]
        k = [(k[0] + 0x9E3779B9) % 2**32, (k[1] + 0xBB67AE85) % 2**32]
    return c


# Known answers of the authors' Random123 library.
PHILOX = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    ((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0),
     (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
]


def philox_cases(_):
    for counter, key, answer in PHILOX:
        assert tuple(philox(counter, key)) == answer
    return [dict(counter=c, key=k, words=w) for c, k, w in PHILOX]


def gumbel_bin(u):
    if u == 0:
        return 8191
    zeros = 32 - u.bit_length()
    rest = u - (1 << (31 - zeros))
    return 256 * zeros + ((rest << (zeros + 1)) >> 24)


def sample_case(name, x, table, multiplier, shift, step, seed):
    scores = []
    for i, logit in enumerate(x["values"]):
        u = philox((i // 4, step, seed[2], seed[3]), (seed[0], seed[1]))[i % 4]
        scores.append(scale(logit, multiplier, shift, **NO_LIMIT) + table[gumbel_bin(u)])
    best = scores.index(max(scores))
    return step_case(name, "Sample", 29, [x], dict(multiplier=multiplier, shift=shift), [multiplier, shift],
                     tensor_of([1], [best], "int32"), step=step, step_limit=step + 1, seed=seed, table=(table, "int16"))


def sample_cases(rng):
    for u, expected in [(0, 8191), (1, 31 * 256), (2**31, 0), (2**32 - 1, 255), (2**30, 256), (3, 30 * 256 + 128)]:
        assert gumbel_bin(u) == expected
    rising = [min(32767, 4 * i) for i in range(8192)]
    flat = [0] * 8192
    cases = [sample_case("ties: the lowest index", tensor_of([1, 5], [3, 9, 9, 1, 9]), flat, 2**30, 32, 0, (1, 2, 3, 4)),
             sample_case("one logit", tensor_of([1], [-32768]), rising, 2**31 - 1, 16, 9, (0, 0, 0, 0)),
             sample_case("extreme logits", tensor_of([4], [-32768, 32767, 32766, -1]), rising, 2**31 - 1, 16, 2,
                         (5, 6, 7, 8))]
    for count in (2, 5, 31, 1001):
        seed = tuple(rng.randrange(2**32) for _ in range(4))
        cases.append(sample_case(f"{count} equal logits: the table decides", tensor_of([1, count], [7] * count), rising,
                                 2**20, 24, rng.randrange(4096), seed))
        cases.append(sample_case(f"{count} random logits", random_tensor(rng, [count]),
                                 [rng.randint(-32768, 32767) for _ in range(8192)], rng.randint(2**28, 2**31 - 1), 30,
                                 rng.randrange(4096), seed))
    return cases


def cache_cases(rng):
    cases = []
    for count, steps in [(1, 1), (3, 4), (8, 5), (7, 9)]:
        for axis in (0, 1):
            for step in sorted({0, steps // 2, steps - 1}):
                x = random_tensor(rng, [1, count])
                rows = [[rng.randint(-32768, 32767) if j < step else 0 for _ in range(count)] for j in range(steps)]
                flat = lambda by_step: [v for row in (by_step if axis == 0 else zip(*by_step)) for v in row]
                previous = flat(rows)
                rows[step] = x["values"]
                shape = [steps, count] if axis == 0 else [count, steps]
                cases.append(step_case(f"{count} elements, axis {axis}, step {step} of {steps}", "CacheAppend", 30, [x],
                                       dict(axis=axis), [axis], tensor_of(shape, flat(rows)), step=step,
                                       step_limit=steps, previous=previous))
    return cases


def scores_case(name, q, heads, keys, multiplier, shift, step):
    steps, width = keys["shape"]
    size = size_of(q["shape"]) // heads
    values = []
    for h in range(heads):
        g = h * (width // size) // heads
        for j, key in enumerate(rows_of(keys)):
            dot = sum(a * b for a, b in zip(q["values"][h * size:(h + 1) * size], key[g * size:(g + 1) * size]))
            values.append(scale(wrap(dot), multiplier, shift) if j <= step else MASKED)
    return step_case(name, "AttentionScores", 31, [q, keys], dict(multiplier=multiplier, shift=shift), [multiplier, shift],
                     tensor_of([heads, steps], values), step=step, step_limit=steps)


def mix_case(name, p, v, width, multiplier, shift, step):
    heads, steps = p["shape"]
    size = width // heads
    rows = rows_of(v)
    values = []
    for h in range(heads):
        g = h * (len(rows) // size) // heads
        for d in range(size):
            dot = sum(a * b for a, b in zip(rows_of(p)[h][:step + 1], rows[g * size + d][:step + 1]))
            values.append(scale(wrap(dot), multiplier, shift))
    return step_case(name, "AttentionMix", 32, [p, v], dict(multiplier=multiplier, shift=shift), [multiplier, shift],
                     tensor_of([1, width], values), step=step, step_limit=steps)


ATTENTIONS = [(1, 1, 1, 1), (2, 1, 7, 5), (4, 2, 8, 9), (6, 6, 48, 3), (6, 3, 12, 40), (8, 1, 17, 16)]


def attention_scores_cases(rng):
    cases = []
    for heads, groups, size, steps in ATTENTIONS:
        for step in sorted({0, steps // 2, steps - 1}):
            q = random_tensor(rng, [1, heads * size])
            keys = random_tensor(rng, [steps, groups * size])
            cases.append(scores_case(f"{heads} heads over {groups} of {size}, step {step} of {steps}", q, heads, keys,
                                     rng.randint(0, 2**31 - 1), rng.randint(34, 48), step))
    cases.append(scores_case("sums that wrap", tensor_of([1, 64], [-32768] * 64), 1,
                             tensor_of([2, 64], [-32768] * 64 + [32767] * 64), 2**31 - 1, 47, 1))
    return cases


def attention_mix_cases(rng):
    cases = []
    for heads, groups, size, steps in ATTENTIONS:
        for step in sorted({0, steps // 2, steps - 1}):
            p = random_tensor(rng, [heads, steps])
            v = random_tensor(rng, [groups * size, steps])
            cases.append(mix_case(f"{heads} heads over {groups} of {size}, step {step} of {steps}", p, v, heads * size,
                                  rng.randint(0, 2**31 - 1), rng.randint(34, 48), step))
    cases.append(mix_case("sums that wrap", tensor_of([1, 64], [-32768] * 64), tensor_of([1, 64], [-32768] * 64), 1,
                          2**31 - 1, 47, 62))
    return cases


def position_cases(_):
    case = lambda step: step_case(f"step {step}", "Position", 33, [], {}, [], tensor_of([1], [step], "int32"), step=step,
                                  step_limit=4096)
    return [case(0), case(1), case(4095)]


def bytes_of(case):
    return bytes.fromhex(case["outputBytes"][2:])


def int16_of(shape, data):
    return tensor_of(shape, [int.from_bytes(data[i:i + 2], "little", signed=True) for i in range(0, len(data), 2)])


def int32_of(shape, data):
    return tensor_of(shape, [int.from_bytes(data[i:i + 4], "little", signed=True) for i in range(0, len(data), 4)], "int32")


def gemm_bytes(x, rows, shift):
    values = []
    for weights, bias, multiplier in zip(rows["weights"], rows["bias"], rows["multipliers"]):
        accumulator = wrap(bias + sum(a * b for a, b in zip(x["values"], weights)))
        values.append(scale(accumulator, multiplier % 2**31, shift))
    return tensor_bytes("int16", values)


class StepModel:
    """One attention over the steps so far, then scores: every instruction that reads another step, and a trace."""

    SIZE, HEADS, STEPS, VOCABULARY = 8, 2, 6, 11

    def __init__(self, rng, sampled):
        self.sampled = sampled
        weights = lambda rows, columns, multiplier: dict(
            random_weights(rng, rows, columns), bias=[rng.randint(-900, 900) for _ in range(rows)],
            multipliers=[multiplier] * rows)
        self.embedding = weights(self.VOCABULARY, self.SIZE, 2**30)
        self.gamma = dict(weights(self.SIZE, 1, 2**30), weights=[[64]] * self.SIZE)
        self.scores = weights(self.VOCABULARY, self.SIZE, 2**30)
        self.rope = [rng.randint(-32767, 32767) for _ in range(self.STEPS * 4)]
        self.gumbel = [rng.randint(-2000, 12000) for _ in range(8192)]

    def step(self, token, step, caches, seed):
        size, heads, steps = self.SIZE, self.HEADS, self.STEPS
        row = [1, size]
        x = int16_of(row, bytes_of(gather_case("", tensor_of([1], [token], "int32"), self.embedding, 42)))
        squares = int32_of([1, 2], tensor_bytes("int32", limbs(spread(x["values"], 0))))
        reciprocal = int32_of([1, 2], tensor_bytes("int32", root_reciprocal(*squares["values"], 77)))
        normed = int16_of(row, bytes_of(norm_case("", x, reciprocal, None, self.gamma, 40)))
        turned = int16_of(row, bytes_of(rope_case("", normed, self.rope, steps, step)))
        caches[0].append(turned["values"])
        caches[1].append(normed["values"])
        padded = [cache + [[0] * size] * (steps - len(cache)) for cache in caches]
        keys = tensor_of([steps, size], [v for by_step in padded[0] for v in by_step])
        values = tensor_of([size, steps], [v for by_element in zip(*padded[1]) for v in by_element])
        scores = int16_of([heads, steps], bytes_of(scores_case("", turned, heads, keys, 2**30, 42, step)))
        most = tensor_of([heads], [max(r) for r in rows_of(scores)])
        powers = int16_of([heads, steps], bytes_of(exp_shift_case("", scores, most, 2**30, 32)))
        sums = tensor_of([heads], [sum(r) for r in rows_of(powers)], "int32")
        p = int16_of([heads, steps], bytes_of(softmax_case("", powers, sums)))
        mixed = int16_of(row, bytes_of(mix_case("", p, values, size, 2**30, 45, step)))
        logits = int16_of([1, self.VOCABULARY], gemm_bytes(mixed, self.scores, 40))
        if self.sampled:
            best = bytes_of(sample_case("", logits, self.gumbel, 2**30, 32, step, seed))
        else:
            best = logits["values"].index(max(logits["values"])).to_bytes(4, "little")
        tensors = [x, squares, reciprocal, normed, turned, keys, values, scores, most, powers, sums, p, mixed, logits]
        return [(t["dtype"], tensor_bytes(t["dtype"], t["values"])) for t in tensors] + [("int32", best)]

    def run(self, prompt, seed, stop, token_limit):
        given, tokens, slots, caches = list(prompt), [], [], ([], [])
        step = 0
        while step < len(given):
            trace = self.step(given[step], step, caches, seed)
            slots.append(list_root([bytes_root(data, 1, DTYPE[dtype], 8) for dtype, data in trace]))
            step += 1
            if step < len(prompt):
                continue
            token = int.from_bytes(trace[-1][1], "little")
            if token >= 0 and token == stop:
                break
            tokens.append(token)
            if len(tokens) < token_limit and step < self.STEPS:
                given.append(token)
        padding = [0] * (token_limit - len(tokens))
        end = [bytes_root(tensor_bytes("int32", [len(tokens)]), 1, DTYPE["int32"], 8),
               bytes_root(bytes(tokens + padding), 1, DTYPE["uint8"], 8)]
        slots += [EMPTY] * (self.STEPS - len(slots)) + [list_root(end)]
        return tokens, step, list_root(slots)


def step_model_cases(rng):
    cases = []
    for name, sampled, prompt, stop, token_limit in [
            ("greedy, to the step limit", False, [3, 1, 4], -1, 6), ("sampled, to the token limit", True, [2], -1, 3),
            ("sampled, to the step limit", True, [200, 9], -1, 5), ("stopped", True, [5], None, 6)]:
        model = StepModel(rng, sampled)
        seed = tuple(rng.randrange(2**32) for _ in range(4))
        if stop is None:
            stop = model.run(prompt, seed, -1, token_limit)[0][2]
        tokens, steps, root = model.run(prompt, seed, stop, token_limit)
        rows = [weights_constant(w)[0] for w in (model.embedding, model.gamma, model.scores)]
        tables = [tensor_bytes("int16", t) for t in (model.rope, model.gumbel)]
        cases.append(dict(name=name, sampled=sampled, stopToken=stop, tokenLimit=token_limit, prompt=hex_of(bytes(prompt)),
                          seed=hex_of(b"".join(w.to_bytes(4, "little") for w in seed)),
                          constants=[hex_of(c) for c in rows + tables], answer=hex_of(bytes(tokens)), steps=steps,
                          traceRoot=hex_of(root)))
    return cases


MAKERS = {
    "row-max": row_max_cases, "row-sum": row_sum_cases, "row-sum-sq": row_sum_sq_cases,
    "sqrt-reciprocal": sqrt_reciprocal_cases, "norm-apply": norm_apply_cases, "exp-shift": exp_shift_cases,
    "softmax-normalise": softmax_normalise_cases, "gather": gather_cases, "rope": rope_cases, "philox": philox_cases,
    "sample": sample_cases, "cache-append": cache_cases, "attention-scores": attention_scores_cases,
    "attention-mix": attention_mix_cases, "position": position_cases,
    "step-model": step_model_cases,
}
