import type { FloatTensor } from "../float-tensor.ts";
import type { Lowering } from "../lowering.ts";
import type { OnnxNode } from "../onnx/onnx-graph.ts";

/** An ONNX operator: what it computes in floats, and the instructions that it becomes. */
export interface Operator {
  /**
   * The operator's output. Also used to fold constants and to find shapes.
   * @param inputs In the node's order; undefined where an optional input is left out.
   * @throws CompileError when shapes do not agree or an attribute has a value that is not supported.
   */
  evaluate(node: OnnxNode, inputs: readonly (FloatTensor | undefined)[], opset: number): FloatTensor;
  /**
   * Emits the node's instructions. Not called for a node of constants only, nor for one that an earlier node took in.
   * @throws CompileError when there are no instructions for such a node.
   */
  lower(node: OnnxNode, lowering: Lowering): void;
}
