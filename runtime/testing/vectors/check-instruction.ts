import type { ExecutableModel } from "../../src/executor/executor.ts";
import type { Machine } from "../../src/executor/machine.ts";
import { fromHex, type Hex, toHex } from "../../src/hash/hex.ts";
import { encodeProgram } from "../../src/program/encode-program.ts";
import { type StepVector, stepVectorProgram } from "../step-vectors.ts";
import { expectSame } from "./expect-same.ts";
import {
  type ArgMaxVector,
  argMaxProgram,
  type ClampVector,
  clampProgram,
  type GemmVector,
  gemmProgram,
} from "./plain-vectors.ts";
import type { MakeMachine } from "./vector-engines.ts";

/** A case of one instruction, which is its program's last. */
export interface InstructionCase {
  readonly name: string;
  readonly model: ExecutableModel;
  readonly input: Uint8Array | null;
  readonly step: number;
  readonly seed: Uint8Array;
  /** What the instruction gave in the step before. */
  readonly previous: Uint8Array | null;
  readonly output: Hex;
  readonly record: Hex;
}

const ONCE = { step: 0, seed: new Uint8Array(16), previous: null } as const;

/** The case of a file that has cases of one instruction. */
export function instructionCase(file: string, vector: unknown): InstructionCase {
  if (file === "clamp") return plainCase(vector as ClampVector, clampProgram(vector as ClampVector), []);
  if (file === "gemm") {
    const gemm = vector as GemmVector;
    return plainCase(gemm, gemmProgram(gemm), [gemm.constantBytes]);
  }
  if (file === "arg-max") {
    const argMax = vector as ArgMaxVector;
    return plainCase(argMax, argMaxProgram(argMax.x.length, argMax.x[0].length), []);
  }
  // What is not about steps leaves the members about steps out.
  const { name, operands, constants, input, outputBytes, record, ...rest } = vector as StepVector;
  const { step = 0, stepLimit = null, seed, previous } = rest as Partial<StepVector>;
  return {
    ...{ name, step, output: outputBytes, record },
    model: {
      program: stepVectorProgram({ ...(vector as StepVector), stepLimit }),
      constants: constants.map(({ bytes }) => fromHex(bytes)),
    },
    input: operands.length === 0 ? null : fromHex(input),
    seed: seed === undefined ? ONCE.seed : fromHex(seed),
    previous: previous === undefined || previous === null ? null : fromHex(previous),
  };
}

function plainCase(
  { name, operandBytes, outputBytes, record }: ClampVector | ArgMaxVector | GemmVector,
  program: ExecutableModel["program"],
  constants: readonly Hex[],
): InstructionCase {
  const model = { program, constants: constants.map(fromHex) };
  return { ...ONCE, name, model, input: fromHex(operandBytes), output: outputBytes, record };
}

/** @throws Error that says what differs. */
export async function checkInstruction(vector: InstructionCase, make: MakeMachine): Promise<void> {
  const { name, model } = vector;
  const { instructions, constants } = model.program;
  const record = encodeProgram(model.program).at(-1 - constants.length) ?? new Uint8Array();
  expectSame(`${name}: record`, toHex(record), vector.record);
  const machine = await make(model);
  try {
    expectSame(name, toHex(compute(machine, vector, instructions.length)), vector.output);
  } finally {
    machine.dispose();
  }
}

function compute(machine: Machine, { input, previous, seed, step }: InstructionCase, count: number): Uint8Array {
  if (input !== null) machine.write(0, input);
  if (previous !== null) machine.write(count, previous);
  machine.setSeed(seed);
  machine.execute(step, [...Array(count).keys()]);
  return machine.read(count);
}
