import {
  type AskedInputs,
  createDecoder,
  createExecutor,
  createHasher,
  type ExecutorOptions,
  encodeItems,
  type Hasher,
  itemSeed,
  type ModelPackage,
  requestSeed,
  toHex,
  WeightsTree,
} from "@openimo/runtime";
import {
  answerSiblings,
  batchTrace,
  type ClaimTrace,
  type Disputed,
  decodeClaimTrace,
  runTrace,
  topOf,
} from "@openimo/runtime/dispute";
import { type Hash, type Hex, zeroHash } from "viem";
import type { Statement } from "./court-types.ts";
import { LastRun } from "./last-run.ts";

/** A run of a disputed request, as one side of the dispute has it. */
export type Side = {
  readonly disputed: Disputed;
  readonly trace: ClaimTrace;
  readonly answer: Uint8Array;
};

/** What the seed of a request's run follows from. */
export type SampledRequest = {
  readonly id: bigint;
  /** The first four bytes of the hash of the request's block. */
  readonly seedSalt: Hex;
};

type Run = Pick<Side, "trace" | "answer">;

/** A model that is ready to be traced. `dispose` ends its threads. */
type Tracer = {
  readonly run: (input: Uint8Array, seed: Uint8Array) => Promise<Run>;
  readonly dispose: () => void;
};

/** The right side of a request: what its model gives on this machine. `dispose` ends the model's threads. */
export async function computeSide(
  model: ModelPackage,
  { inputs, isBatch }: AskedInputs,
  { id, seedSalt }: SampledRequest,
  options: ExecutorOptions = {},
): Promise<Side & { readonly dispose: () => void }> {
  const { program, constants } = model;
  const [hasher, seed] = [await createHasher(), requestSeed(id, seedSalt)];
  const weights = new WeightsTree(hasher, program.constants, constants);
  const known = { hasher, program, constants, weights, seed };
  const { run, dispose } = await createTracer(model, hasher, options);
  if (!isBatch) {
    const [input] = inputs;
    return { disputed: { ...known, input, inputs: null }, ...(await run(input, seed)), dispose };
  }
  const runs: Run[] = [];
  for (const [i, input] of inputs.entries()) runs.push(await run(input, itemSeed(seed, i)));
  const trace = batchTrace(
    hasher,
    runs.map((each) => each.trace),
  );
  const answer = encodeItems(runs.map((each) => each.answer));
  return { disputed: { ...known, input: encodeItems(inputs), inputs }, trace, answer, dispose };
}

async function createTracer(model: ModelPackage, hasher: Hasher, options: ExecutorOptions): Promise<Tracer> {
  const { program } = model;
  if (program.loop === undefined) {
    const executor = await createExecutor(model, options);
    const runs = new LastRun(async (input) => {
      const { tensors, answer } = await executor.trace(input);
      // The executor writes its next run over them.
      const kept = tensors.map((bytes) => bytes.slice());
      return { trace: runTrace(hasher, program, kept), answer: answer.slice() };
    });
    return {
      async run(input) {
        const { trace, answer } = await runs.of(input);
        const slot = async (index: number) => (await runs.of(input)).trace.slot(index);
        return { trace: { root: trace.root, items: null, slots: null, slot }, answer };
      },
      dispose: () => executor.dispose(),
    };
  }
  const decoder = await createDecoder(model, options);
  return {
    async run(input, seed) {
      const decoded = await decoder.trace(input, { seed });
      return { trace: await decodeClaimTrace(hasher, program, decoded), answer: decoded.answer };
    },
    dispose: () => decoder.dispose(),
  };
}

/** What a side claims. @param salt Of its author's commitment to it; zero where there is none. */
export async function statementOf({ disputed, trace, answer }: Side, salt: Hash = zeroHash): Promise<Statement> {
  const top = (await topOf(disputed.program, trace)).map(toHex);
  const siblings = (await answerSiblings(disputed.program, trace)).map(toHex);
  return { output: toHex(answer), top, siblings, salt };
}
