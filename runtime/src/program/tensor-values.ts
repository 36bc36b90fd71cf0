import { DTYPES, type DType } from "./dtype.ts";

/**
 * Little-endian bytes to integers, in a new array. Endianness is written out: a typed array over the bytes would take
 * the machine's.
 */
export function decodeTensor(dtype: DType, bytes: Uint8Array): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Int32Array(bytes.length / DTYPES[dtype].bytes);
  for (let i = 0; i < values.length; i++) {
    if (dtype === "uint8") values[i] = view.getUint8(i);
    else if (dtype === "int8") values[i] = view.getInt8(i);
    else if (dtype === "int16") values[i] = view.getInt16(2 * i, true);
    else values[i] = view.getInt32(4 * i, true);
  }
  return values;
}

/** Integers to little-endian bytes. Each value lies in the element type's range. */
export function encodeTensor(dtype: DType, values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(values.length * DTYPES[dtype].bytes);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) {
    if (dtype === "uint8") view.setUint8(i, values[i]);
    else if (dtype === "int8") view.setInt8(i, values[i]);
    else if (dtype === "int16") view.setInt16(2 * i, values[i], true);
    else view.setInt32(4 * i, values[i], true);
  }
  return bytes;
}
