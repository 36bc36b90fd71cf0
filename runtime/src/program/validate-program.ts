import {
  expectDType,
  expectInteger,
  expectSameShape,
  type InstructionContext,
} from "../instructions/instruction-rule.ts";
import { INPUT_LOG2_LEAF } from "../tree/input-hash.ts";
import { constantByteLength } from "../tree/row-layout.ts";
import { DTYPES } from "./dtype.ts";
import { ruleOf } from "./instruction-set.ts";
import {
  MAX_CONSTANTS,
  MAX_DIMENSION,
  MAX_INSTRUCTIONS,
  MAX_LOG2_LEAF,
  MAX_OUTPUTS,
  MAX_PROGRAM_BYTES,
  MAX_RANK,
  MAX_STEPS,
  MAX_TENSOR_BYTES,
  MIN_LOG2_LEAF,
} from "./limits.ts";
import {
  type ConstantType,
  type Instruction,
  type Program,
  type StepLoop,
  TABLE_DTYPES,
  valueType,
} from "./program.ts";
import { ProgramError } from "./program-error.ts";
import { byteLength, type TensorType } from "./tensor-type.ts";

const DTYPE_NAMES = Object.keys(DTYPES);

/**
 * Checks every rule of a valid program: known element types, sizes within the limits, references strictly earlier,
 * shapes that agree, shifts and clamps in range.
 * @throws ProgramError naming the part that breaks a rule.
 */
export function validateProgram(program: Program): void {
  const { input, constants, instructions, outputs } = program;
  checkTensorType("input", input);
  expectInteger("input.log2Leaf", input.log2Leaf, INPUT_LOG2_LEAF, INPUT_LOG2_LEAF);
  if (program.loop !== undefined) checkLoop(program, program.loop);
  expectInteger("constants.length", constants.length, 0, MAX_CONSTANTS);
  constants.forEach((constant, i) => {
    checkConstantType(`constants[${i}]`, constant);
  });
  expectInteger("instructions.length", instructions.length, 1, MAX_INSTRUCTIONS);
  instructions.forEach((instruction, i) => {
    checkInstruction(program, instruction, i);
  });
  expectInteger("outputs.length", outputs.length, 1, MAX_OUTPUTS);
  outputs.forEach((value, i) => {
    // Not the input: an answer is made of tensors of the trace.
    expectInteger(`outputs[${i}]`, value, 1, instructions.length);
  });

  if (program.loop !== undefined) checkOutputToken(program);

  let total = byteLength(input);
  for (const { output } of instructions) total += byteLength(output);
  for (const constant of constants) total += constantByteLength(constant);
  if (total > MAX_PROGRAM_BYTES) throw new ProgramError("program", `at most ${MAX_PROGRAM_BYTES} bytes`, `${total}`);
}

function checkLoop({ input, outputs }: Program, { prompt, stepLimit, tokenLimit, stopToken }: StepLoop): void {
  expectDType("input", input, "int32");
  expectSameShape("input", input, [1]);
  expectInteger("outputs.length", outputs.length, 1, 1);
  expectInteger("loop.stepLimit", stepLimit, 1, MAX_STEPS);
  expectInteger("loop.tokenLimit", tokenLimit, 1, stepLimit);
  expectInteger("loop.stopToken", stopToken, -1, DTYPES.int32.max);
  checkTensorType("loop.prompt", prompt);
  expectDType("loop.prompt", prompt, "uint8", "int32");
  expectInteger("loop.prompt.shape.length", prompt.shape.length, 1, 1);
  expectInteger("loop.prompt.shape", prompt.shape[0], 1, stepLimit);
}

function checkOutputToken(program: Program): void {
  const output = valueType(program, program.outputs[0]);
  expectDType("outputs[0]", output, "int32");
  expectSameShape("outputs[0]", output, [1]);
}

function checkInstruction(program: Program, instruction: Instruction, index: number): void {
  const where = `instructions[${index}]`;
  const rule = ruleOf(instruction);
  checkTensorType(`${where}.output`, instruction.output);
  const operands: readonly number[] = instruction.operands;
  const { operandCount, optionalOperands = 0 } = rule;
  expectInteger(`${where}.operands.length`, operands.length, operandCount, operandCount + optionalOperands);
  // Value `index` is the newest one that exists before this instruction: so no reference can be cyclic.
  operands.forEach((value, i) => {
    expectInteger(`${where}.operands[${i}]`, value, 0, index);
  });
  let constantType: ConstantType | null = null;
  if ("constant" in instruction) {
    expectInteger(`${where}.constant`, instruction.constant, 0, program.constants.length - 1);
    constantType = program.constants[instruction.constant];
  }
  const operandTypes = operands.map((value) => valueType(program, value));
  const stepLimit = program.loop?.stepLimit ?? null;
  const context: InstructionContext = { where, operandTypes, constantType, stepLimit };
  rule.check(instruction, context);
}

function checkTensorType(where: string, type: TensorType): void {
  expectInteger(`${where}.shape.length`, type.shape.length, 1, MAX_RANK);
  checkDType(where, type.dtype, DTYPE_NAMES);
  let bytes = DTYPES[type.dtype].bytes;
  for (const dimension of type.shape) {
    expectInteger(`${where}.shape`, dimension, 1, MAX_DIMENSION);
    // At most 2^28 * 2^24 before the check: exact in a double.
    bytes *= dimension;
    if (bytes > MAX_TENSOR_BYTES) throw new ProgramError(where, `at most ${MAX_TENSOR_BYTES} bytes`, `${bytes}`);
  }
  expectInteger(`${where}.log2Leaf`, type.log2Leaf, MIN_LOG2_LEAF, MAX_LOG2_LEAF);
}

function checkDType(where: string, dtype: string, known: readonly string[]): void {
  if (!known.includes(dtype)) throw new ProgramError(`${where}.dtype`, known.join(" or "), dtype);
}

function checkConstantType(where: string, constant: ConstantType): void {
  if (constant.kind === "table") checkDType(where, constant.dtype, TABLE_DTYPES);
  expectInteger(`${where}.rows`, constant.rows, 1, MAX_DIMENSION);
  expectInteger(`${where}.columns`, constant.columns, 1, MAX_DIMENSION);
  const bytes = constantByteLength(constant);
  if (bytes > MAX_TENSOR_BYTES) throw new ProgramError(where, `at most ${MAX_TENSOR_BYTES} bytes`, `${bytes}`);
  expectInteger(`${where}.log2Leaf`, constant.log2Leaf, MIN_LOG2_LEAF, MAX_LOG2_LEAF);
}
