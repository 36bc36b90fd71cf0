import { CompileError } from "./compile-error.ts";
import type { FloatTensor } from "./float-tensor.ts";
import type { OnnxNode } from "./onnx/onnx-graph.ts";
import { OperatorCall } from "./operators/operator-call.ts";
import { OPERATORS, SUPPORTED_OPERATORS } from "./operators/operator-table.ts";
import type { WorkBudget } from "./tensor-limits.ts";

/** Computes a node's outputs in floats. */
export function evaluateNode(
  node: OnnxNode,
  inputs: readonly (FloatTensor | undefined)[],
  { opset, budget }: { opset: number; budget: WorkBudget },
): readonly FloatTensor[] {
  const operator = OPERATORS.get(node.operator);
  if (operator === undefined) throw new CompileError(unsupported(node, opset));
  const output = operator(new OperatorCall(node, inputs, node.opset ?? opset, budget));
  return isTensor(output) ? [output] : output;
}

function isTensor(output: FloatTensor | readonly FloatTensor[]): output is FloatTensor {
  return !Array.isArray(output);
}

/** What to say of a node whose operator is not supported. */
export function unsupported(node: OnnxNode, opset: number): string {
  return (
    `node "${node.name || node.outputs[0]}": operator ${node.operator} of operator set ${opset} is not supported; ` +
    `supported are ${SUPPORTED_OPERATORS.join(", ")}`
  );
}
