import type { Hex } from "../hash/hex.ts";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";
import { PackageError } from "./package-error.ts";

/** One value of a JSON file, read with what is expected of it. Errors name the file and the member. */
export class JsonReader {
  readonly #file: string;
  readonly #where: string;
  readonly #value: JsonValue;

  private constructor(file: string, where: string, value: JsonValue) {
    this.#file = file;
    this.#where = where;
    this.#value = value;
  }

  /** @throws PackageError unless the bytes are canonical JSON. */
  static parseCanonical(file: string, bytes: Uint8Array): JsonReader {
    let value: JsonValue;
    try {
      value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)) as JsonValue;
    } catch (cause) {
      throw new PackageError(file, "JSON in UTF-8", String(cause), { cause });
    }
    const canonical = canonicalJson(value);
    const difference = canonical.findIndex((byte, i) => byte !== bytes[i]);
    if (difference !== -1 || canonical.length !== bytes.length) {
      const at = difference === -1 ? canonical.length : difference;
      throw new PackageError(file, "canonical JSON (RFC 8785)", `a difference at byte ${at}`);
    }
    return new JsonReader(file, "", value);
  }

  /** True when the value is null. */
  get isNull(): boolean {
    return this.#value === null;
  }

  /** The members of an object that has exactly these. */
  object<K extends string>(keys: readonly K[]): Record<K, JsonReader> {
    const members = this.members();
    const unknown = Object.keys(members).find((key) => !keys.some((known) => known === key));
    if (unknown !== undefined) this.#fail(`the members ${keys.join(", ")}`, `the member ${unknown}`);
    const missing = keys.find((key) => !Object.hasOwn(members, key));
    if (missing !== undefined) this.#fail(`the member ${missing}`, "none");
    return members as Record<K, JsonReader>;
  }

  /** The members of an object, whichever they are. */
  members(): Record<string, JsonReader> {
    const value = this.#value;
    if (value === null || typeof value !== "object" || Array.isArray(value)) return this.#fail("an object");
    const entries = Object.entries(value as { readonly [key: string]: JsonValue });
    return Object.fromEntries(entries.map(([key, member]) => [key, this.#child(`.${key}`, member)]));
  }

  array(maxLength: number, minLength = 0): JsonReader[] {
    if (!Array.isArray(this.#value)) return this.#fail("an array");
    const items: readonly JsonValue[] = this.#value;
    if (items.length < minLength) return this.#fail(`at least ${minLength} items`, `${items.length}`);
    if (items.length > maxLength) return this.#fail(`at most ${maxLength} items`, `${items.length}`);
    return items.map((item, i) => this.#child(`[${i}]`, item));
  }

  string(maxLength = 65536): string {
    if (typeof this.#value !== "string") return this.#fail("a string");
    if (this.#value.length > maxLength) this.#fail(`at most ${maxLength} characters`, `${this.#value.length}`);
    return this.#value;
  }

  oneOf<S extends string | number>(...values: readonly S[]): S {
    const found = values.find((value) => value === this.#value);
    return found ?? this.#fail(values.join(" or "));
  }

  number(min: number, max: number): number {
    if (typeof this.#value !== "number" || this.#value < min || this.#value > max) {
      return this.#fail(`a number from ${min} to ${max}`);
    }
    return this.#value;
  }

  integer(min: number, max: number): number {
    const value = this.number(min, max);
    return Number.isSafeInteger(value) ? value : this.#fail(`an integer from ${min} to ${max}`);
  }

  /** @param bytes Number of bytes that the text must stand for, if that is known. */
  hex(bytes?: number): Hex {
    const pattern = bytes === undefined ? /^0x([0-9a-f]{2})*$/ : new RegExp(`^0x[0-9a-f]{${2 * bytes}}$`);
    if (typeof this.#value !== "string" || !pattern.test(this.#value)) {
      return this.#fail(`${bytes ?? "any number of"} bytes in lower-case hexadecimal after 0x`);
    }
    return this.#value as Hex;
  }

  #child(step: string, value: JsonValue): JsonReader {
    return new JsonReader(this.#file, this.#where + step, value);
  }

  #fail(expected: string, found = abbreviate(this.#value)): never {
    const where = this.#where === "" ? "" : ` at ${this.#where.replace(/^\./, "")}`;
    throw new PackageError(this.#file, expected + where, found);
  }
}

function abbreviate(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
