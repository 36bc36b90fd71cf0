/** Element types that tensors are read in. */
export type ElementType =
  | "float"
  | "double"
  | "float16"
  | "bfloat16"
  | "int8"
  | "uint8"
  | "int16"
  | "uint16"
  | "int32"
  | "uint32"
  | "int64"
  | "uint64"
  | "int4"
  | "uint4"
  | "bool";

/** How an element type is stored and what it can hold. */
interface ElementTypeInfo {
  readonly name: ElementType;
  /** Bits of one element in raw data. */
  readonly bits: number;
  /** Reads one element at a byte; types of less than a byte are unpacked elsewhere. */
  readonly read: (view: DataView, offset: number) => number;
  /** Range of an integer type; null for floats. */
  readonly range: readonly [number, number] | null;
}

const signed = (bits: number): [number, number] => [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
const unsigned = (bits: number): [number, number] => [0, 2 ** bits - 1];

/** TensorProto.DataType of onnx.proto, for the types that hold plain numbers. */
export const ELEMENT_TYPES: Readonly<Record<number, ElementTypeInfo>> = {
  1: { name: "float", bits: 32, range: null, read: (view, at) => view.getFloat32(at, true) },
  2: { name: "uint8", bits: 8, range: unsigned(8), read: (view, at) => view.getUint8(at) },
  3: { name: "int8", bits: 8, range: signed(8), read: (view, at) => view.getInt8(at) },
  4: { name: "uint16", bits: 16, range: unsigned(16), read: (view, at) => view.getUint16(at, true) },
  5: { name: "int16", bits: 16, range: signed(16), read: (view, at) => view.getInt16(at, true) },
  6: { name: "int32", bits: 32, range: signed(32), read: (view, at) => view.getInt32(at, true) },
  7: { name: "int64", bits: 64, range: signed(64), read: (view, at) => Number(view.getBigInt64(at, true)) },
  9: { name: "bool", bits: 8, range: [0, 1], read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
  10: { name: "float16", bits: 16, range: null, read: (view, at) => float16(view.getUint16(at, true)) },
  11: { name: "double", bits: 64, range: null, read: (view, at) => view.getFloat64(at, true) },
  12: { name: "uint32", bits: 32, range: unsigned(32), read: (view, at) => view.getUint32(at, true) },
  13: { name: "uint64", bits: 64, range: unsigned(64), read: (view, at) => Number(view.getBigUint64(at, true)) },
  16: { name: "bfloat16", bits: 16, range: null, read: (view, at) => bfloat16(view.getUint16(at, true)) },
  21: { name: "uint4", bits: 4, range: unsigned(4), read: (view, at) => view.getUint8(at) },
  22: { name: "int4", bits: 4, range: signed(4), read: (view, at) => view.getInt8(at) },
};

const RANGES = new Map(Object.values(ELEMENT_TYPES).map(({ name, range }) => [name, range]));

/** The type's range, or null when it is a float type. */
export function integerRange(type: ElementType): readonly [number, number] | null {
  return RANGES.get(type) ?? null;
}

/** IEEE 754 binary16 from its bits. */
export function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The upper half of a binary32 from its bits. */
export function bfloat16(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, bits);
  return view.getFloat32(0);
}
