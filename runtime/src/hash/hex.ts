/** Lower-case hexadecimal with 0x in front. */
export type Hex = `0x${string}`;

/** Bytes to lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): Hex {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return `0x${text}`;
}

/**
 * Hexadecimal to bytes.
 * @throws RangeError when the text is not an even number of hexadecimal digits after 0x.
 */
export function fromHex(hex: string): Uint8Array {
  if (!/^0x([0-9a-fA-F]{2})*$/.test(hex)) throw new RangeError("expected 0x and an even number of hexadecimal digits");
  const bytes = new Uint8Array(hex.length / 2 - 1);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 + 2 * i, 4 + 2 * i), 16);
  return bytes;
}
