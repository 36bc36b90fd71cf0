import { readFileSync, statSync } from "node:fs";
import type { ArgsDef } from "citty";
import { z } from "zod";
import { CONFIGURATION_FILE_BYTES } from "../limits.ts";
import { UsageError } from "./errors.ts";
import { withSecretFiles } from "./secret-options.ts";

/**
 * Reads a configuration file: a JSON object whose members are options of `openimo run`, without the dashes.
 * @returns The values of each, as on a command line.
 * @throws UsageError naming the member that is wrong.
 */
export function readConfigurationFile(
  path: string,
  options: ArgsDef,
  lists: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const parsed = schemaOf(withSecretFiles(options), lists).safeParse(parseJson(path));
  if (parsed.success)
    return new Map(Object.entries(parsed.data).map(([name, value]) => [name, [value].flat().map(String)]));
  const [issue] = parsed.error.issues;
  if (issue.code === "unrecognized_keys") {
    const [name] = issue.keys;
    const near = nearest(name, Object.keys(withSecretFiles(options)));
    throw new UsageError(
      `${path}: "${name}" is no option of openimo run.${near === undefined ? "" : ` Is "${near}" meant?`}`,
    );
  }
  const where = issue.path.length === 0 ? "" : ` "${String(issue.path[0])}"`;
  throw new UsageError(`${path}:${where} ${issue.message}.`);
}

function schemaOf(options: ArgsDef, lists: readonly string[]) {
  const text = z.union([z.string().min(1, "has to be a text or a number"), z.number()], "has to be a text or a number");
  const members = Object.entries(options).map(([name, { type }]) => {
    if (type === "boolean") return [name, z.boolean("has to be true or false").optional()];
    const many = z.union([text, z.array(text)], "has to be a text, or a list of texts");
    return [name, (lists.includes(name) ? many : text).optional()];
  });
  return z.strictObject(
    Object.fromEntries(members) as Record<string, z.ZodType<string | number | boolean | string[]>>,
    {
      error: (issue) => (issue.code === "invalid_type" ? "has to be one object" : undefined),
    },
  );
}

function parseJson(path: string): unknown {
  let text: string;
  try {
    if (statSync(path).size > CONFIGURATION_FILE_BYTES) throw new Error(`more than ${CONFIGURATION_FILE_BYTES} bytes`);
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`The configuration file ${path} can't be read.`, {}, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The configuration file ${path} is not JSON: ${why}.`, {}, { cause: error });
  }
}

const NEAR_EDITS = 3;

/** The known name that takes the fewest changed letters, if that is a few. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((each) => ({ each, edits: editsBetween(name, each) })).sort((a, b) => a.edits - b.edits);
  return ranked[0] !== undefined && ranked[0].edits <= NEAR_EDITS ? ranked[0].each : undefined;
}

/** Letters that are put in, left out or changed (Levenshtein). */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
