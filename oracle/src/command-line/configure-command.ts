import type { ArgsDef } from "citty";
import { configure, type Setting } from "./configuration.ts";
import { UsageError } from "./errors.ts";

/** Options that many commands share, and that the environment and the configuration file may set for all of them. */
const SHARED = new Set([
  ...["rpc-url", "rpc-quorum", "deployment", "models", "cache-dir", "cache-mb", "ipfs-gateway"],
  ...["account", "password-file", "signer-url", "signer-address", "private-key-file", "allow-unencrypted-key"],
  "development-key",
]);
/** Given several times, their values are one with commas between them. */
const JOINED = ["rpc-url"];

type Configured = { readonly args: ArgsDef; readonly lists: readonly string[]; readonly isConfigured: boolean };

/** A command line with what the environment and the configuration file say besides. */
export async function configureCommand(
  { args, lists, isConfigured }: Configured,
  rawArgs: readonly string[],
): Promise<{ rawArgs: string[]; settings: ReadonlyMap<string, Setting> }> {
  const environment = process.env;
  const options = Object.keys(args).filter((name) => args[name].type !== "positional");
  const configurable = new Set(isConfigured ? options : options.filter((name) => SHARED.has(name)));
  const { path, rest } = takeConfig(rawArgs, environment.OPENIMO_CONFIG);
  const file = path === undefined ? undefined : { name: path, values: await fileValues(path) };
  const several = [...lists, ...JOINED];
  return configure({ args, configurable, lists: several, rawArgs: rest, environment, file });
}

/** The file's options are those of `run`, whichever command reads it. */
async function fileValues(path: string) {
  const [{ run }, { readConfigurationFile }] = await Promise.all([
    import("../commands/run.ts"),
    import("./configuration-file.ts"),
  ]);
  return readConfigurationFile(path, run.args, [...run.lists, ...JOINED]);
}

function takeConfig(rawArgs: readonly string[], variable: string | undefined) {
  const at = rawArgs.findIndex((argument) => argument === "--config" || argument.startsWith("--config="));
  if (at === -1) return { path: variable || undefined, rest: rawArgs };
  const [, inline] = /^--config=(.*)$/s.exec(rawArgs[at]) ?? [];
  const path = inline ?? rawArgs[at + 1];
  if (path === undefined || path === "" || path.startsWith("--"))
    throw new UsageError("Option --config needs a value.");
  return { path, rest: [...rawArgs.slice(0, at), ...rawArgs.slice(at + (inline === undefined ? 2 : 1))] };
}
