import { FailedError } from "../command-line/errors.ts";

const MAGIC = "\u0093NUMPY";

/**
 * Reads a NumPy file of unsigned bytes in row-major order.
 * @throws FailedError for another type or order, or a file of another length than its shape says.
 */
export function readNpy(name: string, bytes: Buffer): Uint8Array {
  if (bytes.length < 12 || bytes.toString("latin1", 0, 6) !== MAGIC)
    throw new FailedError(`${name} is not a NumPy file.`);
  const wide = bytes[6] >= 2;
  const start = wide ? 12 : 10;
  const end = start + (wide ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8));
  const header = bytes.toString("latin1", start, end);
  const shape = /'shape': \(([\d, ]*)\)/.exec(header)?.[1];
  if (shape === undefined || !/'descr': '\|u1'/.test(header) || !/'fortran_order': False/.test(header)) {
    throw new FailedError(`${name} must hold unsigned bytes (uint8) in row-major order.`);
  }
  const count = shape
    .split(",")
    .filter((part) => part.trim() !== "")
    .reduce((product, part) => product * Number(part), 1);
  const values = new Uint8Array(bytes.subarray(end));
  if (values.length === count) return values;
  throw new FailedError(`${name} has ${values.length} values; its shape (${shape}) has ${count}.`);
}
