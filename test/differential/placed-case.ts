import type { WitnessSource } from "../../runtime/src/dispute/witness-source.ts";
import { ReferenceMachine } from "../../runtime/src/executor/reference-machine.ts";
import type { Hasher } from "../../runtime/src/hash/hasher.ts";
import { toHex } from "../../runtime/src/hash/hex.ts";
import { encodeProgram } from "../../runtime/src/program/encode-program.ts";
import type { Program } from "../../runtime/src/program/program.ts";
import { byteLength } from "../../runtime/src/program/tensor-type.ts";
import { decodeTensor } from "../../runtime/src/program/tensor-values.ts";
import { inputHashOf } from "../../runtime/src/tree/input-hash.ts";
import { MerkleTree } from "../../runtime/src/tree/merkle-tree.ts";
import { constantByteLength } from "../../runtime/src/tree/row-layout.ts";
import { TraceTree } from "../../runtime/src/tree/trace-tree.ts";
import { WeightsTree } from "../../runtime/src/tree/weights-tree.ts";
import type { Random } from "../../runtime/testing/random.ts";
import type { CaseMaker } from "./case-maker.ts";
import type { StepContext } from "./kernel-world.ts";
import { type PlacedProgram, placeProgram } from "./placed-program.ts";
import { randomConstant, randomContent } from "./random-content.ts";

const HASH_BYTES = 32;
const WORD_BYTES = 32;

/** An instruction somewhere in a program, a run of it, and what the reference says that the instruction gives. */
export interface PlacedCase {
  readonly source: WitnessSource;
  readonly step: number;
  readonly index: number;
  readonly context: StepContext;
  readonly record: readonly bigint[];
  readonly expected: Int32Array;
}

/**
 * Makes a case: an instruction at any place of a program, with operands that other instructions or the input give.
 *
 * What those gave is random, not computed: a kernel must judge one instruction by its operands as the claim has them.
 */
export function placeCase(hasher: Hasher, random: Random, maker: CaseMaker): PlacedCase {
  const placed = placeProgram(random, maker);
  const { program, index, step } = placed;
  const content = maker.content ?? randomContent;
  const constants = program.constants.map((type) =>
    maker.content === undefined ? randomConstant(random, type) : content(random, constantByteLength(type)),
  );
  const steps = [step - 1, step].map(() =>
    program.instructions.map(({ output }) => content(random, byteLength(output))),
  );
  const machine = new ReferenceMachine({ program, constants });
  const input = randomInput(random, placed);
  const seed = random.bytes(16);
  const { dtype } = program.instructions[index].output;

  machine.write(0, inputValue(placed, input, steps[0]));
  for (const [i, bytes] of steps[1].entries()) machine.write(i + 1, bytes);
  machine.write(index + 1, steps[0][index]);
  machine.setSeed(seed);
  machine.execute(step, [index]);
  steps[1][index] = machine.read(index + 1);

  const types = program.instructions.map(({ output }) => output);
  const traces = steps.map((tensors) => ({ tree: new TraceTree(hasher, types, tensors), tensors }));
  const weights = new WeightsTree(hasher, program.constants, constants);
  const slots = program.loop === undefined ? null : slotsTree(hasher, random, program.loop.stepLimit, step, traces);
  const source: WitnessSource = {
    ...{ hasher, program, constants, weights, input, seed, slots },
    step(number) {
      if (number !== step && number !== step - 1) throw new RangeError(`no step ${number}`);
      return traces[number - step + 1];
    },
  };
  const context = contextOf(placed, source, slots?.root ?? traces[1].tree.root);
  const expected = decodeTensor(dtype, steps[1][index]);
  return { source, step, index, context, record: recordWords(program, index), expected };
}

/** The input's bytes, or of a program with steps some tokens. */
function randomInput(random: Random, { program }: PlacedProgram): Uint8Array {
  if (program.loop === undefined) return randomContent(random, byteLength(program.input));
  const { prompt, stepLimit } = program.loop;
  return randomContent(random, random.integer(1, stepLimit) * (prompt.dtype === "uint8" ? 1 : 4));
}

/** What value 0 is in the step: the input, or a token of the prompt or of the step before. */
function inputValue({ program, step }: PlacedProgram, input: Uint8Array, previous: readonly Uint8Array[]): Uint8Array {
  if (program.loop === undefined) return input;
  const bytes = program.loop.prompt.dtype === "uint8" ? 1 : 4;
  if ((step + 1) * bytes > input.length) return previous[program.outputs[0] - 1];
  const token = new Uint8Array(4);
  token.set(input.subarray(step * bytes, (step + 1) * bytes));
  return token;
}

function slotsTree(
  hasher: Hasher,
  random: Random,
  stepLimit: number,
  step: number,
  traces: readonly { readonly tree: TraceTree }[],
): MerkleTree {
  const hashes = random.bytes((stepLimit + 1) * HASH_BYTES);
  if (step > 0) hashes.set(traces[0].tree.root, (step - 1) * HASH_BYTES);
  hashes.set(traces[1].tree.root, step * HASH_BYTES);
  return MerkleTree.ofHashes(hasher, hashes);
}

function contextOf({ program, index, step }: PlacedProgram, source: WitnessSource, traceRoot: Uint8Array): StepContext {
  const { loop, outputs, instructions, constants } = program;
  return {
    traceRoot: toHex(traceRoot),
    weightsRoot: toHex(source.weights.root),
    inputHash: toHex(inputHashOf(source.input)),
    seed: toHex(source.seed),
    step: BigInt(step),
    stepLimit: BigInt(loop?.stepLimit ?? 0),
    instructionIndex: BigInt(index),
    instructionCount: BigInt(instructions.length),
    constantCount: BigInt(constants.length),
    promptType: loop === undefined ? 0n : words(encodeProgram(program)[1])[0],
    tokenValue: loop === undefined ? 0n : BigInt(outputs[0]),
    tokenType: loop === undefined ? 0n : recordWords(program, outputs[0] - 1)[1],
  };
}

function recordWords(program: Program, index: number): bigint[] {
  const first = program.loop === undefined ? 1 : 2;
  return words(encodeProgram(program)[first + index]);
}

function words(record: Uint8Array): bigint[] {
  return Array.from({ length: record.length / WORD_BYTES }, (_, i) =>
    BigInt(toHex(record.subarray(i * WORD_BYTES, (i + 1) * WORD_BYTES))),
  );
}
