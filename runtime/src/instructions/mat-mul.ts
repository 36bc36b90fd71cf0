import { ProgramError } from "../program/program-error.ts";
import { elementCount, type TensorType } from "../program/tensor-type.ts";
import { expectDType, expectInteger, expectSameShape, type InstructionRule } from "./instruction-rule.ts";
import { expectMultiplier, expectRequantisation, type Requantisation } from "./requantisation.ts";
import { MAX_TERMS } from "./window.ts";

/**
 * y[b, r, c] = clamp(requantise(sum over k of left[b, r, k] * right[b', c, k])): both factors are activations.
 *
 * `left` is int16 [..., rows, columns], `right` is int16 [..., channels, columns]: the right factor is transposed, so
 * that an element of y needs two runs of its operands and not a run for every k. Both have two dimensions at least;
 * batches are the products of the other dimensions. right's batch count divides left's, and
 * b' = floor(b * rightBatches / leftBatches): 1 for a matrix that all share, heads in groups for grouped queries.
 * y is int16 [..., rows, channels] with left's leading dimensions. `columns` is 1 to 4096.
 */
export interface MatMulInstruction extends Requantisation {
  readonly op: "MatMul";
  /** left, right. */
  readonly operands: readonly [number, number];
  /** 0 to 2^31 - 1. */
  readonly multiplier: number;
  readonly output: TensorType;
}

export const matMulRule: InstructionRule<MatMulInstruction> = {
  opcode: 4,
  operandCount: 2,
  hasConstant: false,
  attributeNames: ["multiplier", "shift", "low", "high"],

  build: ({ operands, attributes: { multiplier, shift, low, high }, output }) => ({
    op: "MatMul",
    operands: [operands[0], operands[1]],
    ...{ multiplier, shift, low, high },
    output,
  }),
  attributes: ({ multiplier, shift, low, high }) => [multiplier, shift, low, high],

  check(instruction, { where, operandTypes: [left, right] }) {
    const { multiplier, output } = instruction;
    expectDType(`${where}.left`, left, "int16");
    expectDType(`${where}.right`, right, "int16");
    expectDType(`${where}.output`, output, "int16");
    expectInteger(`${where}.left.shape.length`, left.shape.length, 2, left.shape.length);
    expectInteger(`${where}.right.shape.length`, right.shape.length, 2, right.shape.length);
    const columns = left.shape[left.shape.length - 1];
    const [channels, rightColumns] = right.shape.slice(-2);
    expectInteger(`${where}.left columns`, columns, 1, MAX_TERMS);
    expectInteger(`${where}.right columns`, rightColumns, columns, columns);
    const { left: leftBatches, right: rightBatches } = matMulBatches(left, right);
    if (leftBatches % rightBatches !== 0) {
      throw new ProgramError(`${where}.right`, `batches that divide ${leftBatches}`, `${rightBatches}`);
    }
    expectSameShape(`${where}.output`, output, [...left.shape.slice(0, -1), channels]);
    expectMultiplier(`${where}.multiplier`, multiplier);
    expectRequantisation(where, instruction);
  },
};

/** Number of matrices that each operand of a MatMul consists of. */
export function matMulBatches(left: TensorType, right: TensorType): { left: number; right: number } {
  const batches = (type: TensorType) => {
    const [rows, columns] = type.shape.slice(-2);
    return elementCount(type) / (rows * columns);
  };
  return { left: batches(left), right: batches(right) };
}
