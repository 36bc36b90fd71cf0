import type { Window } from "../../../runtime/src/instructions/window.ts";
import type { ConstantType } from "../../../runtime/src/program/program.ts";
import type { Random } from "../../../runtime/testing/random.ts";
import { int16, rowsType } from "../../../runtime/testing/random-instruction.ts";
import { RANDOM_STEPS } from "../../../runtime/testing/random-step.ts";
import { randomWindow } from "../../../runtime/testing/random-window.ts";
import type { CaseMaker } from "../case-maker.ts";

type DenseCase =
  | "AttentionMix"
  | "AttentionScores"
  | "Conv2D"
  | "DepthwiseConv2D"
  | "Gemm"
  | "MatMul"
  | "MaxPool"
  | "SumPool";

/** Around the blocks of weights, where a stretch of the dot product ends, and the most that there may be. */
const EDGE_COLUMNS = [1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 511, 512, 513, 1024];
const LONG_EVERY = 40;
const MOST_COLUMNS = 4096;
const MOST_MULTIPLIER = 2 ** 31 - 1;

function columnsOf(random: Random): number {
  if (random.integer(1, LONG_EVERY) === 1) return random.integer(MOST_COLUMNS - 40, MOST_COLUMNS);
  return random.unit() < 0.5 ? random.pick(EDGE_COLUMNS) : random.integer(1, 90);
}

function limits(random: Random) {
  const low = random.pick([-32767, -32767, 0, random.integer(-32767, 32767)]);
  return { low, high: random.pick([32767, 32767, random.integer(low, 32767)]) };
}

const multiplierOf = (random: Random) => random.pick([0, 1, MOST_MULTIPLIER, random.integer(0, MOST_MULTIPLIER)]);
const shiftOf = (random: Random, least = 32) => random.pick([least, 62, random.integer(least, 50)]);

/** What a weighted sum has besides its shapes. */
const requantised = (random: Random) => ({ shift: shiftOf(random), ...limits(random) });

/** Windows whose rows are read as runs, and some with channels so many that every place is read alone. */
function windowOf(random: Random): ReturnType<typeof randomWindow> {
  const made = randomWindow(random);
  if (random.unit() < 0.7) return made;
  const channels = random.integer(100, 700);
  const wide = (shape: readonly number[]) => int16(1, ...shape.slice(1, 3), channels);
  return { window: made.window, input: wide(made.input.shape), output: wide(made.output.shape) };
}

const taps = ({ kernelHeight, kernelWidth }: Window) => kernelHeight * kernelWidth;

/** Random cases of dot products and windows. */
export const DENSE_CASES: Readonly<Record<DenseCase, CaseMaker>> = {
  Gemm: {
    make(random) {
      const [rows, columns, channels] = [random.integer(1, 4), columnsOf(random), random.integer(1, 9)];
      return {
        operands: [int16(rows * columns)],
        constant: rowsType(channels, columns),
        instruction: {
          ...{ op: "Gemm", operands: [0], constant: 0, ...requantised(random) },
          output: int16(rows, channels),
        },
      };
    },
  },

  MatMul: {
    make(random) {
      const [rows, columns, channels] = [random.integer(1, 5), columnsOf(random), random.integer(1, 5)];
      const [batches, group] = [random.integer(1, 2), random.integer(1, 3)];
      const leading = random.pick([[], [batches * group], [batches, group]]);
      const right = leading.length === 0 ? [] : random.pick([[], [batches], [batches, 1]]);
      return {
        operands: [int16(...leading, rows, columns), int16(...right, channels, columns)],
        instruction: {
          ...{ op: "MatMul", operands: [0, 1], multiplier: multiplierOf(random), ...requantised(random) },
          output: int16(...leading, rows, channels),
        },
      };
    },
  },

  Conv2D: {
    make(random) {
      const { window, input, output } = randomWindow(random);
      const constant: ConstantType = rowsType(random.integer(1, 9), taps(window) * input.shape[3]);
      return {
        operands: [input],
        constant,
        instruction: {
          ...{ op: "Conv2D", operands: [0], constant: 0, ...window, ...requantised(random) },
          output: int16(...output.shape.slice(0, 3), constant.rows),
        },
      };
    },
  },

  DepthwiseConv2D: {
    make(random) {
      const { window, input, output } = windowOf(random);
      return {
        operands: [input],
        constant: rowsType(input.shape[3], taps(window)),
        instruction: {
          ...{ op: "DepthwiseConv2D", operands: [0], constant: 0, ...window, ...requantised(random), output },
        },
      };
    },
  },

  MaxPool: {
    make(random) {
      const { window, input, output } = windowOf(random);
      return { operands: [input], instruction: { op: "MaxPool", operands: [0], ...window, output } };
    },
  },

  SumPool: {
    make(random) {
      const { window, input, output } = windowOf(random);
      const scale = { multiplier: multiplierOf(random), shift: shiftOf(random, 24) };
      return { operands: [input], instruction: { op: "SumPool", operands: [0], ...scale, ...window, output } };
    },
  },

  AttentionScores: { stepsOnly: true, make: RANDOM_STEPS.AttentionScores },
  AttentionMix: { stepsOnly: true, make: RANDOM_STEPS.AttentionMix },
};
