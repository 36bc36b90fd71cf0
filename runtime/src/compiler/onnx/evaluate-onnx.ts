import { CompileError } from "../compile-error.ts";
import { evaluateNode } from "../evaluate-node.ts";
import type { FloatTensor } from "../float-tensor.ts";
import { WorkBudget } from "../tensor-limits.ts";
import { decodeOnnx } from "./decode-onnx.ts";
import { describeNode } from "./onnx-graph.ts";

/** Evaluates a model with any number of inputs as it stands in its file, as the checks of the operators do. */
export function evaluateOnnx(onnx: Uint8Array, inputs: readonly (FloatTensor | undefined)[]): FloatTensor[] {
  const graph = decodeOnnx(onnx);
  const values = new Map(graph.initializers);
  graph.inputs.forEach(({ name }, i) => {
    const input = inputs[i];
    if (input !== undefined) values.set(name, input);
  });
  const context = { opset: graph.opset, budget: new WorkBudget() };
  for (const node of graph.nodes) {
    const operands = node.inputs.map((name) => values.get(name));
    const missing = node.inputs.find((name, i) => name !== "" && operands[i] === undefined);
    if (missing !== undefined) throw new CompileError(`${describeNode(node)} reads "${missing}" before it is computed`);
    const outputs = evaluateNode(node, operands, context);
    node.outputs.forEach((name, i) => {
      if (outputs[i] !== undefined) values.set(name, outputs[i]);
    });
  }
  return graph.outputs.map(({ name }) => values.get(name) ?? { shape: [], values: new Float64Array(0) });
}
