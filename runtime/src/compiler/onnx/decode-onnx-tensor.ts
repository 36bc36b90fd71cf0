import type { BinaryReader } from "@bufbuild/protobuf/wire";
import { CompileError } from "../compile-error.ts";
import type { FloatTensor } from "../float-tensor.ts";
import { countElements } from "../tensor-limits.ts";
import { bfloat16, ELEMENT_TYPES, float16 } from "./element-type.ts";
import { readFields, readInteger, readRepeated } from "./protobuf-fields.ts";

const EXTERNAL = 1;
const FLOAT16 = 10;
const BFLOAT16 = 16;
const BITS_PER_BYTE = 8;

interface TensorFields {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dataType: number;
  readonly raw: Uint8Array | null;
  readonly listed: readonly number[];
}

/**
 * Decodes a TensorProto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto) of numbers, raw or typed.
 * @throws CompileError for another element type, external data, or a number of values that the shape does not have.
 */
export function decodeOnnxTensor(bytes: Uint8Array): { name: string; tensor: FloatTensor } {
  const fields = readTensorFields(bytes);
  const { name, shape, dataType, raw, listed } = fields;
  const type = ELEMENT_TYPES[dataType];
  if (type === undefined) {
    const known = Object.values(ELEMENT_TYPES).map((each) => each.name);
    throw new CompileError(`tensor "${name}" has element type ${dataType}; supported are ${known.join(", ")}`);
  }
  const expected = countElements(shape, `tensor "${name}"`);
  const values = raw === null ? readListed(listed, dataType, expected) : readRaw(raw, dataType, expected);
  if (values.length !== expected) {
    throw new CompileError(`tensor "${name}" of shape [${shape.join(", ")}] has ${values.length} values`);
  }
  return { name, tensor: { shape, values, ...(type.name === "float" ? {} : { type: type.name }) } };
}

function readTensorFields(bytes: Uint8Array): TensorFields {
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
    11: list((reader) => Number(reader.uint64())),
    14: (reader) => {
      location = reader.int32();
    },
  });
  if (location === EXTERNAL) {
    throw new CompileError(`tensor "${name}" is in a file of its own: save the model as one file`);
  }
  return { name, shape, dataType, raw, listed };
}

/** Typed data: 16-bit floats stand as their bits, 4-bit integers two in a byte. */
function readListed(listed: readonly number[], dataType: number, expected: number): Float64Array {
  if (dataType === FLOAT16) return Float64Array.from(listed, float16);
  if (dataType === BFLOAT16) return Float64Array.from(listed, bfloat16);
  if (ELEMENT_TYPES[dataType].bits < BITS_PER_BYTE) return unpackHalfBytes(listed, dataType, expected);
  return Float64Array.from(listed);
}

function readRaw(raw: Uint8Array, dataType: number, expected: number): Float64Array {
  const { bits, read } = ELEMENT_TYPES[dataType];
  if (bits < BITS_PER_BYTE) return unpackHalfBytes([...raw], dataType, expected);
  const size = bits / BITS_PER_BYTE;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Float64Array.from({ length: Math.floor(raw.length / size) }, (_, i) => read(view, i * size));
}

/** Two elements in a byte, the first in the lower half. */
function unpackHalfBytes(bytes: readonly number[], dataType: number, expected: number): Float64Array {
  const isSigned = ELEMENT_TYPES[dataType].name === "int4";
  const elements = bytes.flatMap((byte) => [byte & 15, (byte >> 4) & 15]);
  const count = Math.ceil(expected / 2) === bytes.length ? expected : elements.length;
  return Float64Array.from(elements.slice(0, count), (half) => (isSigned && half > 7 ? half - 16 : half));
}
