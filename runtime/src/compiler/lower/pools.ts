import type { Window } from "../../instructions/window.ts";
import { chooseMultipliers, chooseSumMultipliers, MAX_RATIO, MAX_SUM_RATIO } from "../choose-multipliers.ts";
import { CompileError } from "../compile-error.ts";
import { evaluateNode } from "../evaluate-node.ts";
import { describeNode, type OnnxNode } from "../onnx/onnx-graph.ts";
import { WorkBudget } from "../tensor-limits.ts";
import { channelsLastShape, int16, type LoweredValue } from "./lowered-value.ts";
import type { Lowering } from "./lowering.ts";
import type { LoweringFamily } from "./lowering-table.ts";
import { meanOfRows } from "./rows.ts";
import { windowAttributes } from "./window-attributes.ts";

/** Most places of a window that an instruction may read. */
const MAX_PLACES = 64;

function whole(height: number, width: number): Window {
  const ones = { strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1, padTop: 0, padLeft: 0 };
  return { kernelHeight: height, kernelWidth: width, ...ones };
}

function lowerMaxPool(node: OnnxNode, lowering: Lowering): void {
  const { graph } = lowering;
  const x = lowering.channelsLast(node.inputs[0]);
  const [, height, width] = x.type.shape;
  const isGlobal = node.operator === "GlobalMaxPool";
  const window = isGlobal ? whole(height, width) : windowAttributes(lowering.call(node), []);
  if (window.kernelHeight * window.kernelWidth > MAX_PLACES) {
    throw new CompileError(`${describeNode(node)}: a window of more than ${MAX_PLACES} places`);
  }
  const type = int16(channelsLastShape(graph.shapeOf(node.outputs[0])));
  const value = lowering.emit({ op: "MaxPool", operands: [x.value], ...window, output: type });
  lowering.set(node.outputs[0], { ...x, value, type });
}

/** The sum of each window over a number of places. */
function emitAverage(
  lowering: Lowering,
  x: LoweredValue,
  { window, places, output, shape }: { window: Window; places: number; output: string; shape: readonly number[] },
): LoweredValue {
  const scale = lowering.chooseScale(output, undefined, x.scale / places / MAX_SUM_RATIO);
  const { multipliers, shift } = chooseSumMultipliers([x.scale / places / scale.scale]);
  const type = int16(shape);
  const value = lowering.emit({
    ...{ op: "SumPool", operands: [x.value], multiplier: multipliers[0], shift, ...window },
    output: type,
  });
  return { value, type, layout: "channelsLast", ...scale };
}

function lowerAveragePool(node: OnnxNode, lowering: Lowering): void {
  const call = lowering.call(node);
  const [output] = node.outputs;
  const window = windowAttributes(call, []);
  const places = window.kernelHeight * window.kernelWidth;
  if (places > MAX_PLACES) throw new CompileError(`${describeNode(node)}: a window of more than ${MAX_PLACES} places`);
  const x = lowering.channelsLast(node.inputs[0]);
  const shape = channelsLastShape(lowering.graph.shapeOf(output));
  const sum = emitAverage(lowering, x, { window, places, output, shape });
  const factors = edgeFactors(lowering, node, placeCounts(window, x.type.shape, shape), places);
  lowering.set(output, factors.every((factor) => factor === 1) ? sum : weighted(lowering, sum, factors, output));
}

/** What each window's sum over `places` has to be multiplied with, where a window reaches beyond the input. */
function edgeFactors(lowering: Lowering, node: OnnxNode, counts: readonly number[], places: number): number[] {
  const shape = lowering.graph.shapeOf(node.inputs[0]);
  const ones = {
    shape: [1, 1, ...shape.slice(2)],
    values: new Float64Array(shape.slice(2).reduce((a, b) => a * b, 1)),
  };
  ones.values.fill(1);
  const [averages] = evaluateNode(node, [ones], { opset: lowering.graph.opset, budget: new WorkBudget() });
  return counts.map((count, i) => (count === 0 ? 1 : averages.values[i] / (count / places)));
}

/** Each place of height and width times a factor of its own, in the same scale. */
function weighted(lowering: Lowering, x: LoweredValue, factors: readonly number[], output: string): LoweredValue {
  const channels = x.type.shape[3];
  const values = Float64Array.from({ length: factors.length * channels }, (_, i) => factors[Math.floor(i / channels)]);
  const right = lowering.constantValue(values, [1, x.type.shape[1], x.type.shape[2], channels], "channelsLast");
  const scale = lowering.chooseScale(output, undefined, (x.scale * right.scale) / MAX_RATIO);
  const { multipliers, shift } = chooseMultipliers(Float64Array.of((x.scale * right.scale) / scale.scale));
  const { low, high } = scale;
  const value = lowering.emit({
    ...{ op: "Mul", operands: [x.value, right.value], multiplier: multipliers[0], shift, low, high },
    output: x.type,
  });
  return { ...x, ...scale, value };
}

/** Places of each window that lie in the input. */
function placeCounts(window: Window, from: readonly number[], to: readonly number[]): number[] {
  const inside = (size: number, start: number, kernel: number, dilation: number) =>
    Array.from({ length: kernel }, (_, k) => start + k * dilation).filter((at) => at >= 0 && at < size).length;
  const { kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth } = window;
  return Array.from({ length: to[1] * to[2] }, (_, i) => {
    const [y, x] = [Math.floor(i / to[2]), i % to[2]];
    const rows = inside(from[1], y * strideHeight - window.padTop, kernelHeight, dilationHeight);
    return rows * inside(from[2], x * strideWidth - window.padLeft, kernelWidth, dilationWidth);
  });
}

function lowerGlobalAverage(node: OnnxNode, lowering: Lowering): void {
  const [input] = node.inputs;
  const [output] = node.outputs;
  const shape = lowering.graph.shapeOf(input);
  const places = shape.slice(2).reduce((all, size) => all * size, 1);
  if (places > MAX_PLACES) {
    const rows = shape[0] * shape[1];
    const x = lowering.plain(input, [rows, places]);
    lowering.set(output, meanOfRows(node, lowering, x, { rows, columns: places, output, divisor: places }));
    return;
  }
  const x = lowering.channelsLast(input);
  const [, height, width] = x.type.shape;
  const target = channelsLastShape(lowering.graph.shapeOf(output));
  lowering.set(output, emitAverage(lowering, x, { window: whole(height, width), places, output, shape: target }));
}

/** Windows over height and width. */
export const POOLS: LoweringFamily = {
  AveragePool: lowerAveragePool,
  GlobalAveragePool: lowerGlobalAverage,
  GlobalMaxPool: lowerMaxPool,
  MaxPool: lowerMaxPool,
};
