import type { Random } from "../../../runtime/testing/random.ts";
import { int16 } from "../../../runtime/testing/random-instruction.ts";
import { RANDOM_STEPS } from "../../../runtime/testing/random-step.ts";
import type { CaseMaker, CaseParts } from "../case-maker.ts";
import { randomShape } from "./element-cases.ts";

const rowShape = (shape: readonly number[]) => (shape.length === 1 ? [1] : shape.slice(0, -1));

function argMax(random: Random): CaseParts {
  const shape = randomShape(random);
  return {
    operands: [int16(...shape)],
    instruction: {
      ...{ op: "ArgMax", operands: [0] },
      output: { dtype: "int32", shape: rowShape(shape), log2Leaf: 8 },
    },
  };
}

/** One of the three instructions that read a row as a whole, of up to the longest row. */
function wholeRow(op: "RowMax" | "RowSum" | "RowSumSq"): CaseMaker {
  return {
    make(random) {
      const shape = randomShape(random);
      const operand = int16(...shape);
      const output = int16(...(op === "RowSumSq" ? [...shape.slice(0, -1), 2] : rowShape(shape)));
      if (op === "RowMax") return { operands: [operand], instruction: { op, operands: [0], output } };
      const wide = { ...output, dtype: "int32" as const };
      if (op === "RowSum") return { operands: [operand], instruction: { op, operands: [0], output: wide } };
      const centred = random.integer(0, 1);
      return { operands: [operand], instruction: { op, operands: [0], centred, output: wide } };
    },
  };
}

/** Mostly a few logits: a witness needs the scores of all. */
function sample(random: Random, stepLimit: number): CaseParts {
  const parts = RANDOM_STEPS.Sample(random, stepLimit);
  return random.unit() < 0.1 ? parts : { ...parts, operands: [int16(random.integer(1, 24))] };
}

export const ROW_CASES = {
  ArgMax: { make: argMax, chooses: true },
  RowMax: wholeRow("RowMax"),
  RowSum: wholeRow("RowSum"),
  RowSumSq: wholeRow("RowSumSq"),
  Sample: { make: sample, stepsOnly: true, chooses: true },
} satisfies Record<string, CaseMaker>;
