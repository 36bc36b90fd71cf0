import type { FloatTensor } from "../float-tensor.ts";
import type { OnnxNode } from "../onnx/onnx-graph.ts";
import { makeNode, type Rewrite, type Rewriting } from "./rewriting.ts";

const PASSING_OPERATORS: ReadonlySet<string> = new Set(["Identity", "Dropout", "Cast", "CastLike"]);
/** Operators whose output is the input wherever both have one shape. */
const SHAPE_OPERATORS: ReadonlySet<string> = new Set(["Reshape", "Flatten", "Squeeze", "Unsqueeze", "Expand", "Slice"]);

const same = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((size, i) => size === b[i]);

/** The input that a node only passes on, or null. An output of the model keeps its node, and so its name. */
export function passedInput(node: OnnxNode, { graph }: Rewriting): string | null {
  const [input] = node.inputs;
  const [output] = node.outputs;
  if (graph.outputNames.includes(output) || graph.constants.has(input)) return null;
  if (node.outputs.slice(1).some((name) => graph.consumers(name).length > 0)) return null;
  if (PASSING_OPERATORS.has(node.operator)) return isRounding(node) ? null : input;
  const [from, to] = [graph.shapes.get(input), graph.shapes.get(output)];
  if (from === undefined || to === undefined) return null;
  if (SHAPE_OPERATORS.has(node.operator) && same(from, to)) {
    const steps = graph.constants.get(node.inputs[4]);
    return steps === undefined || steps.values.every((step) => step > 0) ? input : null;
  }
  if (isNeutral(node, graph.constants.get(node.inputs[1])) && same(from, to)) return input;
  const order = node.attributes.get("perm")?.integers;
  if (node.operator === "Transpose" && order?.every((axis, i) => axis === i)) return input;
  if (node.operator === "Concat" && node.inputs.length === 1) return input;
  return null;
}

/** Whether a node adds nothing or multiplies with one. */
function isNeutral(node: OnnxNode, second: FloatTensor | undefined): boolean {
  const neutral = { Add: 0, Sub: 0, Mul: 1, Div: 1 }[node.operator];
  return neutral !== undefined && second?.values.every((each) => each === neutral) === true;
}

const INTEGER_TYPES: ReadonlySet<number> = new Set([2, 3, 4, 5, 6, 7, 9, 12, 13]);

/** A cast to integers rounds; of an index, or of an accumulator that is a whole number anyway, it does nothing. */
function isRounding(node: OnnxNode): boolean {
  return node.operator === "Cast" && INTEGER_TYPES.has(node.attributes.get("to")?.integer ?? 0);
}

/** Two Transposes in a row are one. */
const composeTransposes: Rewrite = (node, rewriting) => {
  if (node.operator !== "Transpose") return null;
  const before = rewriting.producer(node, 0, "Transpose");
  if (before === null) return null;
  const order = (each: OnnxNode) => {
    const rank = rewriting.shape(each.inputs[0]).length;
    return each.attributes.get("perm")?.integers ?? Array.from({ length: rank }, (_, i) => rank - 1 - i);
  };
  const [first, second] = [order(before), order(node)];
  const perm = { integers: second.map((axis) => first[axis]) };
  return [makeNode(node, "Transpose", { inputs: [before.inputs[0]], attributes: { perm } })];
};

/** Two Reshapes in a row are the second one. */
const composeReshapes: Rewrite = (node, rewriting) => {
  const kinds = ["Reshape", "Flatten", "Squeeze", "Unsqueeze"];
  if (!kinds.includes(node.operator)) return null;
  const before = rewriting.producer(node, 0, ...kinds);
  if (before === null) return null;
  const shape = rewriting.shape(node.outputs[0]);
  const wanted = rewriting.add([shape.length], shape);
  return [makeNode(node, "Reshape", { inputs: [before.inputs[0], wanted] })];
};

export const PASSING: readonly Rewrite[] = [composeTransposes, composeReshapes];
