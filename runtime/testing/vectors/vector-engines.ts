import type { ExecutableModel } from "../../src/executor/executor.ts";
import type { Machine } from "../../src/executor/machine.ts";
import { ReferenceMachine } from "../../src/executor/reference-machine.ts";
import type { ThreadOptions } from "../../src/executor/thread-pool.ts";
import { WebAssemblyMachine } from "../../src/executor/webassembly-machine.ts";

export const VECTOR_ENGINES = ["reference", "webassembly", "threads"] as const;
export type VectorEngine = (typeof VECTOR_ENGINES)[number];

/** Makes machines of one kind. */
export type MakeMachine = (model: ExecutableModel) => Promise<Machine>;

/** A maker of machines: with threads, these compute whatever can be shared, however small, and the caller none of it. */
export function vectorMachines(engine: VectorEngine, threads: ThreadOptions): MakeMachine {
  if (engine === "reference") return async (model) => new ReferenceMachine(model);
  if (engine === "webassembly") return (model) => WebAssemblyMachine.create(model);
  return (model) => WebAssemblyMachine.create(model, threads, { partWork: 1, helps: false });
}
