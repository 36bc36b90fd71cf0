import { ProgramError } from "../program/program-error.ts";
import { createMachine } from "./create-machine.ts";
import type { ExecutableModel, Executor, ExecutorOptions } from "./executor.ts";
import { ProgramExecutor } from "./program-executor.ts";

/**
 * Makes an executor of a model whose program is run once; `createDecoder` makes one of a program with steps.
 * @throws ProgramError when the program is not valid or has steps.
 * @throws RangeError when a constant has another length than its type says, or memory does not suffice.
 */
export async function createExecutor(model: ExecutableModel, options: ExecutorOptions = {}): Promise<Executor> {
  if (model.program.loop !== undefined) throw new ProgramError("program", "a program without steps", "a loop");
  return new ProgramExecutor(await createMachine(model, options));
}
