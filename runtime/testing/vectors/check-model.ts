import { ProgramExecutor } from "../../src/executor/program-executor.ts";
import { StepDecoder } from "../../src/executor/step-decoder.ts";
import type { Hasher } from "../../src/hash/hasher.ts";
import { fromHex, type Hex, toHex } from "../../src/hash/hex.ts";
import { encodeProgram } from "../../src/program/encode-program.ts";
import { philox } from "../../src/reference/philox.ts";
import { batchHashOf, decodeItems, encodeItems, itemSeed } from "../../src/tree/batch.ts";
import { decodeTraceRoot, loopOf } from "../../src/tree/decode-trace-root.ts";
import { inputHashOf } from "../../src/tree/input-hash.ts";
import { modelHash } from "../../src/tree/model-hash.ts";
import { programRoot } from "../../src/tree/program-root.ts";
import { tensorRoot } from "../../src/tree/tensor-root.ts";
import { traceRoot } from "../../src/tree/trace-root.ts";
import { weightsRoot } from "../../src/tree/weights-root.ts";
import { expectSame } from "./expect-same.ts";
import {
  type ModelVector,
  modelVectorProgram,
  type TableVector,
  type TensorTreeVector,
  tableVectorProgram,
} from "./model-vectors.ts";
import { type StepModelVector, stepModelProgram } from "./step-model-vectors.ts";
import type { MakeMachine } from "./vector-engines.ts";

interface BatchVector {
  readonly inputs: readonly Hex[];
  readonly encoded: Hex;
  readonly hash: Hex;
  readonly seed: Hex;
  readonly seeds: readonly Hex[];
}

type Check = (vector: unknown, hasher: Hasher, make: MakeMachine) => Promise<void> | void;

/** Checks of the files that are not about one instruction, by name. Each throws an Error that says what differs. */
export const MODEL_CHECKS: Readonly<Record<string, Check>> = {
  keccak256: (vector, hasher) => {
    const { message, hash } = vector as { message: string; hash: string };
    expectSame("keccak256", toHex(hasher.hash(fromHex(message))), hash);
  },
  philox: (vector) => {
    const { counter, key, words } = vector as { counter: number[]; key: number[]; words: number[] };
    expectSame("philox", philox(counter, key), words);
  },
  "tensor-tree": (vector, hasher) => {
    const { bytes, root, ...type } = vector as TensorTreeVector;
    expectSame("tensor root", toHex(tensorRoot(hasher, type, fromHex(bytes))), root);
  },
  "input-hash": (vector) => {
    const { input, hash } = vector as { input: string; hash: string };
    expectSame("input hash", toHex(inputHashOf(fromHex(input))), hash);
  },
  batch: (vector) => {
    const { inputs, encoded, hash, seed, seeds } = vector as BatchVector;
    const bytes = inputs.map(fromHex);
    expectSame("batch encoded", toHex(encodeItems(bytes)), encoded);
    expectSame("batch decoded", decodeItems(fromHex(encoded), bytes.length)?.map(toHex), inputs);
    expectSame("batch hash", toHex(batchHashOf(bytes)), hash);
    expectSame("batch seeds", bytes.map((_, i) => toHex(itemSeed(fromHex(seed), i))), seeds);
  },
  table: (vector, hasher) => {
    const { bytes, record, weightsRoot: root } = vector as TableVector;
    const program = tableVectorProgram(vector as TableVector);
    expectSame("table record", toHex(encodeProgram(program)[2]), record);
    expectSame("table root", toHex(weightsRoot(hasher, program.constants, [fromHex(bytes)])), root);
  },
  model: (vector, hasher, make) => checkModel(vector as ModelVector, hasher, make),
  "step-model": (vector, hasher, make) => checkStepModel(vector as StepModelVector, hasher, make),
};

async function checkModel(vector: ModelVector, hasher: Hasher, make: MakeMachine): Promise<void> {
  const program = modelVectorProgram(vector);
  const constants = vector.constants.map(fromHex);
  expectSame(`${vector.name}: records`, encodeProgram(program).map(toHex), vector.records);
  const [ofProgram, ofWeights] = [programRoot(hasher, program), weightsRoot(hasher, program.constants, constants)];
  expectSame(`${vector.name}: program root`, toHex(ofProgram), vector.programRoot);
  expectSame(`${vector.name}: weights root`, toHex(ofWeights), vector.weightsRoot);
  expectSame(`${vector.name}: model hash`, toHex(modelHash(hasher, ofProgram, ofWeights)), vector.modelHash);
  const executor = new ProgramExecutor(await make({ program, constants }));
  const { tensors, answer } = await executor.trace(fromHex(vector.input));
  executor.dispose();
  expectSame(`${vector.name}: tensors`, tensors.map(toHex), vector.tensors);
  expectSame(`${vector.name}: answer`, toHex(answer), vector.answer);
  expectSame(`${vector.name}: trace root`, toHex(traceRoot(hasher, program, tensors)), vector.traceRoot);
}

async function checkStepModel(vector: StepModelVector, hasher: Hasher, make: MakeMachine): Promise<void> {
  const program = stepModelProgram(vector);
  const machine = await make({ program, constants: vector.constants.map(fromHex) });
  const decoder = new StepDecoder(machine, loopOf(program));
  const trace = await decoder.trace(fromHex(vector.prompt), { seed: fromHex(vector.seed) });
  expectSame(`${vector.name}: answer`, [toHex(trace.answer), trace.steps], [vector.answer, vector.steps]);
  expectSame(`${vector.name}: root`, toHex(await decodeTraceRoot(hasher, program, trace)), vector.traceRoot);
  decoder.dispose();
}
