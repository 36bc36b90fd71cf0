import { DTYPES } from "../../src/program/dtype.ts";
import { elementCount, type TensorType, withEntry } from "../../src/program/tensor-type.ts";
import type { Random } from "../random.ts";
import { of, type TinyMakers } from "./tiny-case.ts";

const anyDType = (random: Random) => random.pick(["uint8", "int8", "int16", "int32"] as const);

function anyTensor(random: Random): TensorType {
  return of(anyDType(random), ...Array.from({ length: random.integer(1, 4) }, () => random.integer(1, 4)));
}

const like = ({ dtype }: TensorType, shape: readonly number[]) => of(dtype, ...shape);

/** Instructions without arithmetic. */
export const TINY_MOVES: TinyMakers = {
  Constant: (random, { constant }) => {
    const dtype = random.pick(["int8", "int16", "int32"] as const);
    const [count, columns] = [random.integer(1, 4), random.integer(1, 9)];
    const output = of(dtype, ...random.pick([[count, columns], [count * columns], [columns, 1, count]]));
    return {
      ...{ operands: [], constant: { kind: "table", dtype, rows: count, columns, log2Leaf: 8 } },
      instruction: { op: "Constant", operands: [], constant, output },
    };
  },
  Reshape: (random, { first }) => {
    const x = anyTensor(random);
    const count = elementCount(x);
    const output = like(x, random.pick([[count], [1, count], [...x.shape].reverse()]));
    return { operands: [x], instruction: { op: "Reshape", operands: [first], output } };
  },
  Transpose: (random, { first }) => {
    const x = anyTensor(random);
    const axes = x.shape.map((_, i) => i);
    for (let i = axes.length - 1; i > 0; i--) {
      const j = random.integer(0, i);
      [axes[i], axes[j]] = [axes[j], axes[i]];
    }
    const output = like(
      x,
      axes.map((axis) => x.shape[axis]),
    );
    const [axis0, axis1 = -1, axis2 = -1, axis3 = -1] = axes;
    return { operands: [x], instruction: { op: "Transpose", operands: [first], axis0, axis1, axis2, axis3, output } };
  },
  Slice: (random, { first }) => {
    const x = anyTensor(random);
    const axis = random.integer(0, x.shape.length - 1);
    const size = x.shape[axis];
    const start = random.integer(0, size - 1);
    const step = random.integer(1, size);
    const count = random.integer(1, Math.floor((size - 1 - start) / step) + 1);
    const output = like(x, withEntry(x.shape, axis, count));
    return { operands: [x], instruction: { op: "Slice", operands: [first], axis, start, step, output } };
  },
  Concat: (random, { first }) => {
    const x = anyTensor(random);
    const axis = random.integer(0, x.shape.length - 1);
    const more = random.integer(1, 5);
    const output = like(x, withEntry(x.shape, axis, x.shape[axis] + more));
    return {
      operands: [x, like(x, withEntry(x.shape, axis, more))],
      instruction: { op: "Concat", operands: [first, first + 1], axis, output },
    };
  },
  Pad: (random, { first }) => {
    const x = anyTensor(random);
    const axis = random.integer(0, x.shape.length - 1);
    const [before, after] = [random.integer(0, 3), random.integer(0, 3)];
    const { min, max } = DTYPES[x.dtype];
    const value = random.pick([min, 0, max, random.integer(min, max)]);
    const output = like(x, withEntry(x.shape, axis, before + x.shape[axis] + after));
    return { operands: [x], instruction: { op: "Pad", operands: [first], axis, before, value, output } };
  },
  Upsample: (random, { first }) => {
    const [batch, height, width, channels] = Array.from({ length: 4 }, () => random.integer(1, 3));
    const x = of(anyDType(random), batch, height, width, channels);
    const [factorHeight, factorWidth] = [random.integer(1, 3), random.integer(1, 3)];
    const output = like(x, [batch, height * factorHeight, width * factorWidth, channels]);
    return { operands: [x], instruction: { op: "Upsample", operands: [first], factorHeight, factorWidth, output } };
  },
};
