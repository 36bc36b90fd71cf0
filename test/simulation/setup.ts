import type { TestProject } from "vitest/node";
import { type Base, buildBase } from "./base.ts";
import { buildProgram } from "./program.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Path of `openimo` with the pauses of a quick chain. */
    program: string;
    base: Base;
  }
}

/** Runs once before all worlds: they begin with the same chain and start the same program. */
export async function setup({ provide }: TestProject): Promise<void> {
  const program = await buildProgram(true);
  provide("program", program);
  provide("base", await buildBase(program));
}
