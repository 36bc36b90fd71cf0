import type { DType } from "../program/dtype.ts";
import type { ConstantType, Instruction } from "../program/program.ts";
import { ProgramError } from "../program/program-error.ts";
import type { TensorType } from "../program/tensor-type.ts";

/** What every instruction has, before its own type is known. */
export interface InstructionFields {
  readonly operands: readonly number[];
  /** Index of the constant; -1 for an instruction without one. */
  readonly constant: number;
  readonly attributes: Readonly<Record<string, number>>;
  readonly output: TensorType;
}

/** The types that an instruction's references resolve to. */
export interface InstructionContext {
  /** Where the instruction stands, for errors: `instructions[2]`. */
  readonly where: string;
  readonly operandTypes: readonly TensorType[];
  readonly constantType: ConstantType | null;
}

/** Definition of one instruction: its encoding and what makes it valid. Its arithmetic is in `reference/`. */
export interface InstructionRule<I extends Instruction> {
  readonly opcode: number;
  readonly operandCount: number;
  readonly hasConstant: boolean;
  /** Names of its integer attributes, in the order of the record's words; at most five. */
  readonly attributeNames: readonly string[];
  build(fields: InstructionFields): I;
  attributes(instruction: I): readonly number[];
  /** @throws ProgramError when types, shapes or attributes do not agree. References were resolved already. */
  check(instruction: I, context: InstructionContext): void;
}

/** @throws ProgramError unless the tensor has one of the element types. */
export function expectDType(where: string, type: TensorType, ...dtypes: readonly DType[]): void {
  if (!dtypes.includes(type.dtype)) throw new ProgramError(where, dtypes.join(" or "), type.dtype);
}

/** @throws ProgramError unless the tensor has exactly this shape. */
export function expectSameShape(where: string, type: TensorType, shape: readonly number[]): void {
  const same = type.shape.length === shape.length && shape.every((dimension, i) => dimension === type.shape[i]);
  if (!same) throw new ProgramError(where, `shape [${shape.join(", ")}]`, `[${type.shape.join(", ")}]`);
}

/** @throws ProgramError unless `value` is an integer from `min` to `max`. */
export function expectInteger(where: string, value: number, min: number, max: number): void {
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw new ProgramError(where, `an integer from ${min} to ${max}`, String(value));
  }
}
