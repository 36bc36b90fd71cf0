import type { Hasher } from "../hash/hasher.ts";
import { type Hex, toHex } from "../hash/hex.ts";
import { encodeProgram } from "../program/encode-program.ts";
import type { Instruction, Program } from "../program/program.ts";
import type { MerkleTree } from "../tree/merkle-tree.ts";
import { programTree } from "../tree/program-root.ts";
import { type RecordWords, recordWords } from "./record-words.ts";

/** Consecutive records with what opens them: `RecordRun` of `IProgramRegistry.sol`. */
export interface RecordRun {
  readonly first: bigint;
  readonly records: readonly RecordWords[];
  readonly siblings: readonly Hex[];
}

/** A call of `ProgramRegistry.validate`. */
export interface ValidateCall {
  readonly functionName: "validate";
  readonly args: readonly [programRoot: Hex, chunk: RecordRun, others: readonly RecordRun[]];
}

/** What one transaction may take; blocks and wallets allow several times as much. */
const MAX_CALL_GAS = 10_000_000;
/** Least price of a byte of calldata that is not zero, and of one that is; the usual price is two fifths of it. */
const BYTE_GAS = 40;
const ZERO_BYTE_GAS = 10;
const USUAL_SHARE = 0.4;
const HASH_BYTES_GAS = 32 * BYTE_GAS;
/** About what it takes to validate a record, to open one, and to hash a level of a path: more than measured. */
const VALIDATION_GAS = 10_000;
const OPENING_GAS = 4_000;
const LEVEL_GAS = 1_200;
/** Records that lie so far apart are cheaper together than with a path for each. */
const MAX_GAP = 2;

/**
 * The calls that have a program validated on chain, to be made in this order, each of at most about ten million gas. Records that
 * somebody else had validated meanwhile do no harm.
 * @param program A valid program.
 * @param maxCallGas The most gas of a call, as far as calldata decides it.
 */
export function validateProgramCalls(hasher: Hasher, program: Program, maxCallGas = MAX_CALL_GAS): ValidateCall[] {
  const records = encodeProgram(program);
  const tree = programTree(hasher, program);
  const places = placesOf(program);
  const calls: ValidateCall[] = [];
  for (let first = 0, end = 0; first < records.length; first = end) {
    const others = new Set<number>();
    end = endOfChunk({ records, places, maxCallGas, depth: tree.depth }, first, others);
    for (let i = first; i < end; i++) others.delete(i);
    const runs = runsOf([...others].sort((a, b) => a - b));
    const open = (run: Range) => openRun(tree, records, run);
    calls.push({ functionName: "validate", args: [toHex(tree.root), open({ first, end }), runs.map(open)] });
  }
  return calls;
}

/** Records `first` to before `end`. */
interface Range {
  readonly first: number;
  readonly end: number;
}

/** For each record the numbers of those that it refers to. */
function placesOf({ instructions, constants, loop }: Program): number[][] {
  const start = loop === undefined ? 1 : 2;
  const recordsOf = (instruction: Instruction) => [
    ...instruction.operands.map((value) => (value === 0 ? 0 : start + value - 1)),
    ...("constant" in instruction ? [start + instructions.length + instruction.constant] : []),
  ];
  return [...Array.from({ length: start }, () => []), ...instructions.map(recordsOf), ...constants.map(() => [])];
}

/** What decides where chunks end. */
interface Cutting {
  readonly records: readonly Uint8Array[];
  readonly places: readonly (readonly number[])[];
  readonly depth: number;
  readonly maxCallGas: number;
}

/** Adds records to a chunk until its gas is used up, and what they refer to to `others`. */
function endOfChunk({ records, places, maxCallGas, depth }: Cutting, first: number, others: Set<number>): number {
  const isAlone = (place: number) => ![-2, -1, 1, 2].some((near) => others.has(place + near));
  let calldata = 0;
  let execution = 0;
  for (let end = first; end < records.length; end++) {
    calldata += recordGas(records[end]);
    execution += VALIDATION_GAS;
    const added = places[end].filter((place) => (place < first || place > end) && !others.has(place));
    for (const place of added) {
      const levels = isAlone(place) ? depth : 0;
      calldata += recordGas(records[place]) + levels * HASH_BYTES_GAS;
      execution += OPENING_GAS + levels * LEVEL_GAS;
    }
    if (Math.max(calldata, USUAL_SHARE * calldata + execution) > maxCallGas && end > first) return end;
    for (const place of added) others.add(place);
  }
  return records.length;
}

const recordGas = (record: Uint8Array) =>
  record.reduce((gas, byte) => gas + (byte === 0 ? ZERO_BYTE_GAS : BYTE_GAS), 0);

/** Numbers in ascending order as runs that take in small gaps. */
function runsOf(numbers: readonly number[]): Range[] {
  const runs: Range[] = [];
  for (const number of numbers) {
    const last = runs[runs.length - 1];
    if (last === undefined || number > last.end + MAX_GAP) runs.push({ first: number, end: number + 1 });
    else runs[runs.length - 1] = { ...last, end: number + 1 };
  }
  return runs;
}

function openRun(tree: MerkleTree, records: readonly Uint8Array[], { first, end }: Range): RecordRun {
  const siblings: Hex[] = [];
  let [from, to] = [first, end];
  for (let level = 0; level < tree.depth; level++) {
    if (from % 2 === 1) siblings.push(toHex(tree.node(level, --from)));
    if (to % 2 === 1) {
      // What begins after the last record is known to be empty.
      if (to * 2 ** level < records.length) siblings.push(toHex(tree.node(level, to)));
      to++;
    }
    [from, to] = [from / 2, to / 2];
  }
  return { first: BigInt(first), records: records.slice(first, end).map(recordWords), siblings };
}
