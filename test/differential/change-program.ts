import { ruleOf } from "../../runtime/src/program/instruction-set.ts";
import type { ConstantType } from "../../runtime/src/program/program.ts";
import type { TensorType } from "../../runtime/src/program/tensor-type.ts";
import type { Random } from "../../runtime/testing/random.ts";
import type { CaseParts } from "./case-maker.ts";

const WORD_BITS = 256;
const DTYPES = ["uint8", "int8", "int16", "int32"] as const;
const NUMBERS = [-1, 0, 1, 2, 4, 31, 32, 61, 62, 63, 64, 255, 256, 4096, 4097, 32767, 32768, 2 ** 24, 2 ** 24 + 1];
const LARGE = [2 ** 28, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 52, 2 ** 52 + 1, -32767, -32768];

/** Changes one type or one attribute, so that what refers to it agrees still and only the instruction's own rule decides. */
export function changeParts(random: Random, parts: CaseParts): CaseParts {
  const { operands, constant, instruction } = parts;
  const kind = random.pick(["operand", "constant", "output", "shape", "attribute", "attribute"] as const);
  if (kind === "operand" && operands.length > 0) {
    const at = random.integer(0, operands.length - 1);
    return { ...parts, operands: operands.map((type, i) => (i === at ? changeType(random, type) : type)) };
  }
  if (kind === "shape" && operands.length > 0) {
    // Where the output is like its operand, both stay alike.
    const { shape } = changeType(random, operands[0]);
    const output = { ...instruction.output, shape };
    return {
      ...parts,
      operands: operands.map((type) => ({ ...type, shape })),
      instruction: { ...instruction, output },
    };
  }
  if (kind === "constant" && constant !== undefined) return { ...parts, constant: changeConstant(random, constant) };
  const { attributeNames } = ruleOf(instruction);
  if (kind !== "attribute" || attributeNames.length === 0) {
    return { ...parts, instruction: { ...instruction, output: changeType(random, instruction.output) } };
  }
  const name = random.pick(attributeNames) as keyof typeof instruction;
  const value = changeNumber(random, Number(instruction[name]));
  // A window's bytes have no room for more.
  const isByte = /^(kernel|stride|dilation|pad)/.test(name);
  return { ...parts, instruction: { ...instruction, [name]: isByte ? value & 0xff : value } };
}

function changeType(random: Random, type: TensorType): TensorType {
  const { dtype, shape, log2Leaf } = type;
  const axis = random.integer(0, shape.length - 1);
  return random.pick<() => TensorType>([
    () => ({ ...type, dtype: random.pick(DTYPES) }),
    () => ({ ...type, log2Leaf: random.pick([5, 6, 10, 11, log2Leaf]) }),
    () => ({ ...type, shape: shape.length < 4 ? [1, ...shape] : shape.slice(1) }),
    () => ({ ...type, shape: shape.length < 4 ? [...shape, random.integer(1, 3)] : shape.slice(0, 3) }),
    () => ({ ...type, shape: [shape.reduce((product, size) => product * size)] }),
    () => ({ ...type, shape: shape.map((_, i) => shape[shape.length - 1 - i]) }),
    ...Array.from({ length: 4 }, () => () => {
      const size = Math.max(1, Math.min(2 ** 31, changeNumber(random, shape[axis])));
      return { dtype, log2Leaf, shape: shape.map((old, i) => (i === axis ? size : old)) };
    }),
  ])();
}

function changeConstant(random: Random, type: ConstantType): ConstantType {
  const name = random.pick(["rows", "columns"] as const);
  const { rows, columns, log2Leaf } = type;
  return random.pick<() => ConstantType>([
    () => ({ kind: "table", dtype: random.pick(["int8", "int16", "int32"] as const), rows, columns, log2Leaf }),
    () => ({ kind: "rows", rows, columns, log2Leaf }),
    () => ({ ...type, rows: columns, columns: rows }),
    () => ({ ...type, log2Leaf: random.pick([5, 6, 10, 11]) }),
    ...Array.from({ length: 3 }, () => () => {
      return { ...type, [name]: Math.max(1, Math.min(2 ** 31, changeNumber(random, type[name]))) };
    }),
  ])();
}

function changeNumber(random: Random, value: number): number {
  const near = [value - 1, value + 1, 2 * value, Math.floor(value / 2), -value];
  return random.pick([near, near, NUMBERS, LARGE].map((list) => random.pick(list)));
}

/** Changes one word of one record. */
export function changeWord(random: Random, records: readonly (readonly bigint[])[]): bigint[][] {
  const changed = records.map((words) => [...words]);
  const record = random.pick(changed);
  const at = random.integer(0, record.length - 1);
  const word = record[at];
  // Parts of a type, and bytes of a window.
  const field = BigInt(random.pick([0, 8, 16, 24, 32, 64, 96, 128, 136, 144]));
  record[at] = random.pick<() => bigint>([
    () => word ^ (1n << BigInt(random.integer(0, WORD_BITS - 1))),
    () => word + (1n << field),
    () => word - (1n << field),
    () => word & ~(0xffffffffn << field),
    () => random.pick(record),
    () => random.pick(changed)[at],
    () => BigInt(random.pick(NUMBERS)),
    () => BigInt(random.pick(LARGE)),
  ])();
  record[at] = BigInt.asIntN(WORD_BITS, record[at]);
  return changed;
}
