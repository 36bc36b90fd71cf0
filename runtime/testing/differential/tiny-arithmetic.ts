import type { Random } from "../random.ts";
import { edgeLimits, edgeScale, edgeShift } from "./edges.ts";
import { int16, int32, of, perRow, rowShape, rows, type TinyMakers, table, tinySize } from "./tiny-case.ts";

const TOP = 2 ** 31 - 1;
const KNOTS = 513;
const signed = (random: Random) =>
  random.pick([0, 1, -1, 2 ** 23, 2 ** 30, -(2 ** 30), TOP, -TOP, random.integer(-TOP, TOP)]);

/** Instructions of one element each, and products of matrices. */
export const TINY_ARITHMETIC: TinyMakers = {
  Clamp: (random, { first }) => {
    const x = of(random.pick(["uint8", "int16"] as const), ...rowShape(random));
    const output = int16(...x.shape);
    return { operands: [x], instruction: { op: "Clamp", operands: [first], ...edgeLimits(random), output } };
  },
  Add: (random, { first }) => {
    const shape = rowShape(random);
    const right = int16(...(random.unit() < 0.5 ? shape : shape.slice(-1)));
    const multipliers = { leftMultiplier: signed(random), rightMultiplier: signed(random) };
    return {
      operands: [int16(...shape), right],
      instruction: {
        ...{ op: "Add", operands: [first, first + 1], ...multipliers, shift: edgeShift(random, 24) },
        ...{ ...edgeLimits(random), output: int16(...shape) },
      },
    };
  },
  Mul: (random, { first }) => {
    const shape = rowShape(random);
    const right = int16(...(random.unit() < 0.5 ? shape : shape.slice(-1)));
    return {
      operands: [int16(...shape), right],
      instruction: {
        ...{ op: "Mul", operands: [first, first + 1], ...edgeScale(random, 32), ...edgeLimits(random) },
        output: int16(...shape),
      },
    };
  },
  Lut: (random, { first, constant }) => {
    const x = int16(...rowShape(random));
    return {
      ...{ operands: [x], constant: table(1, KNOTS) },
      instruction: { op: "Lut", operands: [first], constant, output: x },
    };
  },
  ArgMax: (random, { first }) => {
    const x = int16(...rowShape(random));
    return {
      operands: [x],
      instruction: { op: "ArgMax", operands: [first], output: int32(...perRow(x.shape)) },
    };
  },
  Gemm: (random, { first, constant }) => {
    const [count, columns, channels] = [random.integer(1, 5), tinySize(random), random.integer(1, 9)];
    return {
      ...{ operands: [int16(count, columns)], constant: rows(channels, columns) },
      instruction: {
        ...{ op: "Gemm", operands: [first], constant, shift: edgeShift(random, 32), ...edgeLimits(random) },
        output: int16(count, channels),
      },
    };
  },
  MatMul: (random, { first }) => {
    const [count, columns, channels] = [random.integer(1, 5), tinySize(random), random.integer(1, 9)];
    const right = random.integer(1, 2);
    const left = right * random.integer(1, 2);
    return {
      operands: [int16(left, count, columns), int16(right, channels, columns)],
      instruction: {
        ...{ op: "MatMul", operands: [first, first + 1], ...edgeScale(random, 32), ...edgeLimits(random) },
        output: int16(left, count, channels),
      },
    };
  },
};
