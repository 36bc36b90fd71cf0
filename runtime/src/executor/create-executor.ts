import { validateProgram } from "../program/validate-program.ts";
import { constantByteLength } from "../tree/row-layout.ts";
import type { Engine, ExecutableModel, Executor } from "./executor.ts";
import { ReferenceExecutor } from "./reference-executor.ts";
import { WebAssemblyExecutor } from "./webassembly-executor.ts";

/**
 * Makes an executor of a model.
 * @throws ProgramError when the program is not valid.
 * @throws RangeError when a constant has another length than its type says, or memory does not suffice.
 */
export async function createExecutor(
  model: ExecutableModel,
  options: { readonly engine?: Engine } = {},
): Promise<Executor> {
  validateProgram(model.program);
  model.program.constants.forEach((type, i) => {
    const expected = constantByteLength(type);
    const found = model.constants[i]?.length;
    if (found !== expected) throw new RangeError(`constant ${i}: expected ${expected} bytes, found ${found}`);
  });
  return options.engine === "reference" ? new ReferenceExecutor(model) : WebAssemblyExecutor.create(model);
}
