import { CompileError } from "./compile-error.ts";

/** Unsigned bytes with a shape, row-major. */
export interface IdxTensor {
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

const TYPE_UINT8 = 8;

/**
 * Reads an IDX file of unsigned bytes, the format of MNIST: two zero bytes, the type, the rank, one big-endian uint32 a
 * dimension, then the values.
 * @throws CompileError when the file is of another kind, or shorter or longer than its dimensions say.
 */
export function readIdx(bytes: Uint8Array): IdxTensor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0 || bytes[2] !== TYPE_UINT8) {
    throw new CompileError("not an IDX file of unsigned bytes");
  }
  const header = 4 + 4 * bytes[3];
  if (bytes.length < header) throw new CompileError("an IDX file ends within its dimensions");
  const shape = Array.from({ length: bytes[3] }, (_, i) => view.getUint32(4 + 4 * i));
  const expected = shape.reduce((product, dimension) => product * dimension, 1);
  const found = bytes.length - header;
  if (found !== expected) throw new CompileError(`an IDX file of shape [${shape.join(", ")}] has ${found} values`);
  return { shape, values: bytes.subarray(header) };
}
