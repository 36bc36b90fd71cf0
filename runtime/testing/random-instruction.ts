import { expect } from "vitest";
import type { ExecutableModel } from "../src/executor/executor.ts";
import { toHex } from "../src/hash/hex.ts";
import type { ConstantType, Instruction } from "../src/program/program.ts";
import { byteLength, type TensorType } from "../src/program/tensor-type.ts";
import { constantByteLength } from "../src/tree/row-layout.ts";
import { bothEngines } from "./both-engines.ts";
import { Random } from "./random.ts";

const LOG2_LEAF = 8;

export const int16 = (...shape: number[]): TensorType => ({ dtype: "int16", shape, log2Leaf: LOG2_LEAF });

export const rowsType = (rows: number, columns: number): ConstantType => ({
  ...{ kind: "rows", rows, columns, log2Leaf: LOG2_LEAF },
});

export const tableType = (columns: number): ConstantType => ({
  ...{ kind: "table", dtype: "int16", rows: 1, columns, log2Leaf: LOG2_LEAF },
});

/** An instruction whose operand 0 is the input; operand 1, if it has one, is value 1: a table of `right`'s shape. */
export interface OneInstruction {
  readonly input: TensorType;
  readonly right?: TensorType;
  /** Type of the instruction's own constant, which is constant 0. */
  readonly constant?: ConstantType;
  readonly instruction: Instruction;
}

/** The program of one instruction. */
export function oneInstructionProgram({ input, right, constant, instruction }: OneInstruction) {
  if (right !== undefined) {
    const maker: Instruction = { op: "Constant", operands: [], constant: 0, output: right };
    const constants = [tableType(byteLength(right) / 2)];
    return { input, constants, instructions: [maker, instruction], outputs: [2] };
  }
  return { input, constants: constant === undefined ? [] : [constant], instructions: [instruction], outputs: [1] };
}

/** Runs both engines on random programs with random bytes in every constant and input, and prints the seed. */
export async function expectEnginesAgree(
  name: string,
  runs: number,
  make: (random: Random) => OneInstruction,
): Promise<void> {
  const seed = Random.seed();
  console.log(`${name}: OPENIMO_SEED=${seed}`);
  const random = new Random(seed);
  for (let run = 0; run < runs; run++) {
    const program = oneInstructionProgram(make(random));
    const constants = program.constants.map((type) => random.bytes(constantByteLength(type)));
    const model: ExecutableModel = { program, constants };
    const input = random.bytes(byteLength(program.input));
    const [expected, found] = await Promise.all(
      (await bothEngines(model)).map(async (executor) => toHex(await executor.run(input))),
    );
    if (expected !== found)
      expect({ seed, run, program, answer: found }).toEqual({ seed, run, program, answer: expected });
  }
}
