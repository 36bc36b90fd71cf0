/** A value that JSON can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * Canonical JSON (RFC 8785): no white space, members sorted by UTF-16 code units, numbers as ECMAScript writes them.
 * The same value has the same bytes everywhere.
 * @param value Made of null, booleans, finite numbers, strings, arrays and plain objects.
 * @throws RangeError for anything else.
 */
export function canonicalJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(write(value));
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${write(member)}`).join(",")}}`;
  }
  if (typeof value === "number" ? !Number.isFinite(value) : !isPlain(value)) {
    throw new RangeError(`JSON cannot hold ${String(value)}`);
  }
  return JSON.stringify(value);
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value === "boolean" || typeof value === "string";
}
