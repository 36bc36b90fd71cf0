import { type ArgsDef, type ParsedArgs, parseArgs } from "citty";
import { UsageError } from "./errors.ts";

/** Options of every command. */
export const COMMON_ARGS = {
  json: { type: "boolean", description: "Print exactly one JSON value on standard output" },
  config: { type: "string", valueHint: "file.json", description: "Configuration file (env OPENIMO_CONFIG)" },
  help: { type: "boolean", alias: "h", description: "Print this help" },
} as const satisfies ArgsDef;

/** Options that every command takes several times: their values come as one, with commas between them. */
const JOINED = ["rpc-url"];

const camelCase = (name: string) => name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** All spellings under which citty returns the options of `args`. */
function knownKeys(args: ArgsDef): Set<string> {
  const keys = new Set(["_"]);
  for (const [name, definition] of Object.entries(args)) {
    keys.add(name).add(camelCase(name));
    if (!("alias" in definition) || definition.alias === undefined) continue;
    for (const alias of [definition.alias].flat()) keys.add(alias);
  }
  return keys;
}

/** citty takes unknown options and missing values without a word; a typing mistake must not pass silently. */
function check(args: ArgsDef, parsed: Readonly<Record<string, unknown>>, positionals: readonly string[]): void {
  const known = knownKeys(args);
  for (const key of Object.keys(parsed)) {
    if (!known.has(key)) throw new UsageError(`Unknown option ${key.length === 1 ? "-" : "--"}${key}.`);
  }
  for (const [name, definition] of Object.entries(args)) {
    const value = parsed[name];
    if (definition.type !== "string" && definition.type !== "enum") continue;
    if (value === definition.default) continue;
    if (value === "" || (typeof value === "string" && value.startsWith("--"))) {
      throw new UsageError(`Option --${name} needs a value.`);
    }
  }
  const places = Object.values(args).filter((definition) => definition.type === "positional").length;
  if (positionals.length > places) throw new UsageError(`Unexpected argument "${positionals[places]}".`);
}

/** @throws UsageError naming what is wrong with the command line. */
export function parseArguments<T extends ArgsDef>(args: T, rawArgs: readonly string[]): ParsedArgs<T> {
  const definitions: ArgsDef = { ...args, ...COMMON_ARGS };
  let parsed: ParsedArgs<T>;
  try {
    parsed = parseArgs<T>([...rawArgs], definitions);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), {}, { cause: error });
  }
  check(definitions, parsed, parsed._);
  for (const name of JOINED) {
    const values = valuesOf(name, rawArgs);
    if (name in args && values.length > 1) Object.assign(parsed, { [name]: values.join(",") });
  }
  return parsed;
}

/** Every value of an option that may be given several times; citty keeps the last only. */
function valuesOf(name: string, rawArgs: readonly string[]): string[] {
  return rawArgs.flatMap((argument, i) => {
    if (argument === `--${name}`) return rawArgs[i + 1] === undefined ? [] : [rawArgs[i + 1]];
    return argument.startsWith(`--${name}=`) ? [argument.slice(name.length + 3)] : [];
  });
}

export function listsOf(names: readonly string[], rawArgs: readonly string[]): Map<string, string[]> {
  return new Map(names.map((name) => [name, valuesOf(name, rawArgs)]));
}
