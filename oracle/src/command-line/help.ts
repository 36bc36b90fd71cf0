import { type ArgsDef, renderUsage } from "citty";
import type { Command, Entries } from "./command.ts";
import { COMMON_ARGS } from "./parse-arguments.ts";
import { withSecretFiles } from "./secret-options.ts";

/** Help of one command, with its example. */
export async function commandHelp(path: readonly string[], command: Command): Promise<string> {
  const args: ArgsDef = { ...withSecretFiles(command.args), ...COMMON_ARGS };
  const usage = await renderUsage({ meta: { name: path.join(" "), description: command.summary }, args });
  return `${usage}\nEXAMPLE\n\n  ${command.example}\n`;
}

/** Help of a group of commands; loads none of them. */
export async function groupHelp(path: readonly string[], summary: string, entries: Entries): Promise<string> {
  const stubs = Object.entries(entries).map(([name, entry]) => [name, { meta: { description: entry.summary } }]);
  return renderUsage({
    meta: { name: path.join(" "), description: summary },
    subCommands: Object.fromEntries(stubs),
  });
}
