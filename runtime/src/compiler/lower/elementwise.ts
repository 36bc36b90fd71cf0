import { chooseMultipliers, chooseSumMultipliers, MAX_RATIO, MAX_SUM_RATIO } from "../choose-multipliers.ts";
import { CompileError } from "../compile-error.ts";
import { describeNode, type OnnxNode } from "../onnx/onnx-graph.ts";
import { integerLimits, type Lowering } from "./lowering.ts";
import type { LoweringFamily } from "./lowering-table.ts";
import { operandsOf } from "./operands.ts";

/** left + sign * right, or the other way round where the node's second input has the output's shape. */
function lowerSum(node: OnnxNode, lowering: Lowering, sign: 1 | -1): void {
  const { left, right, isSwapped } = operandsOf(node, lowering);
  const [output] = node.outputs;
  const { name, limits } = lowering.activation(output);
  const smallest = Math.max(left.scale, right.scale) / MAX_SUM_RATIO;
  const scale = lowering.chooseScale(name, limits, smallest);
  const signs = isSwapped ? [sign, 1] : [1, sign];
  const ratios = [(signs[0] * left.scale) / scale.scale, (signs[1] * right.scale) / scale.scale];
  const { multipliers, shift } = chooseSumMultipliers(ratios);
  const [leftMultiplier, rightMultiplier] = multipliers;
  const { low, high } = scale;
  const value = lowering.emit({
    ...{ op: "Add", operands: [left.value, right.value], leftMultiplier, rightMultiplier, shift, low, high },
    output: left.type,
  });
  lowering.name([output, name], { value, type: left.type, layout: left.layout, ...scale });
}

function lowerProduct(node: OnnxNode, lowering: Lowering): void {
  const factor = scalarFactor(node, lowering);
  if (factor !== null) {
    scaleBy(node, lowering, factor);
    return;
  }
  const { left, right } = operandsOf(node, lowering);
  const [output] = node.outputs;
  const { name, limits } = lowering.activation(output);
  const product = left.scale * right.scale;
  const scale = lowering.chooseScale(name, limits, product / MAX_RATIO);
  const { multipliers, shift } = chooseMultipliers(Float64Array.of(product / scale.scale));
  const { low, high } = scale;
  const value = lowering.emit({
    ...{ op: "Mul", operands: [left.value, right.value], multiplier: multipliers[0], shift, low, high },
    output: left.type,
  });
  lowering.name([output, name], { value, type: left.type, layout: left.layout, ...scale });
}

/** The number that a Mul, Div or Neg multiplies with, or null. */
function scalarFactor(node: OnnxNode, { graph }: Lowering): number | null {
  if (node.operator === "Neg") return -1;
  const at = graph.constants.has(node.inputs[1]) ? 1 : 0;
  const constant = graph.constants.get(node.inputs[at]);
  if (constant?.values.length !== 1) return null;
  if (graph.shapeOf(node.inputs[1 - at]).length !== graph.shapeOf(node.outputs[0]).length) return null;
  return node.operator === "Div" ? 1 / constant.values[0] : constant.values[0];
}

/** A positive factor changes only what the integers stand for. */
function scaleBy(node: OnnxNode, lowering: Lowering, factor: number): void {
  const { graph } = lowering;
  const x = lowering.value(node.inputs.find((name) => graph.shapes.has(name)) ?? "");
  const [output] = node.outputs;
  if (factor > 0 && Number.isFinite(factor)) {
    lowering.set(output, { ...x, scale: x.scale * factor });
    return;
  }
  if (!Number.isFinite(factor)) throw new CompileError(`${describeNode(node)}: a factor of ${factor}`);
  const scale = lowering.chooseScale(output, undefined, (Math.abs(factor) * x.scale) / MAX_SUM_RATIO);
  lowering.set(output, lowering.rescale(x, scale, factor));
}

/** a / b = a * (1 / b): the reciprocal of a value is a table that the rewriting asks for. */
function lowerQuotient(node: OnnxNode, lowering: Lowering): void {
  if (scalarFactor(node, lowering) === null) {
    throw new CompileError(`${describeNode(node)}: a division that was not rewritten as a product`);
  }
  lowerProduct(node, lowering);
}

/** A Relu or Clip that nothing before it could take in. */
function lowerClamp(node: OnnxNode, lowering: Lowering): void {
  const x = lowering.value(node.inputs[0]);
  const limits = lowering.activationLimits(node);
  const { low, high } = integerLimits(limits, x.scale, x);
  if (low <= x.low && high >= x.high) {
    lowering.set(node.outputs[0], x);
    return;
  }
  const value = lowering.emit({ op: "Clamp", operands: [x.value], low, high, output: x.type });
  lowering.set(node.outputs[0], { ...x, value, low, high });
}

/** Arithmetic of two values, or of a value and numbers. */
export const ELEMENTWISE: LoweringFamily = {
  Add: (node, lowering) => lowerSum(node, lowering, 1),
  Clip: lowerClamp,
  Div: lowerQuotient,
  Mul: lowerProduct,
  Neg: (node, lowering) => scaleBy(node, lowering, -1),
  Relu: lowerClamp,
  Sub: (node, lowering) => lowerSum(node, lowering, -1),
  Sum: (node, lowering) => lowerSum(node, lowering, 1),
};
