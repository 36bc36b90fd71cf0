import { SampleError } from "./sample-error.ts";

const MAGIC = "\u0093NUMPY";
const LEAST_BYTES = 12;

/** One character a byte, as NumPy writes its headers. */
function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

/**
 * Reads a NumPy file of unsigned bytes in row-major order.
 * @param name What to call the file in an error.
 * @throws SampleError for another type or order, or a file of another length than its shape says.
 */
export function readNpy(name: string, bytes: Uint8Array): Uint8Array {
  if (bytes.length < LEAST_BYTES || latin1(bytes.subarray(0, MAGIC.length)) !== MAGIC)
    throw new SampleError(`${name} is not a NumPy file.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = bytes[6] >= 2;
  const start = wide ? 12 : 10;
  const end = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = latin1(bytes.subarray(start, end));
  const shape = /'shape': \(([\d, ]*)\)/.exec(header)?.[1];
  if (shape === undefined || !/'descr': '\|u1'/.test(header) || !/'fortran_order': False/.test(header)) {
    throw new SampleError(`${name} must hold unsigned bytes (uint8) in row-major order.`);
  }
  const count = shape
    .split(",")
    .filter((part) => part.trim() !== "")
    .reduce((product, part) => product * Number(part), 1);
  const values = bytes.slice(end);
  if (values.length === count) return values;
  throw new SampleError(`${name} has ${values.length} values; its shape (${shape}) has ${count}.`);
}
