import type { BinaryReader } from "@bufbuild/protobuf/wire";
import { CompileError } from "../compile-error.ts";
import type { FloatTensor } from "../float-tensor.ts";
import { readFields, readInteger, readRepeated } from "./protobuf-fields.ts";

/** TensorProto.DataType: how raw data are read. */
const RAW_FORMATS: Readonly<Record<number, { bytes: number; read: (view: DataView, offset: number) => number }>> = {
  1: { bytes: 4, read: (view, offset) => view.getFloat32(offset, true) },
  6: { bytes: 4, read: (view, offset) => view.getInt32(offset, true) },
  7: { bytes: 8, read: (view, offset) => Number(view.getBigInt64(offset, true)) },
  11: { bytes: 8, read: (view, offset) => view.getFloat64(offset, true) },
};
const EXTERNAL = 1;

/**
 * Decodes a TensorProto of float, double, int32 or int64 elements.
 * @throws CompileError for another element type, external data, or a number of values that the shape does not have.
 */
export function decodeOnnxTensor(bytes: Uint8Array): { name: string; tensor: FloatTensor } {
  const shape: number[] = [];
  const listed: number[] = [];
  let raw: Uint8Array | null = null;
  let dataType = 0;
  let location = 0;
  let name = "";
  const list = (readOne: (reader: BinaryReader) => number) => (reader: BinaryReader, wireType: number) =>
    readRepeated(reader, wireType, listed, readOne);
  readFields(bytes, {
    1: (reader, wireType) => readRepeated(reader, wireType, shape, readInteger),
    2: (reader) => {
      dataType = reader.int32();
    },
    4: list((reader) => reader.float()),
    5: list((reader) => reader.int32()),
    7: list(readInteger),
    8: (reader) => {
      name = reader.string();
    },
    9: (reader) => {
      raw = reader.bytes();
    },
    10: list((reader) => reader.double()),
    14: (reader) => {
      location = reader.int32();
    },
  });
  if (location === EXTERNAL) {
    throw new CompileError(`tensor "${name}" is in a file of its own: save the model as one file`);
  }
  if (!(dataType in RAW_FORMATS)) {
    throw new CompileError(`tensor "${name}" has element type ${dataType}; float, double, int32, int64 are supported`);
  }
  const values = raw === null ? Float64Array.from(listed) : readRaw(raw, dataType);
  const expected = shape.reduce((product, dimension) => product * dimension, 1);
  if (values.length !== expected) {
    throw new CompileError(`tensor "${name}" of shape [${shape.join(", ")}] has ${values.length} values`);
  }
  return { name, tensor: { shape, values } };
}

function readRaw(raw: Uint8Array, dataType: number): Float64Array {
  const format = RAW_FORMATS[dataType];
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Float64Array.from({ length: Math.floor(raw.length / format.bytes) }, (_, i) =>
    format.read(view, i * format.bytes),
  );
}
