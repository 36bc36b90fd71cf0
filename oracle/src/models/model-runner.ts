import {
  type AskedInputs,
  createDecoder,
  createExecutor,
  type Engine,
  type ExecutableModel,
  encodeItems,
  inputLength,
  itemSeed,
  mostAnswerBytes,
  requestSeed,
  type ThreadOptions,
} from "@openimo/runtime";
import type { Hex } from "viem";

/** What a run depends on besides the input: a model that samples takes its seed from the request. */
export type RunRequest = {
  readonly id: bigint;
  /** The first four bytes of the hash of the request's block. */
  readonly seedSalt: Hex;
};

/** A model that is ready to run, whether its program is run once or step by step. */
export type ModelRunner = {
  /** Whether the program's input rule accepts an input of so many bytes. */
  readonly accepts: (bytes: number) => boolean;
  /** Of the longest answer, in bytes; of a batch, of one item. */
  readonly answerBytes: number;
  /**
   * Gives way to other work every some milliseconds.
   * @returns The answer's bytes; of a batch the items' answers as a list, and there is none unless all have one.
   * @throws InputError when the program does not accept the input; the signal's reason when it is aborted.
   */
  readonly run: (asked: AskedInputs, request: RunRequest, signal: AbortSignal) => Promise<Uint8Array>;
  /** Ends the model's threads. */
  readonly dispose: () => void;
};

/** @param engine The fast one unless given. */
export async function createRunner(
  model: ExecutableModel,
  threads?: ThreadOptions,
  engine?: Engine,
): Promise<ModelRunner> {
  const { leastBytes, mostBytes } = inputLength(model.program);
  const answerBytes = mostAnswerBytes(model.program);
  const accepts = (bytes: number) => bytes >= leastBytes && bytes <= mostBytes;
  if (model.program.loop === undefined) {
    const executor = await createExecutor(model, { threads, engine });
    return {
      accepts,
      answerBytes,
      run: inTurn((input, _seed, signal) => executor.run(input, { signal })),
      dispose: () => executor.dispose(),
    };
  }
  const decoder = await createDecoder(model, { threads, engine });
  return {
    accepts,
    answerBytes,
    run: inTurn((input, seed, signal) => decoder.run(input, { seed, signal })),
    dispose: () => decoder.dispose(),
  };
}

type RunOne = (input: Uint8Array, seed: Uint8Array, signal: AbortSignal) => Promise<Uint8Array>;

/** Runs a batch's items one after the other, each with its own seed. */
function inTurn(run: RunOne): ModelRunner["run"] {
  return async ({ inputs, isBatch }, { id, seedSalt }, signal) => {
    const seed = requestSeed(id, seedSalt);
    if (!isBatch) return run(inputs[0], seed, signal);
    const answers: Uint8Array[] = [];
    // The model may use the same memory for its next answer.
    for (const [i, input] of inputs.entries()) answers.push((await run(input, itemSeed(seed, i), signal)).slice());
    return encodeItems(answers);
  };
}
