import { beforeAll, describe, expect, it } from "vitest";
import { WitnessWriter } from "../../runtime/src/dispute/witness-writer.ts";
import { createHasher } from "../../runtime/src/hash/create-hasher.ts";
import type { Hasher } from "../../runtime/src/hash/hasher.ts";
import { windowRuns } from "../../runtime/src/instructions/conv-2d.ts";
import { MAX_FOOTPRINT_BYTES, runsFootprint } from "../../runtime/src/instructions/footprint.ts";
import type { ConstantType, Instruction } from "../../runtime/src/program/program.ts";
import type { TensorType } from "../../runtime/src/program/tensor-type.ts";
import { rowByteLength } from "../../runtime/src/tree/row-layout.ts";
import { Random } from "../../runtime/testing/random.ts";
import { FAMILIES } from "./families.ts";
import { placeCase } from "./placed-case.ts";

const CASES = 150;
const HASH_BYTES = 32;
/** An operand's root and its path through 4096 instructions and 4097 steps; a constant's among 4096. */
const OPERAND_OPENING_BYTES = HASH_BYTES * (1 + 12 + 13);
const CONSTANT_OPENING_BYTES = HASH_BYTES * (1 + 12);
/** Levels of a tree of rows, at most. */
const ROW_LEVELS = 24;
/** What an instruction without a window may need: two runs of 4096 int16, or one and a row of weights. */
const OTHER_BYTES = 24_576;

/** The most that a witness about an element may have. */
function mostBytes(instruction: Instruction, operand: TensorType, constant: ConstantType | undefined): number {
  const openings = OPERAND_OPENING_BYTES + (constant === undefined ? 0 : CONSTANT_OPENING_BYTES + rowBytes(constant));
  switch (instruction.op) {
    case "Conv2D": {
      const runs = windowRuns(instruction);
      const elements = (instruction.kernelHeight * instruction.kernelWidth * operand.shape[3]) / runs;
      return runsFootprint(operand, runs, elements) + openings;
    }
    case "DepthwiseConv2D":
    case "MaxPool":
    case "SumPool":
      return runsFootprint(operand, instruction.kernelHeight * instruction.kernelWidth, 1) + openings;
    default:
      return OTHER_BYTES;
  }
}

function rowBytes({ columns, log2Leaf }: ConstantType): number {
  const leaves = Math.ceil(rowByteLength(columns) / 2 ** log2Leaf);
  return leaves * 2 ** log2Leaf + HASH_BYTES * (ROW_LEVELS + Math.ceil(Math.log2(leaves)));
}

describe("a witness has at most the bytes that the validation allows for", () => {
  const seed = Random.seed();
  console.log(`SEED=${seed}`);
  let hasher: Hasher;

  beforeAll(async () => {
    hasher = await createHasher();
  });

  const tried = FAMILIES.flatMap(({ makers, plans }) =>
    Object.entries(makers).map(([op, maker]) => ({ op, maker, plans })),
  );

  it.each(tried)("$op", ({ op, maker, plans }) => {
    const random = new Random(seed);
    for (let i = 0; i < CASES; i++) {
      const { source, step, index, expected } = placeCase(hasher, random, maker);
      const { program } = source;
      const instruction = program.instructions[index];
      const writer = new WitnessWriter(source, step, index);
      const element = random.integer(0, expected.length - 1);
      plans[op](writer, instruction, element, expected[element]);
      const operand = instruction.operands.length === 0 ? instruction.output : writer.operandType(0);
      const constant = "constant" in instruction ? program.constants[instruction.constant] : undefined;
      const most = mostBytes(instruction, operand, constant);
      expect(writer.finish().length, `SEED=${seed}, case ${i}`).toBeLessThanOrEqual(most);
      expect(most).toBeLessThan(MAX_FOOTPRINT_BYTES + OTHER_BYTES);
    }
  });
});
