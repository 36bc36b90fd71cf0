import type { ModelGraph } from "../model-graph.ts";
import type { OnnxNode } from "../onnx/onnx-graph.ts";
import { largestAccumulator, quantiseRows } from "../quantise-rows.ts";
import { fitsAttention } from "../steps/attention-bound.ts";
import { linearLayerOf } from "./linear-layer.ts";
import { type LoweredValue, largest } from "./lowered-value.ts";

export const ACCUMULATOR_LIMIT = 2 ** 31;

/** Operators that pass integers on and never make them larger. */
const KEEPS_INTEGERS: ReadonlySet<string> = new Set([
  ...["Relu", "Clip", "Identity", "Dropout", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose"],
  ...[
    "Slice",
    "Split",
    "Pad",
    "MaxPool",
    "Resize",
    "Upsample",
    "Expand",
    "Concat",
    "GlobalMaxPool",
    "RowMax",
    "SpaceOut",
  ],
  // Makes integers larger, by less than the bound of what reads it allows for.
  "RotaryPosition",
]);

/** Whether no layer that reads a value can overflow when it has these integers. */
export function canHold(graph: ModelGraph, name: string, scale: Pick<LoweredValue, "scale" | "low" | "high">): boolean {
  return readersOf(graph, name).every(({ node, input }) => {
    const most = largest(scale);
    if (node.operator === "TransposedMatMul") return fitsProduct(graph, node, input, most);
    if (node.operator === "CausalAttention") return fitsAttention(graph, node, input, most);
    const layer = linearLayerOf(graph, node);
    return layer === null || largestAccumulator(quantiseRows(layer, scale.scale), most) < ACCUMULATOR_LIMIT;
  });
}

/** A product with a value that has as many bits; probabilities add up to one, so that they never overflow. */
function fitsProduct(graph: ModelGraph, node: OnnxNode, input: string, most: number): boolean {
  const other = node.inputs.find((name) => name !== input) ?? input;
  if (graph.producer(other)?.operator === "Softmax" || graph.producer(input)?.operator === "Softmax") return true;
  return most * most * (graph.shapeOf(node.inputs[0]).at(-1) ?? 1) < ACCUMULATOR_LIMIT;
}

/** The layers and products that read a value, through what passes its integers on. */
function readersOf(graph: ModelGraph, name: string): { node: OnnxNode; input: string }[] {
  const found: { node: OnnxNode; input: string }[] = [];
  const seen = new Set([name]);
  const pending = [name];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const node of graph.consumers(next)) {
      if (!KEEPS_INTEGERS.has(node.operator)) found.push({ node, input: next });
      else {
        for (const output of node.outputs.filter((each) => !seen.has(each))) {
          seen.add(output);
          pending.push(output);
        }
      }
    }
  }
  return found;
}
