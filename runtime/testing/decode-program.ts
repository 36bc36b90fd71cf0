import { WINDOW_ATTRIBUTES } from "../src/instructions/window.ts";
import { DTYPES, type DType } from "../src/program/dtype.ts";
import { INSTRUCTION_SET } from "../src/program/instruction-set.ts";
import type { ConstantType, Instruction, Operation, Program, TableDType } from "../src/program/program.ts";
import type { TensorType } from "../src/program/tensor-type.ts";

const KIND_ROWS = 1n;
const FIRST_OUTPUT = 5;
const FIRST_ATTRIBUTE = 10;
const STEPS_VERSION = 2n;
const MOST_RECORDS = 2 + 4096 + 4096;

/**
 * What a program's records say, as far as they say anything: words are cut to the fields that they hold, so that records are a
 * program's only if it encodes to the same ones.
 * @param records Words of the records, signed.
 * @throws RangeError when there is no such program.
 */
export function decodeProgram(records: readonly (readonly bigint[])[]): Program {
  const [header, second] = records;
  const [instructionCount, constantCount, outputCount] = header.slice(2, FIRST_OUTPUT).map(Number);
  const start = header[0] === STEPS_VERSION ? 2 : 1;
  const count = start + instructionCount + constantCount;
  if (count !== records.length || count > MOST_RECORDS) throw new RangeError(`${records.length} records for ${count}`);
  return {
    input: tensorType(header[1]),
    instructions: records.slice(start, start + instructionCount).map(decodeInstruction),
    constants: records.slice(start + instructionCount).map(([word]) => constantType(word)),
    outputs: header.slice(FIRST_OUTPUT, FIRST_OUTPUT + outputCount).map(Number),
    ...(start === 2 ? { loop: decodeLoop(second) } : {}),
  };
}

function decodeLoop([prompt, stepLimit, tokenLimit, stopToken]: readonly bigint[]) {
  return {
    prompt: tensorType(prompt),
    ...{ stepLimit: Number(stepLimit), tokenLimit: Number(tokenLimit), stopToken: Number(stopToken) },
  };
}

function decodeInstruction(words: readonly bigint[]): Instruction {
  const operations = Object.keys(INSTRUCTION_SET) as Operation[];
  const op = operations.find((name) => INSTRUCTION_SET[name].opcode === Number(words[0]));
  if (op === undefined) throw new RangeError(`opcode ${words[0]}`);
  const { operandCount, optionalOperands = 0, attributeNames, build } = INSTRUCTION_SET[op];
  const operands = words.slice(2, 2 + operandCount + optionalOperands).map(Number);
  return build({
    operands: operands.filter((value, i) => i < operandCount || value !== -1),
    constant: Number(words[8]),
    attributes: decodeAttributes(attributeNames, words.slice(FIRST_ATTRIBUTE)),
    output: tensorType(words[1]),
  });
}

/** A window is the last two words of the attributes. */
function decodeAttributes(names: readonly string[], words: readonly bigint[]): Record<string, number> {
  const plain = names.filter((name) => !(WINDOW_ATTRIBUTES as readonly string[]).includes(name));
  const attributes = Object.fromEntries(plain.map((name, i) => [name, Number(words[i])]));
  if (plain.length === names.length) return attributes;
  const bytes = [0, 1].flatMap((i) =>
    [24n, 16n, 8n, 0n].map((bit) => Number((words[plain.length + i] >> bit) & 0xffn)),
  );
  return { ...attributes, ...Object.fromEntries(WINDOW_ATTRIBUTES.map((name, i) => [name, bytes[i]])) };
}

function constantType(word: bigint): ConstantType {
  const { dtype, shape, log2Leaf } = tensorType(word);
  const [rows, columns = 0] = shape;
  if (BigInt.asUintN(8, word >> 144n) === KIND_ROWS) return { kind: "rows", rows, columns, log2Leaf };
  return { kind: "table", dtype: dtype as TableDType, rows, columns, log2Leaf };
}

function tensorType(word: bigint): TensorType {
  const code = Number((word >> 136n) & 0xffn);
  const dtype = (Object.keys(DTYPES) as DType[]).find((name) => DTYPES[name].code === code);
  if (dtype === undefined) throw new RangeError(`element type ${code}`);
  const shape = [96n, 64n, 32n, 0n].map((bit) => Number((word >> bit) & 0xffffffffn));
  return { dtype, shape: shape.filter((size) => size > 0), log2Leaf: Number((word >> 128n) & 0xffn) };
}
