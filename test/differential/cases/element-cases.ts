import type { TensorType } from "../../../runtime/src/program/tensor-type.ts";
import { encodeTensor } from "../../../runtime/src/program/tensor-values.ts";
import type { Random } from "../../../runtime/testing/random.ts";
import { int16, rowsType, tableType } from "../../../runtime/testing/random-instruction.ts";
import { RANDOM_STEPS } from "../../../runtime/testing/random-step.ts";
import type { CaseMaker, CaseParts } from "../case-maker.ts";
import { randomContent } from "../random-content.ts";

const MOST_MULTIPLIER = 2 ** 31 - 1;
/** Of one row in so many: longer than any leaf. */
const LONG_EVERY = 20;
const LUT_ENTRIES = 513;

/** Shapes of one to four dimensions; now and then some leaves long. */
export function randomShape(random: Random): number[] {
  const columns = random.integer(1, LONG_EVERY) === 1 ? random.integer(500, 4096) : random.integer(1, 70);
  return [...random.pick([[], [1], [3], [2, 2], [2, 1, 3]]), columns];
}

function limits(random: Random) {
  const low = random.integer(-32767, 32767);
  // Half of them don't limit: an element at its limit says little about the arithmetic.
  return random.unit() < 0.5 ? { low: -32767, high: 32767 } : { low, high: random.integer(low, 32767) };
}

/** Half of the scales are powers of two near one half: of small numbers they give halves, which round upwards. */
function scale(random: Random, leastShift: number) {
  if (random.unit() < 0.5)
    return { multiplier: random.integer(0, MOST_MULTIPLIER), shift: random.integer(leastShift, 62) };
  const shift = random.integer(leastShift, leastShift + 3);
  return { multiplier: 2 ** Math.min(30, shift - random.integer(1, 4)), shift };
}

/** Types of left and right: right is left's last dimensions, with leading ones at times. */
function broadcast(random: Random): [TensorType, TensorType] {
  const shape = randomShape(random);
  const row = shape.slice(random.integer(0, shape.length - 1));
  return [int16(...shape), int16(...(row.length < 4 && random.unit() < 0.5 ? [1, ...row] : row))];
}

function add(random: Random): CaseParts {
  const operands = broadcast(random);
  const [left, right] = [scale(random, 24), scale(random, 24)];
  return {
    operands,
    instruction: {
      ...{ op: "Add", operands: [0, 1], shift: left.shift, ...limits(random), output: operands[0] },
      leftMultiplier: random.pick([1, -1]) * left.multiplier,
      rightMultiplier: random.pick([1, -1]) * right.multiplier,
    },
  };
}

function mul(random: Random): CaseParts {
  const operands = broadcast(random);
  return {
    operands,
    instruction: { op: "Mul", operands: [0, 1], ...scale(random, 32), ...limits(random), output: operands[0] },
  };
}

function clamp(random: Random): CaseParts {
  const output = int16(...randomShape(random));
  const operand: TensorType = { ...output, dtype: random.pick(["uint8", "int16"] as const) };
  return { operands: [operand], instruction: { op: "Clamp", operands: [0], ...limits(random), output } };
}

function lut(random: Random): CaseParts {
  const output = int16(...randomShape(random));
  return {
    operands: [output],
    constant: tableType(LUT_ENTRIES),
    instruction: { op: "Lut", operands: [0], constant: 0, output },
  };
}

/** Values at and about powers of two, where the bit length turns; at those of four the root is exact. */
function sqrtReciprocal(random: Random): CaseParts {
  const operand: TensorType = { dtype: "int32", shape: [random.integer(1, 40), 2], log2Leaf: 8 };
  const power = 2 ** random.integer(0, 52);
  const epsilon = Math.min(2 ** 52, Math.max(1, power + random.integer(-1, 1)));
  return {
    operands: [operand],
    instruction: { op: "SqrtReciprocal", operands: [0], epsilon, output: operand },
  };
}

/** Rows of any length: only the leaves of the head and of one block are shown. */
function gather(random: Random): CaseParts {
  const dtype = random.pick(["uint8", "int32"] as const);
  const operand: TensorType = { dtype, shape: [random.integer(1, 9)], log2Leaf: 8 };
  const columns = random.integer(1, LONG_EVERY) === 1 ? random.integer(500, 6000) : random.integer(1, 200);
  // Of a byte's values about half, of an int32's hardly any; the token of a short prompt is often one of a few.
  const rows = random.pick([1, 3, random.integer(100, 300)]);
  return {
    operands: [operand],
    constant: rowsType(columns > 200 ? Math.min(rows, 20) : rows, columns),
    instruction: {
      ...{ op: "Gather", operands: [0], constant: 0, shift: random.integer(32, 62) },
      output: int16(operand.shape[0], columns),
    },
  };
}

/** Half of it extremes of the big-endian words that a row's head has: sums that wrap. As indexes they are small. */
function gatherContent(random: Random, length: number): Uint8Array {
  if (random.unit() < 0.5) return randomContent(random, length);
  const pairs = Array.from({ length: Math.ceil(length / 2) }, () => random.pick([0x8000, 0x7fff, 0]));
  return Uint8Array.from({ length }, (_, i) => pairs[i >> 1] >> (i % 2 === 0 ? 8 : 0));
}

/** Half of them with an int16's longest or half distance at 2^-16, where the result goes to 0. */
function expShift(random: Random): CaseParts {
  const parts = RANDOM_STEPS.ExpShift(random, 1);
  if (random.unit() < 0.5) return parts;
  const narrow = { multiplier: random.pick([1, 2]) * random.integer(3900, 4200), shift: 16 };
  return { ...parts, instruction: { ...parts.instruction, ...narrow } as CaseParts["instruction"] };
}

/** Half of it the values that are such distances apart, and the one that is masked. */
function expShiftContent(random: Random, length: number): Uint8Array {
  if (random.unit() < 0.5) return randomContent(random, length);
  const values = Array.from({ length: length / 2 }, () => random.pick([-32768, -32767, 0, 32767]));
  return encodeTensor("int16", values);
}

/** Long rows, whose sums wrap, and low shifts, after which that is seen. */
function normApply(random: Random): CaseParts {
  const shape = randomShape(random);
  const [x, pairs] = [int16(...shape), int16(...shape.slice(0, -1), 2)];
  const sums = int16(...(shape.length === 1 ? [1] : shape.slice(0, -1)));
  const centred = random.unit() < 0.5;
  return {
    operands: [x, pairs, ...(centred ? [sums] : [])].map((type, i) => (i === 0 ? type : { ...type, dtype: "int32" })),
    constant: rowsType(shape[shape.length - 1], 1),
    instruction: {
      ...{ op: "NormApply", operands: centred ? [0, 1, 2] : [0, 1], constant: 0, output: x },
      ...{ shift: random.integer(32, random.pick([36, 62])), ...limits(random) },
    },
  };
}

export const ELEMENT_CASES = {
  Add: { make: add },
  Clamp: { make: clamp },
  ExpShift: { make: expShift, content: expShiftContent },
  Gather: { make: gather, content: gatherContent },
  Lut: { make: lut },
  Mul: { make: mul },
  NormApply: { make: normApply },
  Rope: { make: RANDOM_STEPS.Rope },
  SoftmaxNormalise: { make: RANDOM_STEPS.SoftmaxNormalise },
  SqrtReciprocal: {
    make: sqrtReciprocal,
    content: (random, length) => (random.unit() < 0.5 ? new Uint8Array(length) : randomContent(random, length)),
  },
} satisfies Record<string, CaseMaker>;
