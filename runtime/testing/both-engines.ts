import { createExecutor } from "../src/executor/create-executor.ts";
import type { Engine, ExecutableModel, Executor } from "../src/executor/executor.ts";

export const ENGINES: readonly Engine[] = ["reference", "webassembly"];

/** An executor of every engine for one model. */
export async function bothEngines(model: ExecutableModel): Promise<Executor[]> {
  return Promise.all(ENGINES.map((engine) => createExecutor(model, { engine })));
}
