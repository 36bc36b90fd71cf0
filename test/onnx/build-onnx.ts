import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** A tensor to be written: float unless its type says otherwise. */
export interface BuiltTensor {
  readonly shape: readonly number[];
  /** Typed arrays are of the type's own elements. */
  readonly values: readonly number[] | Float32Array | Int8Array;
  readonly type?: "float" | "int64" | "uint8" | "int8" | "int32" | "bool";
}

/** An attribute: a number is an integer unless it has a fraction or is wrapped as a float. */
export type BuiltAttribute = number | string | readonly number[] | { readonly float: number } | BuiltTensor;

export interface BuiltNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, BuiltAttribute>>;
}

export interface BuiltGraph {
  readonly opset: number;
  readonly nodes: readonly BuiltNode[];
  readonly inputs: Readonly<Record<string, { shape: readonly number[]; type?: BuiltTensor["type"] }>>;
  readonly outputs: readonly string[];
  readonly outputType?: BuiltTensor["type"];
  readonly initializers?: Readonly<Record<string, BuiltTensor>>;
}

const TYPES = { float: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9 };

/** Writes an ONNX file (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). For tests only. */
export function buildOnnx({ opset, nodes, inputs, outputs, outputType, initializers = {} }: BuiltGraph): Uint8Array {
  const model = new BinaryWriter();
  model.tag(1, WireType.Varint).int64(8);
  message(model, 8, new BinaryWriter().tag(2, WireType.Varint).int64(opset));
  const body = new BinaryWriter();
  for (const node of nodes) message(body, 1, writeNode(node));
  body.tag(2, WireType.LengthDelimited).string("graph");
  for (const [name, tensor] of Object.entries(initializers)) message(body, 5, writeTensor(name, tensor));
  for (const [name, { shape, type }] of Object.entries(inputs)) message(body, 11, writeInfo(name, shape, type));
  for (const name of outputs) message(body, 12, writeInfo(name, null, outputType));
  message(model, 7, body);
  return model.finish();
}

function message(parent: BinaryWriter, field: number, child: BinaryWriter): void {
  parent.tag(field, WireType.LengthDelimited).bytes(child.finish());
}

function writeNode({ operator, inputs, outputs, attributes = {} }: BuiltNode): BinaryWriter {
  const writer = new BinaryWriter();
  for (const input of inputs) writer.tag(1, WireType.LengthDelimited).string(input);
  for (const output of outputs) writer.tag(2, WireType.LengthDelimited).string(output);
  writer.tag(3, WireType.LengthDelimited).string(`${outputs[0]}_node`);
  writer.tag(4, WireType.LengthDelimited).string(operator);
  for (const [name, value] of Object.entries(attributes)) message(writer, 5, writeAttribute(name, value));
  return writer;
}

function writeAttribute(name: string, value: BuiltAttribute): BinaryWriter {
  const writer = new BinaryWriter().tag(1, WireType.LengthDelimited).string(name);
  const type = (code: number) => writer.tag(20, WireType.Varint).int32(code);
  if (typeof value === "string") {
    writer.tag(4, WireType.LengthDelimited).string(value);
    return type(3);
  }
  if (typeof value === "number") {
    if (Number.isInteger(value)) {
      writer.tag(3, WireType.Varint).int64(value);
      return type(2);
    }
    writer.tag(2, WireType.Bit32).float(value);
    return type(1);
  }
  if ("float" in value) {
    writer.tag(2, WireType.Bit32).float(value.float);
    return type(1);
  }
  if ("shape" in value) {
    message(writer, 5, writeTensor("", value));
    return type(4);
  }
  for (const each of value) writer.tag(8, WireType.Varint).int64(each);
  return type(7);
}

function writeTensor(name: string, { shape, values, type = "float" }: BuiltTensor): BinaryWriter {
  const writer = new BinaryWriter();
  for (const size of shape) writer.tag(1, WireType.Varint).int64(size);
  writer.tag(2, WireType.Varint).int32(TYPES[type]);
  writer.tag(8, WireType.LengthDelimited).string(name);
  if (values instanceof Int8Array) {
    writer.tag(9, WireType.LengthDelimited).bytes(new Uint8Array(values.buffer));
  } else if (type === "float") {
    writer.tag(9, WireType.LengthDelimited).bytes(new Uint8Array(Float32Array.from(values).buffer));
  } else {
    writer.tag(type === "int64" ? 7 : 5, WireType.LengthDelimited).fork();
    for (const value of values) writer.int64(value);
    writer.join();
  }
  return writer;
}

function writeInfo(name: string, shape: readonly number[] | null, type: BuiltTensor["type"] = "float"): BinaryWriter {
  const tensor = new BinaryWriter().tag(1, WireType.Varint).int64(TYPES[type]);
  if (shape !== null) {
    const dimensions = new BinaryWriter();
    for (const size of shape) message(dimensions, 1, new BinaryWriter().tag(1, WireType.Varint).int64(size));
    message(tensor, 2, dimensions);
  }
  const holder = new BinaryWriter();
  message(holder, 1, tensor);
  const info = new BinaryWriter().tag(1, WireType.LengthDelimited).string(name);
  message(info, 2, holder);
  return info;
}
