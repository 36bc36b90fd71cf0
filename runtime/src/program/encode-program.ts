import { DTYPES } from "./dtype.ts";
import { ruleOf } from "./instruction-set.ts";
import { type ConstantType, type Instruction, type Program, type StepLoop, valueType } from "./program.ts";
import type { TensorType } from "./tensor-type.ts";

/** A record is 16 words of 32 bytes, whatever it records: one size of leaf for the whole program tree. */
const RECORD_BYTES = 512;
export const LOG2_RECORD_BYTES = 9;
/** First word of the first record: whether the program is run once or has steps. */
const PROGRAM_VERSION = { once: 1, steps: 2 } as const;

const WORD_BYTES = 32;
const MAX_OPERANDS = 3;
/** Operand or constant that an instruction does not have: all bits set. */
const NONE = -1n;
const NO_TYPE = 0n;
const KIND_ROWS = 1;
const KIND_TABLE = 2;

/** Where the parts of a type lie in its word, in bits from the least significant. */
const KIND_BIT = 144n;
const DTYPE_BIT = 136n;
const LOG2_LEAF_BIT = 128n;
const DIMENSION_BITS = [96n, 64n, 32n, 0n] as const;

/**
 * Encodes a program as its records: the header, how it is repeated if it has steps, then the instructions, then the
 * constants. Each is what `abi.encode` makes of 16 int256. An instruction's record repeats the types that it refers to,
 * so that one record says all that a proof about the instruction needs.
 * @param program A valid program.
 */
export function encodeProgram(program: Program): Uint8Array[] {
  return [
    headerRecord(program),
    ...(program.loop === undefined ? [] : [loopRecord(program.loop)]),
    ...program.instructions.map((instruction) => instructionRecord(program, instruction)),
    ...program.constants.map((type) => encodeWords([constantWord(type)])),
  ];
}

function headerRecord({ input, instructions, constants, outputs, loop }: Program): Uint8Array {
  const version = loop === undefined ? PROGRAM_VERSION.once : PROGRAM_VERSION.steps;
  const counts = [instructions.length, constants.length, outputs.length];
  return encodeWords([BigInt(version), typeWord(input), ...[...counts, ...outputs].map(BigInt)]);
}

function loopRecord({ prompt, stepLimit, tokenLimit, stopToken }: StepLoop): Uint8Array {
  return encodeWords([typeWord(prompt), ...[stepLimit, tokenLimit, stopToken].map(BigInt)]);
}

function instructionRecord(program: Program, instruction: Instruction): Uint8Array {
  const rule = ruleOf(instruction);
  const { operands } = instruction;
  const constant = "constant" in instruction ? instruction.constant : null;
  return encodeWords([
    BigInt(rule.opcode),
    typeWord(instruction.output),
    ...padded(operands.map(BigInt), NONE),
    ...padded(
      operands.map((value) => typeWord(valueType(program, value))),
      NO_TYPE,
    ),
    ...(constant === null ? [NONE, NO_TYPE] : [BigInt(constant), constantWord(program.constants[constant])]),
    ...rule.attributes(instruction).map(BigInt),
  ]);
}

const padded = (words: readonly bigint[], missing: bigint) =>
  Array.from({ length: MAX_OPERANDS }, (_, i) => words[i] ?? missing);

/** A tensor's type: element type, leaf size, four dimensions with 0 for those that do not exist. */
function typeWord({ dtype, log2Leaf, shape }: TensorType): bigint {
  return DIMENSION_BITS.reduce(
    (word, bit, i) => word | (BigInt(shape[i] ?? 0) << bit),
    (BigInt(DTYPES[dtype].code) << DTYPE_BIT) | (BigInt(log2Leaf) << LOG2_LEAF_BIT),
  );
}

/** A constant's type: its kind, then as a tensor of [rows, columns]. */
function constantWord(type: ConstantType): bigint {
  const { rows, columns, log2Leaf } = type;
  const [kind, dtype] = type.kind === "rows" ? ([KIND_ROWS, "int8"] as const) : ([KIND_TABLE, type.dtype] as const);
  return (BigInt(kind) << KIND_BIT) | typeWord({ dtype, log2Leaf, shape: [rows, columns] });
}

/** Big-endian two's complement words; words that are not given are zero. */
function encodeWords(words: readonly bigint[]): Uint8Array {
  const record = new Uint8Array(RECORD_BYTES);
  const view = new DataView(record.buffer);
  words.forEach((word, i) => {
    for (let part = 0; part < 4; part++) {
      view.setBigInt64(i * WORD_BYTES + 8 * part, BigInt.asIntN(64, word >> BigInt(64 * (3 - part))));
    }
  });
  return record;
}
