import { ReferenceMachine } from "../../src/executor/reference-machine.ts";
import { WebAssemblyMachine } from "../../src/executor/webassembly-machine.ts";
import { toHex } from "../../src/hash/hex.ts";
import type { CacheAppendInstruction } from "../../src/instructions/cache-append.ts";
import type { ConstantType, Instruction, Operation, Program } from "../../src/program/program.ts";
import { elementCount, type TensorType } from "../../src/program/tensor-type.ts";
import { encodeTensor } from "../../src/program/tensor-values.ts";
import { Random } from "../random.ts";
import { checkInstructionAlone } from "../step-vectors.ts";
import { edgeBytes, edgeConstant, edgeValues } from "./edges.ts";
import { TINY_ARITHMETIC } from "./tiny-arithmetic.ts";
import { int32, type TinyCase, type TinyMakers } from "./tiny-case.ts";
import { TINY_IMAGES } from "./tiny-images.ts";
import { TINY_MOVES } from "./tiny-moves.ts";
import { TINY_SEQUENCES } from "./tiny-sequences.ts";

const MAKERS: TinyMakers = { ...TINY_ARITHMETIC, ...TINY_IMAGES, ...TINY_MOVES, ...TINY_SEQUENCES };
const TINY_OPERATIONS = Object.keys(MAKERS) as readonly Operation[];

/** Larger tables are the same for all instructions of a batch: to make one takes longer than to compare. */
const SHARED_ELEMENTS = 512;

interface PlacedCase {
  /** Index of its instruction. What comes before gives its operands a place and is never computed. */
  readonly index: number;
  readonly operands: readonly TensorType[];
}

/** A program of many instructions that have nothing to do with one another. */
class Batch {
  readonly cases: PlacedCase[] = [];
  readonly stepLimit: number;
  readonly program: Program;
  readonly constants: Uint8Array[] = [];
  readonly #random: Random;
  readonly #instructions: Instruction[] = [];
  readonly #types: ConstantType[] = [];
  /** Indexes of the shared tables, by their number of elements. */
  readonly #shared = new Map<number, number>();

  constructor(random: Random, count: number) {
    this.#random = random;
    const stepLimit = random.integer(1, 9);
    this.stepLimit = stepLimit;
    for (let i = 0; i < count; i++) this.#add(TINY_OPERATIONS[i % TINY_OPERATIONS.length], stepLimit);
    this.program = {
      ...{ input: int32(1), constants: this.#types, instructions: this.#instructions, outputs: [1] },
      loop: { prompt: int32(1), stepLimit, tokenLimit: 1, stopToken: -1 },
    };
  }

  #add(operation: Operation, stepLimit: number): void {
    const place = { first: this.#instructions.length + 1, constant: this.#types.length, stepLimit };
    const tiny = MAKERS[operation]?.(this.#random, place);
    if (tiny === undefined) throw new TypeError(`no maker of ${operation}`);
    for (const output of tiny.operands) this.#instructions.push({ op: "Position", operands: [], output });
    this.cases.push({ operands: tiny.operands, index: this.#instructions.length });
    this.#instructions.push(this.#placed(tiny));
  }

  /** The instruction with its constant, which it may share. */
  #placed({ instruction, constant: type }: TinyCase): Instruction {
    if (type === undefined || !("constant" in instruction)) return instruction;
    const isShared = type.kind === "table" && type.columns > SHARED_ELEMENTS;
    const known = isShared ? this.#shared.get(type.columns) : undefined;
    if (known !== undefined) return { ...instruction, constant: known };
    if (isShared) this.#shared.set(type.columns, this.#types.length);
    this.#types.push(type);
    this.constants.push(edgeConstant(this.#random, type));
    return instruction;
  }
}

/**
 * Computes random instructions on random operands by the reference and by WebAssembly: every operation in turn.
 * @param seed The same seed and count give the same instructions and data.
 * @returns How many instructions of each operation were compared.
 * @throws Error that tells the seed, the instruction and its data at the first difference.
 */
export async function compareBatch(seed: number, count: number): Promise<Map<Operation, number>> {
  const random = new Random(seed);
  const batch = new Batch(random, count);
  const { program, constants, cases } = batch;
  const machines = [
    new ReferenceMachine({ program, constants }),
    await WebAssemblyMachine.create({ program, constants }),
  ] as const;
  const runSeed = random.bytes(16);
  for (const machine of machines) machine.setSeed(runSeed);
  const counts = new Map<Operation, number>();
  for (const [i, { index, operands }] of cases.entries()) {
    const instruction = program.instructions[index];
    checkInstructionAlone(program, index);
    const step = random.integer(0, batch.stepLimit - 1);
    const inputs = operands.map((type) => edgeBytes(random, type));
    const before = instruction.op === "CacheAppend" ? earlierCache(random, instruction, step) : null;
    const [expected, found] = machines.map((machine) => {
      inputs.forEach((bytes, n) => {
        machine.write(index - operands.length + 1 + n, bytes);
      });
      if (before !== null) machine.write(index + 1, before);
      machine.execute(step, [index]);
      return machine.read(index + 1);
    });
    if (differ(expected, found)) {
      const what = { seed, count, case: i, step, instruction, inputs: inputs.map(toHex), runSeed: toHex(runSeed) };
      throw new Error(`${JSON.stringify(what)}: expected ${toHex(expected)}, found ${toHex(found)}`);
    }
    counts.set(instruction.op, (counts.get(instruction.op) ?? 0) + 1);
  }
  return counts;
}

function differ(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return true;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return true;
  return false;
}

/** What a cache holds before a step: anything for the steps before, 0 for later ones; of the first step, anything. */
function earlierCache(random: Random, { axis, output }: CacheAppendInstruction, step: number): Uint8Array {
  const values = edgeValues(random, "int16", elementCount(output));
  const [steps, size] = axis === 0 ? output.shape : [output.shape[1], output.shape[0]];
  const stepOf = (i: number) => (axis === 0 ? Math.floor(i / size) : i % steps);
  return encodeTensor(
    "int16",
    values.map((value, i) => (step > 0 && stepOf(i) >= step ? 0 : value)),
  );
}
