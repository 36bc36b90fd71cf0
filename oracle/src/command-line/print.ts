import type { Result } from "./command.ts";
import type { CommandError } from "./errors.ts";

/** One line of JSON. Amounts are bigint, which JSON has no exact number for, so they are decimal strings. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner));
}

export function printResult(result: Result, json: boolean): void {
  process.stdout.write(`${json ? toJson(result.json) : result.text}\n`);
}

/** With `--json` the error is the one JSON value on standard output, and is still told to people. */
export function printError(error: CommandError, json: boolean): void {
  process.stderr.write(`openimo: ${error.message}\n`);
  if (!json) return;
  process.stdout.write(`${toJson({ error: { kind: error.kind, message: error.message, ...error.details } })}\n`);
}

/** Progress for people; never on standard output. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
