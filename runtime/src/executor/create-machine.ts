import { validateProgram } from "../program/validate-program.ts";
import { constantByteLength } from "../tree/row-layout.ts";
import type { ExecutableModel, ExecutorOptions } from "./executor.ts";
import type { Machine } from "./machine.ts";
import { ReferenceMachine } from "./reference-machine.ts";
import { WebAssemblyMachine } from "./webassembly-machine.ts";

/**
 * Makes a machine for a model.
 * @throws ProgramError when the program is not valid.
 * @throws RangeError when a constant has another length than its type says, or memory does not suffice.
 * @throws ThreadError when a thread does not start.
 */
export async function createMachine(
  model: ExecutableModel,
  { engine = "webassembly", threads }: ExecutorOptions,
): Promise<Machine> {
  validateProgram(model.program);
  model.program.constants.forEach((type, i) => {
    const expected = constantByteLength(type);
    const found = model.constants[i]?.length;
    if (found !== expected) throw new RangeError(`constant ${i}: expected ${expected} bytes, found ${found}`);
  });
  return engine === "reference" ? new ReferenceMachine(model) : WebAssemblyMachine.create(model, threads);
}
