import { readFileSync } from "node:fs";
import { isCancel, password } from "@clack/prompts";
import { PASSWORD_LEAST_CHARACTERS } from "../limits.ts";
import { UsageError } from "./errors.ts";

function fromFile(file: string): string {
  try {
    // Editors and `echo` end a file with a line break that is not part of the password.
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    throw new UsageError(`The password file ${file} can't be read.`, {}, { cause: error });
  }
}

/** Asks on the terminal, by standard error, so that standard output stays a program's. */
export async function askSecret(message: string, instead: string): Promise<string> {
  if (!process.stdin.isTTY) throw new UsageError(`There is no terminal to ask on: give ${instead}.`);
  const answer = await password({ message, output: process.stderr });
  if (isCancel(answer)) throw new UsageError("Cancelled.");
  return answer ?? "";
}

/** The password of an existing key. */
export async function askPassword(message: string, file: string | undefined): Promise<string> {
  return file === undefined ? askSecret(message, "--password-file") : fromFile(file);
}

/** A password for a new key; on a terminal it is asked for twice. */
export async function choosePassword(file: string | undefined): Promise<string> {
  const chosen = file === undefined ? await askSecret("New password", "--password-file") : fromFile(file);
  if (chosen.length < PASSWORD_LEAST_CHARACTERS) {
    throw new UsageError(`A password needs at least ${PASSWORD_LEAST_CHARACTERS} characters.`);
  }
  if (file === undefined && (await askSecret("Again", "--password-file")) !== chosen) {
    throw new UsageError("The two passwords differ.");
  }
  return chosen;
}
