import type { FloatTensor } from "../float-tensor.ts";
import type { ElementType } from "./element-type.ts";

/** An attribute of a node: the members that its kind has. */
export interface OnnxAttribute {
  readonly float?: number;
  readonly integer?: number;
  readonly string?: string;
  readonly floats?: readonly number[];
  readonly integers?: readonly number[];
  readonly strings?: readonly string[];
  readonly tensor?: FloatTensor;
  /** True when it holds a graph (the body of an If or a Loop), which is not read. */
  readonly isGraph?: boolean;
}

/** A node of a graph. */
export interface OnnxNode {
  readonly name: string;
  /** With its domain and a dot before it, where that is not ONNX's own. */
  readonly operator: string;
  /** Names of values; an optional input that is left out is "". */
  readonly inputs: readonly string[];
  /** Names of values; an optional output that is left out is "". */
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
  /** The operator set that it is to be read by, where that is not the model's: of nodes that the compiler makes. */
  readonly opset?: number;
}

/** A graph input or output; a dimension that the file leaves open is null. */
export interface OnnxValueInfo {
  readonly name: string;
  readonly shape: readonly (number | null)[];
  /** A float when left out. */
  readonly type?: ElementType;
}

/** A decoded ONNX model. */
export interface OnnxGraph {
  readonly opset: number;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: ReadonlyMap<string, FloatTensor>;
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
}

/** A node's name for a message; exporters may leave it empty. */
export function describeNode(node: OnnxNode): string {
  return `${node.operator} "${node.name || node.outputs[0]}"`;
}
