import type { FloatTensor } from "../float-tensor.ts";

/** An attribute of a node, in the members that the supported operators read. */
export interface OnnxAttribute {
  readonly float?: number;
  readonly integer?: number;
  readonly integers?: readonly number[];
  readonly tensor?: FloatTensor;
}

/** A node with one output. */
export interface OnnxNode {
  readonly name: string;
  readonly operator: string;
  /** Names of values; an optional input that is left out is "". */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/** A graph input or output; a dimension that the file leaves open is null. */
export interface OnnxValueInfo {
  readonly name: string;
  readonly shape: readonly (number | null)[];
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
