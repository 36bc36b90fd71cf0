import { DEFAULT_LOG2_LEAF } from "../../program/limits.ts";
import type { ConstantType } from "../../program/program.ts";
import { packRows } from "../../tree/row-layout.ts";
import { chooseMultipliers, MAX_RATIO } from "../choose-multipliers.ts";
import { CompileError } from "../compile-error.ts";
import { describeNode, type OnnxNode } from "../onnx/onnx-graph.ts";
import { largestAccumulator, quantiseRows } from "../quantise-rows.ts";
import { type LinearLayer, linearLayerOf } from "./linear-layer.ts";
import { channelsLastShape, int16, type LoweredValue, largest } from "./lowered-value.ts";
import type { Lowering } from "./lowering.ts";
import type { LoweringFamily } from "./lowering-table.ts";
import { ACCUMULATOR_LIMIT } from "./readers.ts";
import { windowAttributes } from "./window-attributes.ts";

/** A layer whose sums overflow at fewer bits than this is not worth running. */
const LEAST_BITS = 6;

/** The rows of a layer as a constant, and how its accumulators become the output. */
export function emitRows(
  lowering: Lowering,
  layer: Pick<LinearLayer, "channels" | "columns" | "weights" | "bias">,
  { inputScale, largestX, output }: { inputScale: number; largestX: number; output: string },
) {
  const rows = quantiseRows(layer, inputScale);
  const accumulator = largestAccumulator(rows, largestX);
  const { name, limits } = lowering.activation(output);
  const smallestScale = (rows.scales.reduce((max, scale) => Math.max(max, scale), 0) * inputScale) / MAX_RATIO;
  const scale = lowering.chooseScale(name, limits, smallestScale);
  const ratios = rows.scales.map((weightScale) => (weightScale * inputScale) / scale.scale);
  const { multipliers, shift } = chooseMultipliers(ratios);
  const { channels, columns } = layer;
  const type: ConstantType = { kind: "rows", rows: channels, columns, log2Leaf: DEFAULT_LOG2_LEAF };
  const constant = lowering.addConstant(type, packRows(type, { weights: rows.weights, bias: rows.bias, multipliers }));
  lowering.bounds.push({ instruction: lowering.instructions.length, accumulator });
  return { name, scale, constant, shift, low: scale.low, high: scale.high };
}

/** x with so few bits that no sum of the layer overflows. */
function fitting(lowering: Lowering, layer: LinearLayer, x: LoweredValue): LoweredValue {
  for (let bits = x.bits; bits >= LEAST_BITS; bits--) {
    const scale = bits === x.bits ? x.scale : (x.scale * largest(x)) / (2 ** bits - 1);
    const most = Math.min(largest(x), 2 ** bits - 1);
    if (largestAccumulator(quantiseRows(layer, scale), most) < ACCUMULATOR_LIMIT) {
      return bits === x.bits ? x : lowering.narrowed(x, bits);
    }
  }
  throw new CompileError(`${describeNode(layer.node)}: its sums overflow int32 even at ${LEAST_BITS} bits`);
}

/** A Gemm for a Gemm or MatMul node, with the bias and the activation that follow it. */
function lowerMatrix(node: OnnxNode, lowering: Lowering): void {
  const layer = layerOf(node, lowering);
  const x = fitting(lowering, layer, lowering.plain(layer.input));
  const { output } = layer;
  const shape = lowering.graph.shapeOf(output);
  const rows = shape.reduce((all, size) => all * size, 1) / layer.channels;
  const parts = emitRows(lowering, layer, { inputScale: x.scale, largestX: largest(x), output });
  const { constant, shift, low, high } = parts;
  const type = int16([rows, layer.channels]);
  const value = lowering.emit({ op: "Gemm", operands: [x.value], constant, shift, low, high, output: type });
  lowering.name([node.outputs[0], output, parts.name], { value, type, layout: "plain", ...parts.scale });
}

/** A Conv2D or DepthwiseConv2D for a Conv node, with the activation that follows it. */
function lowerConv(node: OnnxNode, lowering: Lowering): void {
  const layer = layerOf(node, lowering);
  const x = fitting(lowering, layer, lowering.channelsLast(layer.input));
  const window = windowAttributes(
    lowering.call(node),
    lowering.graph.constants.get(node.inputs[1])?.shape.slice(2) ?? [],
  );
  const type = int16(channelsLastShape(lowering.graph.shapeOf(layer.output)));
  const parts = emitRows(lowering, layer, { inputScale: x.scale, largestX: largest(x), output: layer.output });
  const { constant, shift, low, high } = parts;
  const op = layer.kind === "conv" ? "Conv2D" : "DepthwiseConv2D";
  const value = lowering.emit({ op, operands: [x.value], constant, ...window, shift, low, high, output: type });
  lowering.name([layer.output, parts.name], { value, type, layout: "channelsLast", ...parts.scale });
}

function layerOf(node: OnnxNode, lowering: Lowering): LinearLayer {
  const layer = linearLayerOf(lowering.graph, node);
  if (layer === null) throw new CompileError(`${describeNode(node)} is no linear layer`);
  return layer;
}

/** Layers of constant weights. */
export const LINEAR: LoweringFamily = { Conv: lowerConv, Gemm: lowerMatrix, MatMul: lowerMatrix };
