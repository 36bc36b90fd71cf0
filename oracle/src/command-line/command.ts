import type { ArgsDef, ParsedArgs } from "citty";
import type { Setting } from "./configuration.ts";
import { configureCommand } from "./configure-command.ts";
import { listsOf, parseArguments } from "./parse-arguments.ts";

/** What a command found or did: once for programs, once for people. */
export type Result = {
  /** Printed with `--json`. Every bigint becomes a decimal string. */
  readonly json: unknown;
  readonly text: string;
};

/** What a command was given. */
export type CommandContext<T extends ArgsDef> = {
  readonly args: ParsedArgs<T>;
  /** The options that may be given several times (`lists` of the definition), by name. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly json: boolean;
  /** Who gave each value that isn't a default. */
  readonly settings: ReadonlyMap<string, Setting>;
};

type Description = {
  readonly summary: string;
  /** A whole line that works as it stands. */
  readonly example: string;
};

type Definition<T extends ArgsDef> = Description & {
  readonly args: T;
  /** Names of the options in `args` that may be given several times. */
  readonly lists?: readonly string[];
  /** Whether all options may be set by the environment and a file, as the node's, or only those that many commands share. */
  readonly isConfigured?: boolean;
  /** Undefined when the command wrote its own standard output, as a long-running one does. */
  readonly run: (context: CommandContext<T>) => Promise<Result | undefined>;
};

export type Command = Description & {
  readonly args: ArgsDef;
  readonly lists: readonly string[];
  /**
   * @param rawArgs What stands after the command's name.
   * @throws UsageError when they don't fit the command.
   */
  readonly execute: (rawArgs: readonly string[], json: boolean) => Promise<Result | undefined>;
};

/** Binds a command to the types of its own arguments. */
export function defineCommand<const T extends ArgsDef>(definition: Definition<T>): Command {
  const { summary, example, args, lists = [], isConfigured = false, run } = definition;
  return {
    summary,
    example,
    args,
    lists,
    async execute(given, json) {
      const { rawArgs, settings } = await configureCommand({ args, lists, isConfigured }, given);
      return run({ args: parseArguments(args, rawArgs), lists: listsOf(lists, rawArgs), json, settings });
    },
  };
}

/** A name under which a command, or more names, are found. Commands are loaded when they are called, for a fast start. */
export type Entry =
  | { readonly summary: string; readonly load: () => Promise<Command> }
  | { readonly summary: string; readonly entries: Entries };

export type Entries = Readonly<Record<string, Entry>>;
