import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** A float or int64 tensor to be written. */
export interface TensorToWrite {
  readonly shape: readonly number[];
  readonly values: readonly number[];
  readonly type?: "float" | "int64";
}

/** A node to be written; attributes are floats unless they are listed in `integers`. */
export interface NodeToWrite {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly floats?: Readonly<Record<string, number>>;
  readonly integers?: Readonly<Record<string, number>>;
  readonly tensors?: Readonly<Record<string, TensorToWrite>>;
}

export interface GraphToWrite {
  readonly opset: number;
  readonly inputShape: readonly (number | string)[];
  readonly nodes: readonly NodeToWrite[];
  readonly initializers?: Readonly<Record<string, TensorToWrite>>;
  readonly outputShape: readonly number[];
}

const FLOAT = 1;
const INT64 = 7;

/** Writes an ONNX file with the input `x` and the last node's output as output. For tests only. */
export function writeOnnx(graph: GraphToWrite): Uint8Array {
  const model = new BinaryWriter();
  model.tag(1, WireType.Varint).int64(8);
  const operatorSet = new BinaryWriter();
  operatorSet.tag(2, WireType.Varint).int64(graph.opset);
  message(model, 8, operatorSet);
  const body = new BinaryWriter();
  for (const node of graph.nodes) message(body, 1, writeNode(node));
  body.tag(2, WireType.LengthDelimited).string("graph");
  for (const [name, tensor] of Object.entries(graph.initializers ?? {})) message(body, 5, writeTensor(name, tensor));
  message(body, 11, writeValueInfo("x", graph.inputShape));
  message(body, 12, writeValueInfo(graph.nodes[graph.nodes.length - 1].output, graph.outputShape));
  message(model, 7, body);
  return model.finish();
}

function message(parent: BinaryWriter, field: number, child: BinaryWriter): void {
  parent.tag(field, WireType.LengthDelimited).bytes(child.finish());
}

function writeNode(node: NodeToWrite): BinaryWriter {
  const writer = new BinaryWriter();
  for (const input of node.inputs) writer.tag(1, WireType.LengthDelimited).string(input);
  writer.tag(2, WireType.LengthDelimited).string(node.output);
  writer.tag(3, WireType.LengthDelimited).string(`${node.output}_node`);
  writer.tag(4, WireType.LengthDelimited).string(node.operator);
  const attribute = (name: string, type: number, write: (attribute: BinaryWriter) => unknown) => {
    const child = new BinaryWriter();
    child.tag(1, WireType.LengthDelimited).string(name);
    write(child);
    child.tag(20, WireType.Varint).int32(type);
    message(writer, 5, child);
  };
  // Zeros are left out, as some writers do: only the attribute's type tells that they are there.
  for (const [name, value] of Object.entries(node.floats ?? {})) {
    attribute(name, 1, (child) => value !== 0 && child.tag(2, WireType.Bit32).float(value));
  }
  for (const [name, value] of Object.entries(node.integers ?? {})) {
    attribute(name, 2, (child) => value !== 0 && child.tag(3, WireType.Varint).int64(value));
  }
  for (const [name, value] of Object.entries(node.tensors ?? {})) {
    attribute(name, 4, (child) => message(child, 5, writeTensor("", value)));
  }
  return writer;
}

function writeTensor(name: string, tensor: TensorToWrite): BinaryWriter {
  const writer = new BinaryWriter();
  for (const dimension of tensor.shape) writer.tag(1, WireType.Varint).int64(dimension);
  const isFloat = tensor.type !== "int64";
  writer.tag(2, WireType.Varint).int32(isFloat ? FLOAT : INT64);
  writer.tag(8, WireType.LengthDelimited).string(name);
  if (isFloat) {
    writer.tag(9, WireType.LengthDelimited).bytes(new Uint8Array(Float32Array.from(tensor.values).buffer));
  } else {
    writer.tag(7, WireType.LengthDelimited).fork();
    for (const value of tensor.values) writer.int64(value);
    writer.join();
  }
  return writer;
}

function writeValueInfo(name: string, shape: readonly (number | string)[]): BinaryWriter {
  const dimensions = new BinaryWriter();
  for (const size of shape) {
    const dimension = new BinaryWriter();
    if (typeof size === "number") dimension.tag(1, WireType.Varint).int64(size);
    else dimension.tag(2, WireType.LengthDelimited).string(size);
    message(dimensions, 1, dimension);
  }
  const tensor = new BinaryWriter();
  tensor.tag(1, WireType.Varint).int32(FLOAT);
  message(tensor, 2, dimensions);
  const type = new BinaryWriter();
  message(type, 1, tensor);
  const info = new BinaryWriter();
  info.tag(1, WireType.LengthDelimited).string(name);
  message(info, 2, type);
  return info;
}
