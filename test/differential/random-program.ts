import { ruleOf } from "../../runtime/src/program/instruction-set.ts";
import { MAX_LOG2_LEAF, MIN_LOG2_LEAF } from "../../runtime/src/program/limits.ts";
import type { ConstantType, Instruction, Program, TableDType } from "../../runtime/src/program/program.ts";
import { elementCount, type TensorType } from "../../runtime/src/program/tensor-type.ts";
import { INPUT_LOG2_LEAF } from "../../runtime/src/tree/input-hash.ts";
import type { Random } from "../../runtime/testing/random.ts";
import type { CaseMaker, CaseParts } from "./case-maker.ts";

const MOST_STEPS = 9;
const TOKEN: TensorType = { dtype: "int32", shape: [1], log2Leaf: 8 };

/**
 * A whole program around a random instruction, which has its operands from others: bytes are slices of the input, numbers come out
 * of tables. It is valid if the instruction is, in a program with steps or without.
 * @param change Makes other parts of those that the maker made.
 */
export function randomProgram(random: Random, maker: CaseMaker, change = (parts: CaseParts) => parts): Program {
  // Now and then an instruction that only programs with steps have, in one without.
  const hasSteps = random.unit() < (maker.stepsOnly === true ? 0.9 : 0.25);
  const stepLimit = random.integer(1, MOST_STEPS);
  const made = maker.make(random, hasSteps || maker.stepsOnly === true ? stepLimit : 1);
  const parts = change(withLeaves(random, made));
  // Bytes come from the input, which is a token where there are steps.
  const readsBytes = parts.operands.some(({ dtype }) => dtype === "uint8");
  return new ProgramBuilder(random).build(parts, hasSteps && !readsBytes ? stepLimit : null);
}

class ProgramBuilder {
  readonly #random: Random;
  readonly #instructions: Instruction[] = [];
  readonly #constants: ConstantType[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  build({ operands, constant, instruction }: CaseParts, stepLimit: number | null): Program {
    const random = this.#random;
    const bytes = operands.filter(({ dtype }) => dtype === "uint8");
    const length = bytes.reduce((sum, type) => sum + elementCount(type), 0);
    const asInput = stepLimit === null && bytes.length < 2 && operands.length > 0 && random.unit() < 0.3;
    const input = asInput
      ? { ...operands[0], log2Leaf: INPUT_LOG2_LEAF }
      : stepLimit === null && length > 0
        ? vector(length)
        : TOKEN;
    let start = 0;
    const values = operands.map((type, i) => {
      if (asInput && (i === 0 || type === operands[0])) return 0;
      if (type.dtype !== "uint8") return this.#table(type);
      start += elementCount(type);
      return this.#slice(type, start - elementCount(type));
    });
    if (random.unit() < 0.3) this.#table(TOKEN);
    const own = constant === undefined ? -1 : this.#constants.push(constant) - 1;
    const value = this.#instructions.push(withReferences(instruction, values, own));
    const [outputs, loop] = this.#end(value, stepLimit);
    return { input, instructions: this.#instructions, constants: this.#constants, outputs, ...loop };
  }

  #end(value: number, stepLimit: number | null): [number[], Pick<Program, "loop">] {
    if (stepLimit === null) return [this.#random.pick([[value], [1, value], [value, 1, value]]), {}];
    const output = this.#instructions.push({ op: "Position", operands: [], output: TOKEN });
    const dtype = this.#random.pick(["uint8", "int32"] as const);
    const shape = [this.#random.integer(1, stepLimit)];
    const loop = { prompt: { dtype, shape, log2Leaf: 8 }, stepLimit, tokenLimit: 1, stopToken: -1 };
    return [[output], { loop }];
  }

  #table(output: TensorType): number {
    const columns = elementCount(output);
    const dtype = output.dtype as TableDType;
    const constant = this.#constants.push({ kind: "table", dtype, rows: 1, columns, log2Leaf: 8 }) - 1;
    return this.#instructions.push({ op: "Constant", operands: [], constant, output });
  }

  #slice(output: TensorType, start: number): number {
    const part = vector(elementCount(output));
    const sliced = this.#instructions.push({ op: "Slice", operands: [0], axis: 0, start, step: 1, output: part });
    return this.#instructions.push({ op: "Reshape", operands: [sliced], output });
  }
}

function withReferences(instruction: Instruction, operands: readonly number[], constant: number): Instruction {
  const { attributeNames, build } = ruleOf(instruction);
  const values = new Map<string, unknown>(Object.entries(instruction));
  const attributes = Object.fromEntries(attributeNames.map((name) => [name, Number(values.get(name))]));
  return build({ operands, constant, attributes, output: instruction.output });
}

const vector = (length: number): TensorType => ({ dtype: "uint8", shape: [length], log2Leaf: 8 });

function withLeaves(random: Random, { operands, constant, instruction }: CaseParts): CaseParts {
  const log2Leaf = () => random.integer(MIN_LOG2_LEAF, MAX_LOG2_LEAF);
  return {
    operands: operands.map((type) => ({ ...type, log2Leaf: log2Leaf() })),
    ...(constant === undefined ? {} : { constant: { ...constant, log2Leaf: log2Leaf() } }),
    instruction: { ...instruction, output: { ...instruction.output, log2Leaf: log2Leaf() } },
  };
}
