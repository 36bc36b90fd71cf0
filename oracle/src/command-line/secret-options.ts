import { readFileSync, statSync } from "node:fs";
import type { ArgsDef } from "citty";
import { SECRET_FILE_BYTES } from "../limits.ts";
import { UsageError } from "./errors.ts";

/** Options whose values may carry a token or a password. Each has another one that names a file with the value. */
export const SECRET_OPTIONS: readonly string[] = ["rpc-url", "signer-url", "database-url"];

const FILE = "-file";

/** The secret option that one of the form `…-file` stands for, unless the command has that one itself. */
export function secretOfFile(args: ArgsDef, name: string): string | undefined {
  const secret = name.slice(0, -FILE.length);
  return name.endsWith(FILE) && SECRET_OPTIONS.includes(secret) && secret in args && !(name in args)
    ? secret
    : undefined;
}

/** The options with those that name files of secrets. */
export function withSecretFiles(args: ArgsDef): ArgsDef {
  const files = SECRET_OPTIONS.filter((name) => name in args && !(`${name}${FILE}` in args));
  const definitions = files.map((name) => [
    `${name}${FILE}`,
    {
      type: "string",
      valueHint: "file",
      description: `File with the value of --${name}, which others can't see there`,
    },
  ]);
  return { ...args, ...Object.fromEntries(definitions) };
}

/** @throws UsageError when the file can't be read, or is none of a secret's. */
export function readSecretFile(path: string): string {
  try {
    if (statSync(path).size > SECRET_FILE_BYTES) throw new Error(`more than ${SECRET_FILE_BYTES} bytes`);
    // Editors and `echo` end a file with a line break that is not part of the secret.
    return readFileSync(path, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    throw new UsageError(`The file ${path} with a secret can't be read.`, {}, { cause: error });
  }
}

/** A secret as it may be shown: of addresses the scheme and the host. */
export function masked(value: string): string {
  const addresses = value.split(/[\s,]+/).filter((text) => text !== "");
  return addresses.map(maskedAddress).join(",");
}

function maskedAddress(text: string): string {
  if (!URL.canParse(text)) return "***";
  const { protocol, host, username, password, pathname, search, hash } = new URL(text);
  if (host === "") return "***";
  const user = username === "" && password === "" ? "" : "***@";
  const rest = pathname.length > 1 || search !== "" || hash !== "" ? "/***" : "";
  return `${protocol}//${user}${host}${rest}`;
}
