import { ProgramError } from "../program/program-error.ts";
import { createMachine } from "./create-machine.ts";
import type { Decoder } from "./decoder.ts";
import type { ExecutableModel, ExecutorOptions } from "./executor.ts";
import { StepDecoder } from "./step-decoder.ts";

/**
 * Makes a decoder of a model whose program has steps.
 * @throws ProgramError when the program is not valid or has no steps.
 * @throws RangeError when a constant has another length than its type says, or memory does not suffice.
 */
export async function createDecoder(model: ExecutableModel, options: ExecutorOptions = {}): Promise<Decoder> {
  const { loop } = model.program;
  if (loop === undefined) throw new ProgramError("program", "a program with steps", "no loop");
  return new StepDecoder(await createMachine(model, options), loop);
}
