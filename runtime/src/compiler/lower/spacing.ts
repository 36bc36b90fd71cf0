import type { OnnxNode } from "../onnx/onnx-graph.ts";
import { channelsLastShape, type LoweredValue } from "./lowered-value.ts";
import type { Lowering } from "./lowering.ts";
import type { LoweringFamily } from "./lowering-table.ts";

/** Zeros after each element of the middle one of three dimensions. */
function spaced(lowering: Lowering, x: LoweredValue, shape: readonly number[], factor: number): LoweredValue {
  if (factor === 1) return x;
  const [outer, , inner] = shape;
  const source = lowering.shaped(x, shape);
  const type = { ...source.type, shape: [outer, factor, inner] };
  const pad = { op: "Pad", operands: [source.value], axis: 1, before: 0, value: 0, output: type } as const;
  const [low, high] = [Math.min(0, x.low), Math.max(0, x.high)];
  return { ...source, type, value: lowering.emit(pad), low, high };
}

/** A column is `channels` elements and a row is a run of columns, so that both are spaced out by a Pad. */
function lowerSpaceOut(node: OnnxNode, lowering: Lowering): void {
  const x = lowering.channelsLast(node.inputs[0]);
  const [batch, height, width, channels] = x.type.shape;
  const factors = node.attributes.get("factors")?.integers ?? [];
  const [factorHeight, factorWidth] = [factors.length === 1 ? 1 : factors[0], factors[factors.length - 1]];
  const columns = spaced(lowering, x, [batch * height * width, 1, channels], factorWidth);
  const rows = spaced(lowering, columns, [batch * height, 1, width * factorWidth * channels], factorHeight);
  const shape = channelsLastShape(lowering.graph.shapeOf(node.outputs[0]));
  lowering.set(node.outputs[0], lowering.shaped(rows, shape));
}

/** What rewriting a ConvTranspose writes. */
export const SPACING: LoweringFamily = { SpaceOut: lowerSpaceOut };
