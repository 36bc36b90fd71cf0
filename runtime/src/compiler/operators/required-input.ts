import { CompileError } from "../compile-error.ts";
import type { FloatTensor } from "../float-tensor.ts";
import { describeNode, type OnnxNode } from "../onnx/onnx-graph.ts";

/** @throws CompileError when the node's input `index` is left out. */
export function requiredInput(
  node: OnnxNode,
  inputs: readonly (FloatTensor | undefined)[],
  index: number,
): FloatTensor {
  const input = inputs[index];
  if (input === undefined) throw new CompileError(`${describeNode(node)} has no input ${index}`);
  return input;
}
