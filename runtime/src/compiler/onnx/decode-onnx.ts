import { CompileError } from "../compile-error.ts";
import type { FloatTensor } from "../float-tensor.ts";
import { decodeOnnxTensor } from "./decode-onnx-tensor.ts";
import { ELEMENT_TYPES } from "./element-type.ts";
import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxValueInfo } from "./onnx-graph.ts";
import { readFields, readInteger, readRepeated } from "./protobuf-fields.ts";

// Field numbers below are those of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).

/** AttributeProto.AttributeType. */
const ATTRIBUTE_TYPE = { float: 1, integer: 2, string: 3, floats: 6, integers: 7, strings: 8 };

/**
 * Decodes an ONNX file.
 * @throws CompileError when the file is not ONNX, or holds what cannot be read (external data, subgraphs).
 */
export function decodeOnnx(bytes: Uint8Array): OnnxGraph {
  try {
    return decodeModel(bytes);
  } catch (cause) {
    if (cause instanceof CompileError) throw cause;
    throw new CompileError(`not a readable ONNX file: ${String(cause)}`, { cause });
  }
}

function decodeModel(bytes: Uint8Array): OnnxGraph {
  let opset: number | null = null;
  let graph: Omit<OnnxGraph, "opset"> | null = null;
  readFields(bytes, {
    7: (reader) => {
      graph = decodeGraph(reader.bytes());
    },
    8: (reader) => {
      const { domain, version } = decodeOperatorSet(reader.bytes());
      if (domain === "" || domain === "ai.onnx") opset = version;
    },
  });
  if (graph === null || opset === null) throw new CompileError("not an ONNX file: no graph or no operator set");
  return { opset, ...(graph as Omit<OnnxGraph, "opset">) };
}

function decodeOperatorSet(bytes: Uint8Array): { domain: string; version: number } {
  let domain = "";
  let version = 0;
  readFields(bytes, {
    1: (reader) => {
      domain = reader.string();
    },
    2: (reader) => {
      version = readInteger(reader);
    },
  });
  return { domain, version };
}

function decodeGraph(bytes: Uint8Array): Omit<OnnxGraph, "opset"> {
  const nodes: OnnxNode[] = [];
  const initializers = new Map<string, FloatTensor>();
  const inputs: OnnxValueInfo[] = [];
  const outputs: OnnxValueInfo[] = [];
  readFields(bytes, {
    1: (reader) => nodes.push(decodeNode(reader.bytes())),
    5: (reader) => {
      const { name, tensor } = decodeOnnxTensor(reader.bytes());
      initializers.set(name, tensor);
    },
    11: (reader) => inputs.push(decodeValueInfo(reader.bytes())),
    12: (reader) => outputs.push(decodeValueInfo(reader.bytes())),
    15: () => {
      throw new CompileError("sparse initializers are not supported");
    },
  });
  // Old exporters list the initializers among the inputs.
  return { nodes, initializers, inputs: inputs.filter(({ name }) => !initializers.has(name)), outputs };
}

function decodeNode(bytes: Uint8Array): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  let name = "";
  let operator = "";
  let domain = "";
  readFields(bytes, {
    1: (reader) => inputs.push(reader.string()),
    2: (reader) => outputs.push(reader.string()),
    3: (reader) => {
      name = reader.string();
    },
    4: (reader) => {
      operator = reader.string();
    },
    5: (reader) => {
      const attribute = decodeAttribute(reader.bytes());
      attributes.set(attribute.name, attribute.value);
    },
    7: (reader) => {
      domain = reader.string();
    },
  });
  if (domain !== "" && domain !== "ai.onnx") operator = `${domain}.${operator}`;
  return { name, operator, inputs, outputs, attributes };
}

function decodeAttribute(bytes: Uint8Array): { name: string; value: OnnxAttribute } {
  const floats: number[] = [];
  const integers: number[] = [];
  const strings: string[] = [];
  let name = "";
  let type = 0;
  let value: OnnxAttribute = {};
  const isGraph = () => {
    value = { ...value, isGraph: true };
  };
  readFields(bytes, {
    1: (reader) => {
      name = reader.string();
    },
    2: (reader) => {
      value = { ...value, float: reader.float() };
    },
    3: (reader) => {
      value = { ...value, integer: readInteger(reader) };
    },
    4: (reader) => {
      value = { ...value, string: new TextDecoder().decode(reader.bytes()) };
    },
    5: (reader) => {
      value = { ...value, tensor: decodeOnnxTensor(reader.bytes()).tensor };
    },
    6: isGraph,
    7: (reader, wireType) => readRepeated(reader, wireType, floats, (each) => each.float()),
    8: (reader, wireType) => readRepeated(reader, wireType, integers, readInteger),
    9: (reader) => strings.push(new TextDecoder().decode(reader.bytes())),
    11: isGraph,
    20: (reader) => {
      type = reader.int32();
    },
  });
  // Some writers leave out what is zero or empty; only the type then tells that it is there.
  if (type === ATTRIBUTE_TYPE.float) value = { float: 0, ...value };
  if (type === ATTRIBUTE_TYPE.integer) value = { integer: 0, ...value };
  if (type === ATTRIBUTE_TYPE.string) value = { string: "", ...value };
  if (type === ATTRIBUTE_TYPE.floats || floats.length > 0) value = { ...value, floats };
  if (type === ATTRIBUTE_TYPE.integers || integers.length > 0) value = { ...value, integers };
  if (type === ATTRIBUTE_TYPE.strings || strings.length > 0) value = { ...value, strings };
  return { name, value };
}

function decodeValueInfo(bytes: Uint8Array): OnnxValueInfo {
  let name = "";
  const shape: (number | null)[] = [];
  const dimension = (message: Uint8Array) => {
    let size: number | null = null;
    readFields(message, {
      1: (reader) => {
        size = readInteger(reader);
      },
    });
    shape.push(size);
  };
  let elements = 0;
  // TypeProto.tensor_type (1) has elem_type (1) and shape (2), which is a list of dim (1).
  const tensorType = (message: Uint8Array) =>
    readFields(message, {
      1: (reader) => {
        elements = reader.int32();
      },
      2: (reader) => readFields(reader.bytes(), { 1: (dimensions) => dimension(dimensions.bytes()) }),
    });
  readFields(bytes, {
    1: (reader) => {
      name = reader.string();
    },
    2: (reader) => readFields(reader.bytes(), { 1: (inner) => tensorType(inner.bytes()) }),
  });
  const type = ELEMENT_TYPES[elements]?.name ?? "float";
  return { name, shape, ...(type === "float" ? {} : { type }) };
}
