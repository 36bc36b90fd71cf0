import { GUMBEL_ENTRIES } from "../../src/instructions/sample.ts";
import type { Random } from "../random.ts";
import { edgeLimits, edgeScale, edgeShift } from "./edges.ts";
import { int16, int32, of, perRow, rowShape, rows, type TinyMakers, table, tinySize } from "./tiny-case.ts";

const pairs = (shape: readonly number[]) => int32(...shape.slice(0, -1), 2);

/** Query heads, their size, and the heads of the cache, which divide them. */
function tinyHeads(random: Random) {
  const cacheHeads = random.integer(1, 2);
  return { cacheHeads, heads: cacheHeads * random.integer(1, 2), size: random.integer(1, 9) };
}

/** Instructions over rows, and those of steps. */
export const TINY_SEQUENCES: TinyMakers = {
  RowMax: (random, { first }) => {
    const x = int16(...rowShape(random));
    return { operands: [x], instruction: { op: "RowMax", operands: [first], output: int16(...perRow(x.shape)) } };
  },
  RowSum: (random, { first }) => {
    const x = int16(...rowShape(random));
    return { operands: [x], instruction: { op: "RowSum", operands: [first], output: int32(...perRow(x.shape)) } };
  },
  RowSumSq: (random, { first }) => {
    const x = int16(...rowShape(random));
    const centred = random.integer(0, 1);
    return { operands: [x], instruction: { op: "RowSumSq", operands: [first], centred, output: pairs(x.shape) } };
  },
  SqrtReciprocal: (random, { first }) => {
    const x = int32(random.integer(1, 4), 2);
    const epsilon = random.pick([1, 2, 2 ** 32, 2 ** 52, random.integer(1, 2 ** random.integer(0, 52))]);
    return { operands: [x], instruction: { op: "SqrtReciprocal", operands: [first], epsilon, output: x } };
  },
  NormApply: (random, { first, constant }) => {
    const x = int16(...rowShape(random));
    const operands = [x, pairs(x.shape), ...(random.unit() < 0.5 ? [int32(...perRow(x.shape))] : [])];
    const values = operands.length === 3 ? ([first, first + 1, first + 2] as const) : ([first, first + 1] as const);
    return {
      ...{ operands, constant: rows(x.shape[x.shape.length - 1], 1) },
      instruction: {
        ...{ op: "NormApply", operands: values, constant, shift: edgeShift(random, 32), ...edgeLimits(random) },
        output: x,
      },
    };
  },
  ExpShift: (random, { first }) => {
    const x = int16(...rowShape(random));
    return {
      operands: [x, int16(...perRow(x.shape))],
      instruction: { op: "ExpShift", operands: [first, first + 1], ...edgeScale(random, 16), output: x },
    };
  },
  SoftmaxNormalise: (random, { first }) => {
    const x = int16(...rowShape(random));
    return {
      operands: [x, int32(...perRow(x.shape))],
      instruction: { op: "SoftmaxNormalise", operands: [first, first + 1], output: x },
    };
  },
  Gather: (random, { first, constant }) => {
    const index = of(random.pick(["uint8", "int32"] as const), random.integer(1, 4));
    const columns = tinySize(random);
    return {
      ...{ operands: [index], constant: rows(random.integer(1, 5), columns) },
      instruction: {
        ...{ op: "Gather", operands: [first], constant, shift: edgeShift(random, 32) },
        output: int16(index.shape[0], columns),
      },
    };
  },
  Rope: (random, { first, constant, stepLimit }) => {
    const headSize = 2 * random.integer(1, 5);
    const x = int16(random.integer(1, 2), headSize * random.integer(1, 3));
    return {
      ...{ operands: [x], constant: table(stepLimit + x.shape[0] - 1, headSize) },
      instruction: { op: "Rope", operands: [first], constant, output: x },
    };
  },
  Sample: (random, { first, constant }) => ({
    ...{ operands: [int16(random.integer(1, 9))], constant: table(1, GUMBEL_ENTRIES) },
    instruction: { op: "Sample", operands: [first], constant, ...edgeScale(random, 16), output: int32(1) },
  }),
  CacheAppend: (random, { first, stepLimit }) => {
    const [x, axis] = [int16(1, tinySize(random)), random.integer(0, 1)];
    const output = axis === 0 ? int16(stepLimit, x.shape[1]) : int16(x.shape[1], stepLimit);
    return { operands: [x], instruction: { op: "CacheAppend", operands: [first], axis, output } };
  },
  AttentionScores: (random, { first, stepLimit }) => {
    const { cacheHeads, heads, size } = tinyHeads(random);
    const output = int16(heads, stepLimit);
    return {
      operands: [int16(1, heads * size), int16(stepLimit, cacheHeads * size)],
      instruction: { op: "AttentionScores", operands: [first, first + 1], ...edgeScale(random, 32), output },
    };
  },
  AttentionMix: (random, { first, stepLimit }) => {
    const { cacheHeads, heads, size } = tinyHeads(random);
    const output = int16(1, heads * size);
    return {
      operands: [int16(heads, stepLimit), int16(cacheHeads * size, stepLimit)],
      instruction: { op: "AttentionMix", operands: [first, first + 1], ...edgeScale(random, 32), output },
    };
  },
  Position: () => ({ operands: [], instruction: { op: "Position", operands: [], output: int32(1) } }),
};
