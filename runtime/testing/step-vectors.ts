import type { Engine } from "../src/executor/executor.ts";
import type { Machine } from "../src/executor/machine.ts";
import { ReferenceMachine } from "../src/executor/reference-machine.ts";
import { WebAssemblyMachine } from "../src/executor/webassembly-machine.ts";
import { fromHex, type Hex } from "../src/hash/hex.ts";
import type { DType } from "../src/program/dtype.ts";
import { INSTRUCTION_SET, ruleOf } from "../src/program/instruction-set.ts";
import {
  type ConstantType,
  type Instruction,
  type Operation,
  type Program,
  valueType,
} from "../src/program/program.ts";
import type { TensorType } from "../src/program/tensor-type.ts";
import { ENGINES } from "./both-engines.ts";

type VectorConstant = Omit<ConstantType, "log2Leaf"> & { readonly bytes: Hex };
interface VectorType {
  readonly dtype: DType;
  readonly shape: readonly number[];
}

/** A case of one instruction in one step, as `test/vectors/sequences.py` writes it. */
export interface StepVector {
  readonly name: string;
  readonly op: Operation;
  readonly attributes: Readonly<Record<string, number>>;
  /** Index of the instruction's constant; the constants before it hold its operands from the second on. */
  readonly constant: number;
  readonly constants: readonly VectorConstant[];
  readonly operands: readonly VectorType[];
  readonly input: Hex;
  readonly output: VectorType;
  readonly outputBytes: Hex;
  readonly record: Hex;
  readonly step: number;
  readonly stepLimit: number | null;
  readonly seed: Hex;
  readonly previous: Hex | null;
}

const typed = ({ dtype, shape }: VectorType): TensorType => ({ dtype, shape, log2Leaf: 8 });

/** The program of a case: its operands are the first values, its instruction is the last. */
export function stepVectorProgram(vector: StepVector): Program {
  const { op, attributes, constant, operands } = vector;
  const input = typed(operands[0] ?? { dtype: "int32", shape: [1] });
  const made: Instruction[] = operands.slice(1).map((operand, i) => ({
    op: "Constant",
    operands: [],
    constant: i,
    output: typed(operand),
  }));
  const instruction = INSTRUCTION_SET[op].build({
    operands: operands.map((_, i) => i),
    constant,
    attributes,
    output: typed(vector.output),
  });
  const { stepLimit } = vector;
  return {
    input,
    constants: vector.constants.map(({ bytes: _, ...type }) => ({ ...type, log2Leaf: 8 }) as ConstantType),
    instructions: [...made, instruction],
    outputs: [operands.length === 0 ? 1 : operands.length],
    ...(stepLimit === null
      ? {}
      : {
          loop: {
            prompt: { dtype: "int32", shape: [1], log2Leaf: 8 },
            ...{ stepLimit, tokenLimit: stepLimit, stopToken: -1 },
          },
        }),
  };
}

/** What each engine computes for a case. */
export async function runStepVector(vector: StepVector): Promise<Record<Engine, Uint8Array>> {
  const model = {
    program: stepVectorProgram(vector),
    constants: vector.constants.map(({ bytes }) => fromHex(bytes)),
  };
  const machines: Record<Engine, Machine> = {
    reference: new ReferenceMachine(model),
    webassembly: await WebAssemblyMachine.create(model),
  };
  const results = ENGINES.map((engine): [Engine, Uint8Array] => {
    const machine = machines[engine];
    const last = model.program.instructions.length;
    if (vector.operands.length > 0) machine.write(0, fromHex(vector.input));
    if (vector.previous !== null) machine.write(last, fromHex(vector.previous));
    machine.setSeed(fromHex(vector.seed));
    machine.execute(
      vector.step,
      model.program.instructions.map((_, i) => i),
    );
    return [engine, machine.read(last)];
  });
  return Object.fromEntries(results) as Record<Engine, Uint8Array>;
}

/** Checks the last instruction of a program alone: a vector's program need not take and give tokens. */
export function checkLastInstruction(program: Program): void {
  checkInstructionAlone(program, program.instructions.length - 1);
}

/** Checks one instruction of a program. @throws ProgramError when it breaks its operation's rule. */
export function checkInstructionAlone(program: Program, index: number): void {
  const instruction = program.instructions[index];
  if (instruction === undefined) throw new TypeError("no instruction");
  ruleOf(instruction).check(instruction, {
    where: "instruction",
    operandTypes: instruction.operands.map((value) => valueType(program, value)),
    constantType: "constant" in instruction ? program.constants[instruction.constant] : null,
    stepLimit: program.loop?.stepLimit ?? null,
  });
}
