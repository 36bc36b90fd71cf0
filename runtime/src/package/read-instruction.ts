import { DTYPES, type DType } from "../program/dtype.ts";
import { INSTRUCTION_SET } from "../program/instruction-set.ts";
import { MAX_DIMENSION, MAX_LOG2_LEAF, MAX_RANK, MIN_LOG2_LEAF } from "../program/limits.ts";
import type { Instruction, Operation } from "../program/program.ts";
import type { TensorType } from "../program/tensor-type.ts";
import type { JsonReader } from "./json-reader.ts";

const OPERATIONS = Object.keys(INSTRUCTION_SET) as Operation[];
const DTYPE_NAMES = Object.keys(DTYPES) as DType[];

/** Reads an instruction; whether it is valid in its program is for `validateProgram` to say. */
export function readInstruction(reader: JsonReader): Instruction {
  const op = reader.members().op?.oneOf(...OPERATIONS) ?? reader.object(["op"]).op.oneOf(...OPERATIONS);
  const { operandCount, optionalOperands = 0, hasConstant, attributeNames, build } = INSTRUCTION_SET[op];
  const members = reader.object([
    ...["op", "operands", "output"],
    ...(hasConstant ? ["constant"] : []),
    ...attributeNames,
  ]);
  const bound = Number.MAX_SAFE_INTEGER;
  return build({
    operands: members.operands
      .array(operandCount + optionalOperands, operandCount)
      .map((operand) => operand.integer(0, bound)),
    constant: hasConstant ? members.constant.integer(0, bound) : -1,
    attributes: Object.fromEntries(attributeNames.map((name) => [name, members[name].integer(-bound, bound)])),
    output: readTensorType(members.output.object(["dtype", "shape", "log2Leaf"])),
  });
}

/** Reads the three members of a tensor's type. */
export function readTensorType(members: Record<"dtype" | "shape" | "log2Leaf", JsonReader>): TensorType {
  return {
    dtype: members.dtype.oneOf(...DTYPE_NAMES),
    shape: members.shape.array(MAX_RANK).map((dimension) => dimension.integer(1, MAX_DIMENSION)),
    log2Leaf: members.log2Leaf.integer(MIN_LOG2_LEAF, MAX_LOG2_LEAF),
  };
}
