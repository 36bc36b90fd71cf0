import { ReferenceMachine } from "../src/executor/reference-machine.ts";
import { WebAssemblyMachine } from "../src/executor/webassembly-machine.ts";
import { toHex } from "../src/hash/hex.ts";
import { GUMBEL_ENTRIES } from "../src/instructions/sample.ts";
import type { ConstantType, Instruction, Program } from "../src/program/program.ts";
import { byteLength, type TensorType } from "../src/program/tensor-type.ts";
import { constantByteLength } from "../src/tree/row-layout.ts";
import { Random } from "./random.ts";
import { checkLastInstruction } from "./step-vectors.ts";

const of = (dtype: TensorType["dtype"], shape: readonly number[]): TensorType => ({ dtype, shape, log2Leaf: 8 });
const int16 = (...shape: number[]) => of("int16", shape);
const int32 = (...shape: number[]) => of("int32", shape);

/** An instruction with the types of its operands: values 0, 1 and 2. */
interface RandomStep {
  readonly operands: readonly TensorType[];
  readonly constant?: ConstantType;
  readonly instruction: Instruction;
}

type Make = (random: Random, stepLimit: number) => RandomStep;

const shapeOf = (random: Random) => [...random.pick([[], [1], [3], [2, 2]]), random.integer(1, 70)];
const rowShape = (shape: readonly number[]) => (shape.length === 1 ? [1] : shape.slice(0, -1));
const pairShape = (shape: readonly number[]) => [...shape.slice(0, -1), 2];
const limits = (random: Random) => {
  const low = random.integer(-32767, 32767);
  return { low, high: random.integer(low, 32767) };
};
const scale = (random: Random, least: number) => ({
  multiplier: random.integer(0, 2 ** 31 - 1),
  shift: random.integer(least, 62),
});
const rows = (count: number, columns: number): ConstantType => ({ kind: "rows", rows: count, columns, log2Leaf: 8 });
const table = (count: number, columns: number): ConstantType => ({
  ...{ kind: "table", dtype: "int16", rows: count, columns, log2Leaf: 8 },
});

/** Makes of random instructions, any valid shape and attribute. */
export const RANDOM_STEPS: Readonly<Record<string, Make>> = {
  RowMax: (random) => {
    const x = int16(...shapeOf(random));
    return { operands: [x], instruction: { op: "RowMax", operands: [0], output: of("int16", rowShape(x.shape)) } };
  },
  RowSum: (random) => {
    const x = int16(...shapeOf(random));
    return { operands: [x], instruction: { op: "RowSum", operands: [0], output: of("int32", rowShape(x.shape)) } };
  },
  RowSumSq: (random) => {
    const x = int16(...shapeOf(random));
    const output = of("int32", pairShape(x.shape));
    return { operands: [x], instruction: { op: "RowSumSq", operands: [0], centred: random.integer(0, 1), output } };
  },
  SqrtReciprocal: (random) => {
    const x = int32(random.integer(1, 40), 2);
    const epsilon = random.integer(1, 2 ** random.integer(0, 52));
    return { operands: [x], instruction: { op: "SqrtReciprocal", operands: [0], epsilon, output: x } };
  },
  NormApply: (random) => {
    const x = int16(...shapeOf(random));
    const centred = random.unit() < 0.5;
    const pairs = of("int32", pairShape(x.shape));
    return {
      operands: [x, pairs, ...(centred ? [of("int32", rowShape(x.shape))] : [])],
      constant: rows(x.shape[x.shape.length - 1], 1),
      instruction: {
        ...{ op: "NormApply", operands: centred ? [0, 1, 2] : [0, 1], constant: 0, output: x },
        ...{ shift: random.integer(32, 62), ...limits(random) },
      },
    };
  },
  ExpShift: (random) => {
    const x = int16(...shapeOf(random));
    return {
      operands: [x, of("int16", rowShape(x.shape))],
      instruction: { op: "ExpShift", operands: [0, 1], ...scale(random, 16), output: x },
    };
  },
  SoftmaxNormalise: (random) => {
    const x = int16(...shapeOf(random));
    return {
      operands: [x, of("int32", rowShape(x.shape))],
      instruction: { op: "SoftmaxNormalise", operands: [0, 1], output: x },
    };
  },
  Gather: (random) => {
    const index = of(random.pick(["uint8", "int32"] as const), [random.integer(1, 9)]);
    const columns = random.integer(1, 70);
    return {
      operands: [index],
      constant: rows(random.integer(1, 300), columns),
      instruction: {
        ...{ op: "Gather", operands: [0], constant: 0, shift: random.integer(32, 62) },
        output: int16(index.shape[0], columns),
      },
    };
  },
  Rope: (random, stepLimit) => {
    const headSize = 2 * random.integer(1, 20);
    const x = int16(random.integer(1, 3), headSize * random.integer(1, 4));
    const constant = table(stepLimit + x.shape[0] - 1, headSize);
    return { operands: [x], constant, instruction: { op: "Rope", operands: [0], constant: 0, output: x } };
  },
  Sample: (random) => ({
    operands: [int16(random.integer(1, 300))],
    constant: table(1, GUMBEL_ENTRIES),
    instruction: { op: "Sample", operands: [0], constant: 0, ...scale(random, 16), output: int32(1) },
  }),
  CacheAppend: (random, stepLimit) => {
    const x = int16(1, random.integer(1, 40));
    const axis = random.integer(0, 1);
    const output = axis === 0 ? int16(stepLimit, x.shape[1]) : int16(x.shape[1], stepLimit);
    return { operands: [x], instruction: { op: "CacheAppend", operands: [0], axis, output } };
  },
  AttentionScores: (random, stepLimit) => {
    const keyHeads = random.integer(1, 3);
    const heads = keyHeads * random.integer(1, 3);
    const size = random.integer(1, 40);
    return {
      operands: [int16(1, heads * size), int16(stepLimit, keyHeads * size)],
      instruction: { op: "AttentionScores", operands: [0, 1], ...scale(random, 32), output: int16(heads, stepLimit) },
    };
  },
  AttentionMix: (random, stepLimit) => {
    const valueHeads = random.integer(1, 3);
    const heads = valueHeads * random.integer(1, 3);
    const size = random.integer(1, 40);
    return {
      operands: [int16(heads, stepLimit), int16(valueHeads * size, stepLimit)],
      instruction: { op: "AttentionMix", operands: [0, 1], ...scale(random, 32), output: int16(1, heads * size) },
    };
  },
  Position: () => ({ operands: [int32(1)], instruction: { op: "Position", operands: [], output: int32(1) } }),
};

/** Runs random instructions of one kind on random bytes, for all steps of a short run, on both machines. */
export async function compareRandomSteps(make: Make, seed: number, runs: number): Promise<void> {
  const random = new Random(seed);
  for (let run = 0; run < runs; run++) {
    const stepLimit = random.integer(1, 9);
    const { operands, constant, instruction } = make(random, stepLimit);
    // What gives operands 1 and 2 is not run: their bytes are written.
    const makers = operands.slice(1).map((output): Instruction => ({ op: "Position", operands: [], output }));
    const program: Program = {
      ...{ input: operands[0], constants: constant === undefined ? [] : [constant], outputs: [makers.length + 1] },
      instructions: [...makers, instruction],
      loop: { prompt: int32(1), stepLimit, tokenLimit: 1, stopToken: -1 },
    };
    checkLastInstruction(program);
    const model = { program, constants: program.constants.map((type) => random.bytes(constantByteLength(type))) };
    const [reference, kernels] = [new ReferenceMachine(model), await WebAssemblyMachine.create(model)];
    const runSeed = random.bytes(16);
    for (let step = 0; step < stepLimit; step++) {
      const inputs = operands.map((type) => random.bytes(byteLength(type)));
      for (const machine of [reference, kernels]) {
        machine.setSeed(runSeed);
        inputs.forEach((bytes, value) => {
          machine.write(value, bytes);
        });
        machine.execute(step, [makers.length]);
      }
      const last = makers.length + 1;
      const [expected, found] = [reference.read(last), kernels.read(last)];
      if (toHex(expected) !== toHex(found)) {
        throw new Error(
          `OPENIMO_SEED=${seed}, run ${run}, step ${step}, ${JSON.stringify(instruction)}: ` +
            `expected ${toHex(expected)}, found ${toHex(found)} for ${inputs.map(toHex).join(" ")}`,
        );
      }
    }
  }
}
