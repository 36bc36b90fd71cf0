import { CompileError } from "../compile-error.ts";
import type { FloatTensor } from "../float-tensor.ts";
import { describeNode, type OnnxNode } from "../onnx/onnx-graph.ts";
import { broadcastAdd } from "./broadcast-add.ts";
import { matrixProduct, transpose } from "./matrix-product.ts";
import type { Operator } from "./operator.ts";
import { requiredInput } from "./required-input.ts";

/** y = alpha * a * b + beta * c, b transposed or not. */
export const gemm: Operator = {
  evaluate(node, inputs) {
    const a = requiredInput(node, inputs, 0);
    const w = rowsOf(node, requiredInput(node, inputs, 1));
    if (a.shape.length !== 2 || a.shape[1] !== w.shape[1]) {
      throw new CompileError(`${describeNode(node)}: [${a.shape.join(", ")}] does not fit its ${w.shape[1]} columns`);
    }
    const product = scaled(matrixProduct(a, w), alphaOf(node));
    const bias = inputs[2];
    if (bias === undefined) return product;
    const sum = broadcastAdd(product, scaled(bias, node.attributes.get("beta")?.float ?? 1));
    if (sum === null) throw new CompileError(`${describeNode(node)}: its third input does not fit its output`);
    return sum;
  },

  lower(node, lowering) {
    lowering.emitLinear(node);
  },
};

/**
 * alpha * b as [channels, columns].
 * @throws CompileError when `a` is transposed or b is no matrix.
 */
export function gemmWeights(node: OnnxNode, b: FloatTensor): FloatTensor {
  return scaled(rowsOf(node, b), alphaOf(node));
}

function rowsOf(node: OnnxNode, b: FloatTensor): FloatTensor {
  if (node.attributes.get("transA")?.integer === 1) {
    throw new CompileError(`${describeNode(node)}: transA = 1 is not supported`);
  }
  if (b.shape.length !== 2) throw new CompileError(`${describeNode(node)}: its weights are no matrix`);
  return node.attributes.get("transB")?.integer === 1 ? b : transpose(b);
}

function alphaOf(node: OnnxNode): number {
  return node.attributes.get("alpha")?.float ?? 1;
}

function scaled(tensor: FloatTensor, factor: number): FloatTensor {
  return factor === 1 ? tensor : { shape: tensor.shape, values: tensor.values.map((value) => factor * value) };
}
