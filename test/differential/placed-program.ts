import { MAX_LOG2_LEAF, MIN_LOG2_LEAF } from "../../runtime/src/program/limits.ts";
import type { ConstantType, Instruction, Program } from "../../runtime/src/program/program.ts";
import { ProgramError } from "../../runtime/src/program/program-error.ts";
import type { TensorType } from "../../runtime/src/program/tensor-type.ts";
import { INPUT_LOG2_LEAF } from "../../runtime/src/tree/input-hash.ts";
import type { Random } from "../../runtime/testing/random.ts";
import { checkLastInstruction } from "../../runtime/testing/step-vectors.ts";
import type { CaseMaker, CaseParts } from "./case-maker.ts";

const MOST_STEPS = 9;
const MOST_OTHERS = 5;
const TOKEN: TensorType = { dtype: "int32", shape: [1], log2Leaf: 8 };
const OTHER_CONSTANT: ConstantType = { kind: "table", dtype: "int16", rows: 1, columns: 4, log2Leaf: 8 };

/** A program in which instruction `index` is looked at, in step `step`. */
export interface PlacedProgram {
  readonly program: Program;
  readonly index: number;
  /** 0 in a program without steps. */
  readonly step: number;
}

/** Puts a random instruction anywhere in a program: kernels must find it, its operands and its constant there. */
export function placeProgram(random: Random, maker: CaseMaker): PlacedProgram {
  for (;;) {
    try {
      return placeOnce(random, maker);
    } catch (error) {
      // With large leaves a random window may need more of them than a program may ask for; anything else is a maker's fault.
      if (!(error instanceof ProgramError && error.where.endsWith(".footprint"))) throw error;
    }
  }
}

function placeOnce(random: Random, maker: CaseMaker): PlacedProgram {
  const hasSteps = maker.stepsOnly === true || random.unit() < 0.25;
  const stepLimit = hasSteps ? random.integer(1, MOST_STEPS) : 1;
  const parts = withLeaves(random, maker.make(random, stepLimit));
  const { constants, constant } = placeConstant(random, parts);
  const { input, others, operands } = placeOperands(random, parts, hasSteps);
  const index = random.integer(0, others.length);
  const token = others.push(TOKEN) - 1;

  // Those from `index` on come after the instruction that is looked at.
  const value = (other: number) => other + (other < index ? 1 : 2);
  const looked = Object.assign({}, parts.instruction, {
    operands: operands.map((other) => (other < 0 ? 0 : value(other))),
    ...(constant < 0 ? {} : { constant }),
  });
  const instructions = others.map((made): Instruction => ({ op: "Position", operands: [], output: made }));
  instructions.splice(index, 0, looked);
  const program: Program = { input, constants, instructions, outputs: [value(token)] };
  const loop = {
    prompt: { ...TOKEN, dtype: random.pick(["uint8", "int32"] as const), shape: [stepLimit] },
    ...{ stepLimit, tokenLimit: 1, stopToken: -1 },
  };
  const whole = hasSteps ? { ...program, loop } : program;
  // A case that isn't valid would prove nothing. As a last instruction, a copy of it finds its operands where they are.
  checkLastInstruction({ ...whole, instructions: [...instructions, instructions[index]] });
  return { program: whole, index, step: hasSteps ? random.integer(0, stepLimit - 1) : 0 };
}

function withLeaves(random: Random, { operands, constant, instruction }: CaseParts): CaseParts {
  const log2Leaf = () => random.integer(MIN_LOG2_LEAF, MAX_LOG2_LEAF);
  return {
    operands: operands.map((type) => ({ ...type, log2Leaf: log2Leaf() })),
    ...(constant === undefined ? {} : { constant: { ...constant, log2Leaf: log2Leaf() } }),
    instruction: { ...instruction, output: { ...instruction.output, log2Leaf: log2Leaf() } },
  };
}

function placeConstant(random: Random, { constant }: CaseParts) {
  const constants = Array.from({ length: random.integer(0, 3) }, () => OTHER_CONSTANT);
  if (constant === undefined) return { constants, constant: -1 };
  const place = random.integer(0, constants.length);
  constants.splice(place, 0, constant);
  return { constants, constant: place };
}

/** Types of the other instructions' outputs, and which of them the operands are; -1 is the input. */
function placeOperands(random: Random, { operands }: CaseParts, hasSteps: boolean) {
  const others = Array.from({ length: random.integer(0, MOST_OTHERS) }, () => TOKEN);
  const isToken = ({ dtype, shape }: TensorType) => dtype === "int32" && shape.length === 1 && shape[0] === 1;
  const asInput = operands.findIndex((type) => (!hasSteps || isToken(type)) && random.unit() < 0.4);
  const places = operands.map((type, i) => (i === asInput ? -1 : others.push(type) - 1));
  // One value may be two operands.
  const same = operands.findIndex((type, i) => i > 0 && JSON.stringify(type) === JSON.stringify(operands[0]));
  if (same > 0 && random.unit() < 0.5) places[same] = places[0];
  return { input: { ...(operands[asInput] ?? TOKEN), log2Leaf: INPUT_LOG2_LEAF }, others, operands: places };
}
