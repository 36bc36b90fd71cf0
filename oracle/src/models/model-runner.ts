import {
  createDecoder,
  createExecutor,
  type ExecutableModel,
  inputLength,
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
  /**
   * Gives way to other work every some milliseconds.
   * @returns The answer's bytes.
   * @throws InputError when the program does not accept the input; the signal's reason when it is aborted.
   */
  readonly run: (input: Uint8Array, request: RunRequest, signal: AbortSignal) => Promise<Uint8Array>;
  /** Ends the model's threads. */
  readonly dispose: () => void;
};

export async function createRunner(model: ExecutableModel, threads?: ThreadOptions): Promise<ModelRunner> {
  const { leastBytes, mostBytes } = inputLength(model.program);
  const accepts = (bytes: number) => bytes >= leastBytes && bytes <= mostBytes;
  if (model.program.loop === undefined) {
    const executor = await createExecutor(model, { threads });
    return {
      accepts,
      run: (input, _request, signal) => executor.run(input, { signal }),
      dispose: () => executor.dispose(),
    };
  }
  const decoder = await createDecoder(model, { threads });
  return {
    accepts,
    run: (input, { id, seedSalt }, signal) => decoder.run(input, { seed: requestSeed(id, seedSalt), signal }),
    dispose: () => decoder.dispose(),
  };
}
