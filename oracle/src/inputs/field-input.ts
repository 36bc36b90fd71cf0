import { randomBytes } from "node:crypto";
import { type Field, fromHex } from "@openimo/runtime";
import { UsageError } from "../command-line/errors.ts";
import { type AskedModel, howToAsk } from "./how-to-ask.ts";

/** The options that give fields their values. */
export type FieldArgs = {
  /** The value of the only choice. */
  readonly choose?: string;
  /** The value of the only seed. */
  readonly seedHex?: string;
  /** `name=value`, each. */
  readonly fields: readonly string[];
};

/** Labels that an error lists. */
const LISTED_LABELS = 20;

/**
 * Makes a model's input of its fields' values. A seed that isn't given is random.
 * @throws UsageError naming the field that is missing, unknown, given twice or wrong.
 */
export function fieldInput(model: AskedModel, args: FieldArgs): Uint8Array {
  const { meaning } = model.input;
  if (meaning.kind !== "fields") throw new UsageError(`${model.name} has no fields; ${howToAsk(model)}.`);
  const values = valuesByName(meaning.fields, args);
  const parts = meaning.fields.map((field) => fieldBytes(field, values.get(field.name)));
  return new Uint8Array(Buffer.concat(parts));
}

function valuesByName(fields: readonly Field[], { choose, seedHex, fields: named }: FieldArgs): Map<string, string> {
  const values = new Map<string, string>();
  const give = (name: string, value: string) => {
    if (!fields.some((field) => field.name === name)) {
      throw new UsageError(`There is no field ${name}. There are: ${fields.map((field) => field.name).join(", ")}.`);
    }
    if (values.has(name)) throw new UsageError(`The field ${name} is given twice.`);
    values.set(name, value);
  };
  const giveOnly = (kind: Field["meaning"]["kind"], option: string, value: string | undefined) => {
    if (value === undefined) return;
    const candidates = fields.filter(({ meaning }) => meaning.kind === kind);
    if (candidates.length !== 1) {
      const which = fields.map(({ name }) => `--field ${name}=…`).join(" ");
      throw new UsageError(`Option ${option} is for a model with one ${kind}; this one has ${which}.`);
    }
    give(candidates[0].name, value);
  };
  giveOnly("choice", "--choose", choose);
  giveOnly("seed", "--seed-hex", seedHex);
  for (const each of named) {
    const at = each.indexOf("=");
    if (at < 1) throw new UsageError(`Option --field takes name=value, not "${each}".`);
    give(each.slice(0, at), each.slice(at + 1));
  }
  return values;
}

function fieldBytes({ name, bytes, meaning }: Field, value: string | undefined): Uint8Array {
  if (meaning.kind === "choice") return Uint8Array.of(choiceIndex(name, meaning.labels, value));
  if (value !== undefined) return hexBytes(name, bytes, value);
  if (meaning.kind === "seed") return randomBytes(bytes);
  throw new UsageError(`The field ${name} is missing: --field ${name}=0x… with ${bytes} bytes in hexadecimal.`);
}

function choiceIndex(name: string, labels: readonly string[], value: string | undefined): number {
  const more = labels.length > LISTED_LABELS ? ` and ${labels.length - LISTED_LABELS} more` : "";
  const list = `${labels.slice(0, LISTED_LABELS).join(", ")}${more}`;
  if (value === undefined) throw new UsageError(`Choose the ${name} with --choose or --field ${name}=…: ${list}.`);
  const index = labels.indexOf(value);
  if (index === -1) throw new UsageError(`"${value}" is no ${name}. There are: ${list}.`);
  return index;
}

function hexBytes(name: string, bytes: number, value: string): Uint8Array {
  if (!new RegExp(`^0x([0-9a-fA-F]{2}){${bytes}}$`).test(value)) {
    throw new UsageError(`The field ${name} takes 0x and ${2 * bytes} hexadecimal digits, not "${value}".`);
  }
  return fromHex(value);
}
