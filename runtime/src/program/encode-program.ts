import { DTYPES } from "./dtype.ts";
import { ruleOf } from "./instruction-set.ts";
import type { ConstantType, Instruction, Program, StepLoop } from "./program.ts";
import type { TensorType } from "./tensor-type.ts";

/** A record is 16 words of 32 bytes, whatever it records: one size of leaf for the whole program tree. */
const RECORD_BYTES = 512;
export const LOG2_RECORD_BYTES = 9;
/** First word of the first record: whether the program is run once or has steps. */
const PROGRAM_VERSION = { once: 1, steps: 2 } as const;

const WORD_BYTES = 32;
/** Operand or constant that an instruction does not have: all bits set. */
const NONE = -1;
const OPERAND_WORD = 7;
const CONSTANT_WORD = 10;
const ATTRIBUTE_WORD = 11;
const OUTPUT_WORD = 10;
const KIND_ROWS = 1;
const KIND_TABLE = 2;

/**
 * Encodes a program as its records: the header, how it is repeated if it has steps, then the instructions, then the constants. Each is what
 * `abi.encode` makes of 16 int256.
 * @param program A valid program.
 */
export function encodeProgram(program: Program): Uint8Array[] {
  return [
    headerRecord(program),
    ...(program.loop === undefined ? [] : [loopRecord(program.loop)]),
    ...program.instructions.map(instructionRecord),
    ...program.constants.map(constantRecord),
  ];
}

function headerRecord({ input, instructions, constants, outputs, loop }: Program): Uint8Array {
  const version = loop === undefined ? PROGRAM_VERSION.once : PROGRAM_VERSION.steps;
  const words = [version, ...typeWords(input), instructions.length, constants.length, outputs.length];
  outputs.forEach((value, i) => {
    words[OUTPUT_WORD + i] = value;
  });
  return encodeWords(words);
}

function loopRecord({ prompt, stepLimit, tokenLimit, stopToken }: StepLoop): Uint8Array {
  return encodeWords([...typeWords(prompt), stepLimit, tokenLimit, stopToken]);
}

function instructionRecord(instruction: Instruction): Uint8Array {
  const rule = ruleOf(instruction);
  const words = [rule.opcode, ...typeWords(instruction.output), NONE, NONE, NONE, NONE];
  instruction.operands.forEach((value, i) => {
    words[OPERAND_WORD + i] = value;
  });
  if ("constant" in instruction) words[CONSTANT_WORD] = instruction.constant;
  rule.attributes(instruction).forEach((value, i) => {
    words[ATTRIBUTE_WORD + i] = value;
  });
  return encodeWords(words);
}

function constantRecord(type: ConstantType): Uint8Array {
  const { rows, columns, log2Leaf } = type;
  const [kind, dtype] = type.kind === "rows" ? ([KIND_ROWS, "int8"] as const) : ([KIND_TABLE, type.dtype] as const);
  return encodeWords([kind, DTYPES[dtype].code, log2Leaf, rows, columns]);
}

/** Six words: element type, leaf size, four dimensions with 0 for those that do not exist. */
function typeWords({ dtype, log2Leaf, shape }: TensorType): number[] {
  return [DTYPES[dtype].code, log2Leaf, shape[0], shape[1] ?? 0, shape[2] ?? 0, shape[3] ?? 0];
}

/** Big-endian two's complement words; words that are not given are zero. */
function encodeWords(words: readonly number[]): Uint8Array {
  const record = new Uint8Array(RECORD_BYTES);
  const view = new DataView(record.buffer);
  words.forEach((word, i) => {
    const end = (i + 1) * WORD_BYTES;
    if (word < 0) record.fill(0xff, i * WORD_BYTES, end);
    view.setBigInt64(end - 8, BigInt(word));
  });
  return record;
}
