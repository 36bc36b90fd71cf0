import type { DType } from "../../../runtime/src/program/dtype.ts";
import { TABLE_DTYPES } from "../../../runtime/src/program/program.ts";
import { elementCount, type TensorType, withEntry } from "../../../runtime/src/program/tensor-type.ts";
import type { Random } from "../../../runtime/testing/random.ts";
import { RANDOM_STEPS } from "../../../runtime/testing/random-step.ts";
import type { CaseMaker } from "../case-maker.ts";

type MoveCase =
  | "CacheAppend"
  | "Concat"
  | "Constant"
  | "Pad"
  | "Position"
  | "Reshape"
  | "Slice"
  | "Transpose"
  | "Upsample";

const ELEMENT_TYPES: readonly DType[] = ["uint8", "int8", "int16", "int32"];
const RANGES: Readonly<Record<DType, readonly [number, number]>> = {
  uint8: [0, 255],
  int8: [-127, 127],
  int16: [-32767, 32767],
  int32: [-(2 ** 31 - 1), 2 ** 31 - 1],
};

const typeOf = (dtype: DType, shape: readonly number[]): TensorType => ({ dtype, shape, log2Leaf: 8 });

function tensor(random: Random, rank = random.integer(1, 4)): TensorType {
  const shape = Array.from({ length: rank }, () => random.integer(1, random.pick([3, 9])));
  return typeOf(random.pick(ELEMENT_TYPES), shape);
}

function shuffled(random: Random, items: readonly number[]): number[] {
  const rest = [...items];
  return items.map(() => rest.splice(random.integer(0, rest.length - 1), 1)[0]);
}

/** A tensor, one of its axes, and the size of that. */
function tensorWithAxis(random: Random) {
  const x = tensor(random);
  const axis = random.integer(0, x.shape.length - 1);
  const resized = (size: number) => typeOf(x.dtype, withEntry(x.shape, axis, size));
  return { x, axis, size: x.shape[axis], resized };
}

/** Random cases of the instructions without arithmetic. */
export const MOVE_CASES: Readonly<Record<MoveCase, CaseMaker>> = {
  Constant: {
    make(random) {
      const { shape } = tensor(random);
      const output = typeOf(random.pick(TABLE_DTYPES), shape);
      const columns = elementCount(output);
      return {
        operands: [],
        constant: {
          kind: "table",
          dtype: output.dtype as (typeof TABLE_DTYPES)[number],
          rows: 1,
          columns,
          log2Leaf: 8,
        },
        instruction: { op: "Constant", operands: [], constant: 0, output },
      };
    },
  },

  Reshape: {
    make(random) {
      const x = tensor(random);
      const output = typeOf(x.dtype, random.pick([[elementCount(x)], [1, elementCount(x)], x.shape.toReversed()]));
      return { operands: [x], instruction: { op: "Reshape", operands: [0], output } };
    },
  },

  Transpose: {
    make(random) {
      const x = tensor(random);
      const axes = shuffled(random, [...x.shape.keys()]);
      const [axis0 = -1, axis1 = -1, axis2 = -1, axis3 = -1] = axes;
      const output = typeOf(
        x.dtype,
        axes.map((axis) => x.shape[axis]),
      );
      return {
        operands: [x],
        instruction: { op: "Transpose", operands: [0], axis0, axis1, axis2, axis3, output },
      };
    },
  },

  Slice: {
    make(random) {
      const { x, axis, size, resized } = tensorWithAxis(random);
      const [start, step] = [random.integer(0, size - 1), random.integer(1, size)];
      const count = random.integer(1, Math.floor((size - 1 - start) / step) + 1);
      return {
        operands: [x],
        instruction: { op: "Slice", operands: [0], axis, start, step, output: resized(count) },
      };
    },
  },

  Concat: {
    make(random) {
      const { x, axis, size, resized } = tensorWithAxis(random);
      const second = random.integer(1, 6);
      return {
        operands: [x, resized(second)],
        instruction: { op: "Concat", operands: [0, 1], axis, output: resized(size + second) },
      };
    },
  },

  Pad: {
    make(random) {
      const { x, axis, size, resized } = tensorWithAxis(random);
      const before = random.integer(0, 3);
      const value = random.integer(...RANGES[x.dtype]);
      const output = resized(before + size + random.integer(0, 3));
      return { operands: [x], instruction: { op: "Pad", operands: [0], axis, before, value, output } };
    },
  },

  Upsample: {
    make(random) {
      const x = tensor(random, 4);
      const [batch, height, width, channels] = x.shape;
      const [factorHeight, factorWidth] = [random.integer(1, 4), random.integer(1, 4)];
      const output = typeOf(x.dtype, [batch, height * factorHeight, width * factorWidth, channels]);
      return { operands: [x], instruction: { op: "Upsample", operands: [0], factorHeight, factorWidth, output } };
    },
  },

  CacheAppend: { stepsOnly: true, make: RANDOM_STEPS.CacheAppend },
  Position: {
    stepsOnly: true,
    make: (random, stepLimit) => ({ ...RANDOM_STEPS.Position(random, stepLimit), operands: [] }),
  },
};
