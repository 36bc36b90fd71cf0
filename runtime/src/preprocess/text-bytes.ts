/**
 * Makes the input of a model that reads text: Unicode's composed form (NFC), lower case, UTF-8, cut between two
 * characters to `bytes`, filled up with zeros. Lower case is Unicode's own, whatever the reader's language.
 * @returns `bytes` bytes.
 */
export function textBytes(text: string, bytes: number): Uint8Array {
  const input = new Uint8Array(bytes);
  // It stops before a character that doesn't fit, and never splits one.
  new TextEncoder().encodeInto(normalised(text), input);
  return input;
}

/** Bytes that a text takes before it is cut: what more than the model's bytes is not read. */
export function textByteLength(text: string): number {
  return new TextEncoder().encode(normalised(text)).length;
}

/** The text that an input of `textBytes` was made of, as far as it was kept. */
export function textOfBytes(input: Uint8Array): string {
  const end = input.indexOf(0);
  return new TextDecoder().decode(end === -1 ? input : input.subarray(0, end));
}

function normalised(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
