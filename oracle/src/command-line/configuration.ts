import type { ArgsDef } from "citty";
import { UsageError } from "./errors.ts";
import { readSecretFile, secretOfFile, withSecretFiles } from "./secret-options.ts";

/** Where an option's value was found; the first of these that has one counts. */
export type SettingSource = "command line" | "environment" | "file" | "default";

/** An option's value and who gave it. */
export type Setting = {
  readonly name: string;
  readonly values: readonly string[];
  readonly source: SettingSource;
  /** `--rpc-url`, `OPENIMO_RPC_URL` or the file's name. */
  readonly from: string;
};

/** Values that were found in one place, by option. */
type Layer = ReadonlyMap<string, Setting>;

/** Options that say what signs. One of them on the command line puts all others aside, and so on. */
const SIGNERS = ["account", "development-key", "signer-url", "private-key-file"];
/** An option that only goes with a signer of the same place or a nearer one. */
const OF_SIGNERS = ["password-file", "signer-address", "allow-unencrypted-key"];

const variableOf = (name: string) => `OPENIMO_${name.replaceAll("-", "_").toUpperCase()}`;

export type ConfigurationInput = {
  readonly args: ArgsDef;
  /** Names of the options that may be set elsewhere than on the command line. */
  readonly configurable: ReadonlySet<string>;
  /** Those of them that may be given several times. */
  readonly lists: readonly string[];
  readonly rawArgs: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** The values of a configuration file, and its name. */
  readonly file: { readonly name: string; readonly values: ReadonlyMap<string, readonly string[]> } | undefined;
};

/**
 * Puts the command line, the environment and the configuration file together.
 * @returns A command line with every value, and who gave each.
 * @throws UsageError for a secret's file that can't be read, or an option beside the file with its value.
 */
export function configure(input: ConfigurationInput): { rawArgs: string[]; settings: Layer } {
  const { rawArgs, given } = readCommandLine(input);
  const layers = [given, readEnvironment(input), readFile(input)];
  const settings = new Map<string, Setting>();
  let signed = false;
  for (const layer of layers) {
    for (const [name, setting] of layer) {
      const aside = signed && (SIGNERS.includes(name) || OF_SIGNERS.includes(name));
      if (!aside && !settings.has(name)) settings.set(name, setting);
    }
    signed ||= SIGNERS.some((name) => layer.has(name));
  }
  const added = [...settings.values()]
    .filter(({ source }) => source !== "command line")
    .flatMap(({ name, values }) => values.map((value) => argumentOf(input.args, name, value)));
  return { rawArgs: [...added, ...rawArgs], settings };
}

function argumentOf(args: ArgsDef, name: string, value: string): string {
  if (args[name].type !== "boolean") return `--${name}=${value}`;
  return value === "true" ? `--${name}` : `--no-${name}`;
}

/** The command line with secrets in the place of the names of their files. */
function readCommandLine({ args, rawArgs }: ConfigurationInput): { rawArgs: string[]; given: Layer } {
  const known = withSecretFiles(args);
  const given = new Map<string, Setting>();
  const result: string[] = [];
  for (let i = 0; i < rawArgs.length; i++) {
    const [, name = "", , value] = /^--([a-z0-9-]+)(=(.*))?$/s.exec(rawArgs[i]) ?? [];
    const secret = secretOfFile(args, name);
    const takesNext = value === undefined && name in known && known[name].type !== "boolean";
    if (secret !== undefined) {
      const path = value ?? rawArgs[i + 1];
      if (path === undefined || path === "") throw new UsageError(`Option --${name} needs a value.`);
      if (given.has(secret)) throw new UsageError(`Give --${secret} or --${name}, not both.`);
      const text = readSecretFile(path);
      given.set(secret, { name: secret, values: [text], source: "command line", from: `--${name}` });
      result.push(`--${secret}=${text}`);
    } else {
      note(name.replace(/^no-/, ""), value ?? (takesNext ? rawArgs[i + 1] : `${!name.startsWith("no-")}`));
      result.push(rawArgs[i], ...(takesNext && i + 1 < rawArgs.length ? [rawArgs[i + 1]] : []));
    }
    if (takesNext) i++;
  }
  return { rawArgs: result, given };

  function note(name: string, value: string | undefined): void {
    if (!(name in args) || value === undefined) return;
    const earlier = given.get(name);
    if (earlier?.from.endsWith("-file")) throw new UsageError(`Give --${name} or --${name}-file, not both.`);
    const values = [...(earlier?.values ?? []), value];
    given.set(name, { name, values, source: "command line", from: `--${name}` });
  }
}

function readEnvironment({ args, configurable, lists, environment }: ConfigurationInput): Layer {
  const found = new Map<string, Setting>();
  for (const name of configurable) {
    if (!(name in args)) continue;
    const [variable, fileVariable] = [variableOf(name), variableOf(`${name}-file`)];
    const ofFile = secretOfFile(args, `${name}-file`) === undefined ? "" : (environment[fileVariable] ?? "");
    const text = environment[variable] ?? "";
    if (text !== "" && ofFile !== "") throw new UsageError(`Set ${variable} or ${fileVariable}, not both.`);
    const value = ofFile === "" ? text : readSecretFile(ofFile);
    if (value === "") continue;
    const values = lists.includes(name) ? value.split(",").filter((each) => each !== "") : [value];
    const from = ofFile === "" ? variable : fileVariable;
    if (args[name].type === "boolean") checkBoolean(from, value);
    found.set(name, { name, values, source: "environment", from });
  }
  return found;
}

function readFile({ args, configurable, file }: ConfigurationInput): Layer {
  const found = new Map<string, Setting>();
  for (const [name, values] of file?.values ?? []) {
    const secret = secretOfFile(args, name);
    const option = secret ?? name;
    // Other commands' options may stand in the same file.
    if (file === undefined || !(option in args) || !configurable.has(option)) continue;
    if (found.has(option)) throw new UsageError(`${file.name} has both "${option}" and "${option}-file".`);
    const read = secret === undefined ? values : values.map(readSecretFile);
    found.set(option, { name: option, values: read, source: "file", from: file.name });
  }
  return found;
}

function checkBoolean(variable: string, value: string): void {
  if (value !== "true" && value !== "false") throw new UsageError(`${variable} is true or false, not "${value}".`);
}
