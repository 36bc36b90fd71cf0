import type { DType } from "../program/dtype.ts";
import type { ConstantType, Instruction, RowsType, TableType } from "../program/program.ts";
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
  /** The most steps that a run of the program has; null for a program without steps. */
  readonly stepLimit: number | null;
}

/** Definition of one instruction: its encoding and what makes it valid. Its arithmetic is in `reference/`. */
export interface InstructionRule<I extends Instruction> {
  readonly opcode: number;
  readonly operandCount: number;
  /** How many more operands it may have; none unless given. */
  readonly optionalOperands?: number;
  readonly hasConstant: boolean;
  /** Names of its integer attributes in a manifest. */
  readonly attributeNames: readonly string[];
  build(fields: InstructionFields): I;
  /** Its attributes as words of the record, at most five, each a safe integer. */
  attributes(instruction: I): readonly number[];
  /** @throws ProgramError when types, shapes or attributes do not agree. References were resolved already. */
  check(instruction: I, context: InstructionContext): void;
}

/** @throws ProgramError unless the tensor has one of the element types. */
export function expectDType(where: string, type: TensorType, ...dtypes: readonly DType[]): void {
  if (!dtypes.includes(type.dtype)) throw new ProgramError(where, dtypes.join(" or "), type.dtype);
}

/** @throws ProgramError unless the instruction's constant is a matrix of weights. */
export function expectRows({ where, constantType }: InstructionContext): RowsType {
  if (constantType?.kind === "rows") return constantType;
  throw new ProgramError(`${where}.constant`, "rows of weights", constantType?.kind ?? "none");
}

/** @throws ProgramError unless the instruction's constant is a table of this element type. */
export function expectTable({ where, constantType }: InstructionContext, ...dtypes: readonly DType[]): TableType {
  if (constantType?.kind === "table" && dtypes.includes(constantType.dtype)) return constantType;
  const found = constantType?.kind === "table" ? `a table of ${constantType.dtype}` : (constantType?.kind ?? "none");
  throw new ProgramError(`${where}.constant`, `a table of ${dtypes.join(" or ")}`, found);
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
