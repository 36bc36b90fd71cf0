import type { ArgsDef } from "citty";
import { run } from "../run.ts";

/** The options of `run`, none of which is needed here. */
export const CONFIG_ARGS: ArgsDef = Object.fromEntries(
  Object.entries(run.args).map(([name, definition]) => [name, { ...definition, required: false }]),
) as ArgsDef;

export const CONFIG_LISTS = run.lists;
