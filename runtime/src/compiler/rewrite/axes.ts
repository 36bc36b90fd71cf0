import type { OnnxNode } from "../onnx/onnx-graph.ts";
import { makeNode, type Rewrite, type Rewriting } from "./rewriting.ts";

const SOFTMAX_OF_ONE_AXIS = 13;

/** The axis that a node works along, as 0 to rank - 1. */
function axisOf(node: OnnxNode, rewriting: Rewriting, otherwise: number): number {
  const rank = rewriting.shape(node.inputs[0]).length;
  const axis = node.attributes.get("axis")?.integer ?? otherwise;
  return axis < 0 ? axis + rank : axis;
}

/** An order of axes that puts some last. */
function lastOrder(rank: number, last: readonly number[]): number[] {
  const axes = Array.from({ length: rank }, (_, i) => i);
  return [...axes.filter((axis) => !last.includes(axis)), ...last];
}

/** A Softmax runs over the last axis; before operator set 13 over all axes from one on. */
const softmaxAxis: Rewrite = (node, rewriting) => {
  if (node.operator !== "Softmax") return null;
  const shape = rewriting.shape(node.inputs[0]);
  const isOld = (node.opset ?? rewriting.graph.opset) < SOFTMAX_OF_ONE_AXIS;
  const axis = axisOf(node, rewriting, isOld ? 1 : -1);
  if (axis === shape.length - 1) return null;
  const [before, after] = [rewriting.fresh(), rewriting.fresh()];
  const attributes = { axis: { integer: -1 } };
  if (isOld) {
    const inner = shape.slice(axis).reduce((all, size) => all * size, 1);
    const outer = shape.slice(0, axis).reduce((all, size) => all * size, 1);
    return [
      makeNode(node, "Reshape", { inputs: [node.inputs[0], rewriting.add([2], [outer, inner])], output: before }),
      makeNode(node, "Softmax", { inputs: [before], output: after, attributes }),
      makeNode(node, "Reshape", { inputs: [after, rewriting.add([shape.length], shape)] }),
    ];
  }
  const order = lastOrder(shape.length, [axis]);
  const inverse = order.map((_, i) => order.indexOf(i));
  const turn = (integers: readonly number[]) => ({ perm: { integers } });
  return [
    makeNode(node, "Transpose", { inputs: [node.inputs[0]], output: before, attributes: turn(order) }),
    makeNode(node, "Softmax", { inputs: [before], output: after, attributes }),
    makeNode(node, "Transpose", { inputs: [after], attributes: turn(inverse) }),
  ];
};

const REDUCTIONS: Readonly<Record<string, string>> = {
  ReduceMean: "RowMean",
  ReduceSum: "RowSum",
  ReduceMax: "RowMax",
};

/** A reduction runs over rows: the reduced axes are put last and become one. */
const reductionAxes: Rewrite = (node, rewriting) => {
  const operator = REDUCTIONS[node.operator];
  if (operator === undefined) return null;
  const shape = rewriting.shape(node.inputs[0]);
  const given = node.attributes.get("axes")?.integers ?? [...(rewriting.constant(node, 1)?.values ?? [])];
  if (given.length === 0 && node.attributes.get("noop_with_empty_axes")?.integer === 1) {
    return [makeNode(node, "Identity", { inputs: [node.inputs[0]] })];
  }
  const axes =
    given.length === 0 ? shape.map((_, i) => i) : given.map((axis) => (axis < 0 ? axis + shape.length : axis));
  const isSpatial = shape.length === 4 && axes.length === 2 && axes.includes(2) && axes.includes(3);
  const result = rewriting.shape(node.outputs[0]);
  const target = rewriting.add([result.length], result);
  if (isSpatial && node.operator === "ReduceMean") {
    const pooled = rewriting.fresh();
    return [
      makeNode(node, "GlobalAveragePool", { inputs: [node.inputs[0]], output: pooled }),
      makeNode(node, "Reshape", { inputs: [pooled, target] }),
    ];
  }
  const last = [...axes].sort((a, b) => a - b);
  const order = lastOrder(shape.length, last);
  const columns = last.reduce((all, axis) => all * shape[axis], 1);
  const rows = shape.reduce((all, size) => all * size, 1) / columns;
  const [turned, matrix, reduced] = [rewriting.fresh(), rewriting.fresh(), rewriting.fresh()];
  return [
    makeNode(node, "Transpose", {
      inputs: [node.inputs[0]],
      output: turned,
      attributes: { perm: { integers: order } },
    }),
    makeNode(node, "Reshape", { inputs: [turned, rewriting.add([2], [rows, columns])], output: matrix }),
    makeNode(node, operator, { inputs: [matrix], output: reduced }),
    makeNode(node, "Reshape", { inputs: [reduced, target] }),
  ];
};

/** An ArgMax runs over the last axis. */
const argMaxAxis: Rewrite = (node, rewriting) => {
  if (node.operator !== "ArgMax" || node.attributes.get("select_last_index")?.integer === 1) return null;
  const shape = rewriting.shape(node.inputs[0]);
  const axis = axisOf(node, rewriting, 0);
  if (axis === shape.length - 1) return null;
  const result = rewriting.shape(node.outputs[0]);
  const [turned, best] = [rewriting.fresh(), rewriting.fresh()];
  const perm = { perm: { integers: lastOrder(shape.length, [axis]) } };
  return [
    makeNode(node, "Transpose", { inputs: [node.inputs[0]], output: turned, attributes: perm }),
    makeNode(node, "ArgMax", {
      inputs: [turned],
      output: best,
      attributes: { axis: { integer: -1 }, keepdims: { integer: 0 } },
    }),
    makeNode(node, "Reshape", { inputs: [best, rewriting.add([result.length], result)] }),
  ];
};

/** A LayerNorm over several axes is one over a row of them all. */
const normAxis: Rewrite = (node, rewriting) => {
  if (node.operator !== "LayerNormalization") return null;
  const shape = rewriting.shape(node.inputs[0]);
  const axis = axisOf(node, rewriting, -1);
  if (axis === shape.length - 1) return null;
  const columns = shape.slice(axis).reduce((all, size) => all * size, 1);
  const [gamma, beta] = [rewriting.constant(node, 1), rewriting.constant(node, 2)];
  if (gamma === null || gamma.values.length !== columns) return null;
  const rows = shape.slice(0, axis).reduce((all, size) => all * size, 1);
  const [matrix, normal] = [rewriting.fresh(), rewriting.fresh()];
  const inputs = [matrix, rewriting.add([columns], gamma.values)];
  if (beta !== null) inputs.push(rewriting.add([columns], beta.values));
  const epsilon = node.attributes.get("epsilon") ?? {};
  return [
    makeNode(node, "Reshape", { inputs: [node.inputs[0], rewriting.add([2], [rows, columns])], output: matrix }),
    makeNode(node, "LayerNormalization", {
      inputs,
      output: normal,
      attributes: { axis: { integer: -1 }, ...(epsilon.float === undefined ? {} : { epsilon }) },
    }),
    makeNode(node, "Reshape", { inputs: [normal, rewriting.add([shape.length], shape)] }),
  ];
};

/** What runs along an axis runs along the last one. */
export const AXES: readonly Rewrite[] = [softmaxAxis, reductionAxes, argMaxAxis, normAxis];
