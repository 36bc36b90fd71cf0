import { expectInteger, type InstructionContext } from "../instructions/instruction-rule.ts";
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
  MAX_TENSOR_BYTES,
  MIN_LOG2_LEAF,
} from "./limits.ts";
import { type ConstantType, type Instruction, type Program, valueType } from "./program.ts";
import { ProgramError } from "./program-error.ts";
import { byteLength, type TensorType } from "./tensor-type.ts";

/**
 * Checks every rule of a valid program: known element types, sizes within the limits, references strictly earlier,
 * shapes that agree, shifts and clamps in range.
 * @throws ProgramError naming the part that breaks a rule.
 */
export function validateProgram(program: Program): void {
  const { input, constants, instructions, outputs } = program;
  checkTensorType("input", input);
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
    expectInteger(`outputs[${i}]`, value, 0, instructions.length);
  });

  let total = byteLength(input);
  for (const { output } of instructions) total += byteLength(output);
  for (const constant of constants) total += constantByteLength(constant);
  if (total > MAX_PROGRAM_BYTES) throw new ProgramError("program", `at most ${MAX_PROGRAM_BYTES} bytes`, `${total}`);
}

function checkInstruction(program: Program, instruction: Instruction, index: number): void {
  const where = `instructions[${index}]`;
  const rule = ruleOf(instruction);
  checkTensorType(`${where}.output`, instruction.output);
  const operands: readonly number[] = instruction.operands;
  expectInteger(`${where}.operands.length`, operands.length, rule.operandCount, rule.operandCount);
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
  const context: InstructionContext = { where, operandTypes, constantType };
  rule.check(instruction, context);
}

function checkTensorType(where: string, type: TensorType): void {
  expectInteger(`${where}.shape.length`, type.shape.length, 1, MAX_RANK);
  let bytes = DTYPES[type.dtype].bytes;
  for (const dimension of type.shape) {
    expectInteger(`${where}.shape`, dimension, 1, MAX_DIMENSION);
    // At most 2^28 * 2^24 before the check: exact in a double.
    bytes *= dimension;
    if (bytes > MAX_TENSOR_BYTES) throw new ProgramError(where, `at most ${MAX_TENSOR_BYTES} bytes`, `${bytes}`);
  }
  expectInteger(`${where}.log2Leaf`, type.log2Leaf, MIN_LOG2_LEAF, MAX_LOG2_LEAF);
}

function checkConstantType(where: string, constant: ConstantType): void {
  expectInteger(`${where}.rows`, constant.rows, 1, MAX_DIMENSION);
  expectInteger(`${where}.columns`, constant.columns, 1, MAX_DIMENSION);
  const bytes = constantByteLength(constant);
  if (bytes > MAX_TENSOR_BYTES) throw new ProgramError(where, `at most ${MAX_TENSOR_BYTES} bytes`, `${bytes}`);
  expectInteger(`${where}.log2Leaf`, constant.log2Leaf, MIN_LOG2_LEAF, MAX_LOG2_LEAF);
}
