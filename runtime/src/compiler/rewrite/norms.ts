import type { OnnxNode } from "../onnx/onnx-graph.ts";
import { makeNode, type Rewrite, type Rewriting } from "./rewriting.ts";

/** The one axis, the last, that a ReduceMean (or another reduction) runs over. */
function isOverLastAxis(node: OnnxNode, rewriting: Rewriting): boolean {
  const rank = rewriting.shape(node.inputs[0]).length;
  const axes = node.attributes.get("axes")?.integers ?? rewriting.constant(node, 1)?.values;
  const keeps = (node.attributes.get("keepdims")?.integer ?? 1) === 1;
  return keeps && axes !== undefined && axes.length === 1 && (axes[0] === -1 || axes[0] === rank - 1);
}

/** The value that a node squares: x * x or x ** 2. */
function squared(node: OnnxNode | null, rewriting: Rewriting): string | null {
  if (node?.operator === "Pow" && rewriting.scalar(node, 1) === 2) return node.inputs[0];
  return node?.operator === "Mul" && node.inputs[0] === node.inputs[1] ? node.inputs[0] : null;
}

/** `root` = sqrt(mean of squares of x + epsilon) over the last axis: x and epsilon. */
function rootMeanSquare(root: OnnxNode | null, rewriting: Rewriting): { x: string; epsilon: number } | null {
  if (root === null) return null;
  const sum = rewriting.producer(root, 0, "Add");
  if (sum === null) return null;
  const epsilonAt = rewriting.scalar(sum, 1) === null ? 0 : 1;
  const epsilon = rewriting.scalar(sum, epsilonAt);
  const mean = rewriting.producer(sum, 1 - epsilonAt, "ReduceMean");
  if (epsilon === null || mean === null || !isOverLastAxis(mean, rewriting)) return null;
  const x = squared(rewriting.producer(mean, 0, "Pow", "Mul"), rewriting);
  return x === null ? null : { x, epsilon };
}

const isRoot = (node: OnnxNode, rewriting: Rewriting) =>
  node.operator === "Sqrt" || (node.operator === "Pow" && rewriting.scalar(node, 1) === 0.5);

/** node = x / sqrt(...), or x * (1 / sqrt(...)): x and epsilon. */
function normalised(node: OnnxNode, rewriting: Rewriting): { x: string; epsilon: number } | null {
  if (node.operator === "Div") {
    const root = rewriting.producer(node, 1, "Sqrt", "Pow");
    const found = root !== null && isRoot(root, rewriting) ? rootMeanSquare(root, rewriting) : null;
    return found?.x === node.inputs[0] ? found : null;
  }
  if (node.operator !== "Mul") return null;
  for (const at of [0, 1]) {
    const inverse = rewriting.producer(node, at, "Reciprocal", "Div", "Pow");
    if (inverse === null) continue;
    const isPower = inverse.operator === "Pow" && rewriting.scalar(inverse, 1) === -0.5;
    if (inverse.operator === "Div" && rewriting.scalar(inverse, 0) !== 1) continue;
    const root = isPower ? inverse : rewriting.producer(inverse, inverse.operator === "Div" ? 1 : 0, "Sqrt", "Pow");
    const found = rootMeanSquare(root, rewriting);
    if (found !== null && found.x === node.inputs[1 - at]) return found;
  }
  return null;
}

/** x - mean(x) over the last axis: the name of x. */
function centred(name: string, rewriting: Rewriting): string | null {
  const node = rewriting.graph.producer(name);
  if (node?.operator !== "Sub") return null;
  const mean = rewriting.producer(node, 1, "ReduceMean");
  const fits = mean !== null && mean.inputs[0] === node.inputs[0] && isOverLastAxis(mean, rewriting);
  return fits ? node.inputs[0] : null;
}

/** The decomposed norm without its scale and bias: RMSNorm, or LayerNorm where the mean is taken off first. */
const decomposedNorm: Rewrite = (node, rewriting) => {
  const found = normalised(node, rewriting);
  if (found === null) return null;
  const source = centred(found.x, rewriting);
  const input = source ?? found.x;
  const length = rewriting.shape(input).at(-1) ?? 1;
  const ones = rewriting.add([length], new Float64Array(length).fill(1));
  const attributes = { axis: { integer: -1 }, epsilon: { float: found.epsilon } };
  const operator = source === null ? "RMSNormalization" : "LayerNormalization";
  return [makeNode(node, operator, { inputs: [input, ones], attributes })];
};

const NORM_OPERATORS = ["LayerNormalization", "RMSNormalization"];

/** norm * gamma and norm + beta go into the norm, where it is read by nothing else. */
const normScale: Rewrite = (node, rewriting) => {
  if (node.operator !== "Mul" && node.operator !== "Add") return null;
  for (const at of [0, 1]) {
    const norm = rewriting.producer(node, at, ...NORM_OPERATORS);
    const factor = rewriting.constant(node, 1 - at);
    if (norm === null || factor === null || rewriting.graph.soleConsumer(norm.outputs[0]) === null) continue;
    const gamma = rewriting.constant(norm, 1);
    const length = rewriting.shape(norm.inputs[0]).at(-1) ?? 1;
    const fits = factor.values.length === 1 || (factor.values.length === length && factor.shape.at(-1) === length);
    if (!fits || gamma === null || !isLastAxis(norm, rewriting)) continue;
    const beta = rewriting.constant(norm, 2);
    const factorAt = (i: number) => factor.values[factor.values.length === 1 ? 0 : i];
    const isScale = node.operator === "Mul";
    const scale = Array.from({ length }, (_, i) => gamma.values[i] * (isScale ? factorAt(i) : 1));
    const bias = Array.from({ length }, (_, i) =>
      isScale ? (beta?.values[i] ?? 0) * factorAt(i) : (beta?.values[i] ?? 0) + factorAt(i),
    );
    const hasBias = bias.some((each) => each !== 0);
    // RMSNorm has no bias in ONNX: the evaluator takes one, as LayerNormalization does.
    const inputs = [
      norm.inputs[0],
      rewriting.add([length], scale),
      ...(hasBias ? [rewriting.add([length], bias)] : []),
    ];
    const attributes = Object.fromEntries(norm.attributes);
    return [makeNode(node, norm.operator, { inputs, attributes })];
  }
  return null;
};

function isLastAxis(norm: OnnxNode, rewriting: Rewriting): boolean {
  const axis = norm.attributes.get("axis")?.integer ?? -1;
  return axis === -1 || axis === rewriting.shape(norm.inputs[0]).length - 1;
}

/** exp(x - max) / sum(exp(x - max)), or without the max: a softmax. */
const decomposedSoftmax: Rewrite = (node, rewriting) => {
  if (node.operator !== "Div") return null;
  const [exp, sum] = [rewriting.producer(node, 0, "Exp"), rewriting.producer(node, 1, "ReduceSum")];
  if (exp === null || sum === null || sum.inputs[0] !== exp.outputs[0] || !isOverLastAxis(sum, rewriting)) return null;
  const shifted = rewriting.producer(exp, 0, "Sub");
  const max = shifted === null ? null : rewriting.producer(shifted, 1, "ReduceMax");
  const isShifted = shifted !== null && max !== null && max.inputs[0] === shifted.inputs[0];
  const input = isShifted ? shifted.inputs[0] : exp.inputs[0];
  return [makeNode(node, "Softmax", { inputs: [input], attributes: { axis: { integer: -1 } } })];
};

/** LayerNorm, RMSNorm and softmax as exporters take them apart. */
export const NORMS: readonly Rewrite[] = [decomposedNorm, normScale, decomposedSoftmax];
