import type { Entries, Entry } from "./command.ts";
import { EXIT, UsageError } from "./errors.ts";
import { commandHelp, groupHelp } from "./help.ts";
import { printResult } from "./print.ts";

const HELP = new Set(["--help", "-h", "help"]);

function find(entries: Entries, path: readonly string[], name: string): Entry {
  if (Object.hasOwn(entries, name)) return entries[name];
  const names = Object.keys(entries).join(", ");
  throw new UsageError(`"${path.join(" ")} ${name}" is no command. There are: ${names}.`);
}

/**
 * Finds the command that the arguments name, runs it and prints what it returns.
 * @returns The exit code.
 * @throws CommandError when the command fails or the command line is wrong.
 */
export async function dispatch(
  path: readonly string[],
  summary: string,
  entries: Entries,
  rawArgs: readonly string[],
): Promise<number> {
  const [first, ...rest] = rawArgs;
  if (first === undefined || first.startsWith("-") || HELP.has(first)) {
    const help = await groupHelp(path, summary, entries);
    if (rawArgs.some((argument) => HELP.has(argument))) {
      process.stdout.write(`${help}\n`);
      return EXIT.ok;
    }
    process.stderr.write(`${help}\n`);
    throw new UsageError(first === undefined ? "Name a command." : `Name a command before ${first}.`);
  }
  const entry = find(entries, path, first);
  const names = [...path, first];
  if ("entries" in entry) return dispatch(names, entry.summary, entry.entries, rest);

  const command = await entry.load();
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(`${await commandHelp(names, command)}\n`);
    return EXIT.ok;
  }
  const json = rest.includes("--json");
  const result = await command.execute(rest, json);
  if (result !== undefined) printResult(result, json);
  return EXIT.ok;
}
