import { CompileError } from "./compile-error.ts";
import { evaluateNode } from "./evaluate-node.ts";
import type { FloatTensor } from "./float-tensor.ts";
import type { ElementType } from "./onnx/element-type.ts";
import { describeNode, type OnnxGraph, type OnnxNode } from "./onnx/onnx-graph.ts";
import { SHAPE_READERS } from "./operators/generation.ts";
import { countElements, WorkBudget } from "./tensor-limits.ts";

/** Inputs that decide the shape of the output: they must not depend on the model's input. */
const FIRST_SHAPE_INPUT: Readonly<Record<string, number>> = {
  ...{ ConstantOfShape: 0, Range: 0, Expand: 1, Pad: 1, Reshape: 1, Resize: 1, Slice: 1, Split: 1, Squeeze: 1 },
  ...{ Tile: 1, Unsqueeze: 1, Upsample: 1, ReduceSum: 1, ReduceMean: 1, ReduceMax: 1, ReduceMin: 1, Clip: 1 },
};

/** An input of a graph; a float tensor unless its type says otherwise. */
export interface GraphInput {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type?: ElementType;
}

/** A graph whose constant parts are computed and whose shapes are known. */
export interface FoldedGraph {
  readonly opset: number;
  readonly inputs: readonly GraphInput[];
  readonly outputNames: readonly string[];
  /** Nodes that depend on the input and that an output depends on, in an order in which they can be evaluated. */
  readonly nodes: readonly OnnxNode[];
  /** Values that do not depend on the input. */
  readonly constants: ReadonlyMap<string, FloatTensor>;
  /** Shape of every value that depends on the input. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
}

/**
 * Computes what does not depend on an input, and the shapes of what does: the model is run once on zeros.
 * @throws CompileError when a node reads what no node before it computes, or a shape depends on the input.
 */
export function foldConstants(graph: OnnxGraph, inputs: readonly GraphInput[]): FoldedGraph {
  const context = { opset: graph.opset, budget: new WorkBudget() };
  const constants = new Map(graph.initializers);
  const known = new Map<string, FloatTensor>(
    inputs.map(({ name, ...input }) => {
      return [name, { ...input, values: new Float64Array(countElements(input.shape, `input "${name}"`)) }];
    }),
  );
  const nodes: OnnxNode[] = [];
  for (const node of graph.nodes) {
    const operands = node.inputs.map((name) => constants.get(name) ?? known.get(name));
    const unknown = node.inputs.find((name, i) => name !== "" && operands[i] === undefined);
    if (unknown !== undefined) throw new CompileError(`${describeNode(node)} reads "${unknown}" before it is computed`);
    const isConstant = SHAPE_READERS.has(node.operator) || node.inputs.every((name) => !known.has(name));
    const moving = node.inputs.findIndex((name, i) => i >= (FIRST_SHAPE_INPUT[node.operator] ?? 99) && known.has(name));
    if (moving >= 0 && !isConstant) {
      throw new CompileError(`${describeNode(node)}: its input ${moving} depends on the model's input`);
    }
    const outputs = evaluateNode(node, operands, context);
    node.outputs.forEach((name, i) => {
      if (name === "") return;
      if (constants.has(name) || known.has(name)) throw new CompileError(`two nodes compute "${name}"`);
      const output = outputs[i];
      if (output === undefined) throw new CompileError(`${describeNode(node)}: its output ${i} is not supported`);
      (isConstant ? constants : known).set(name, output);
    });
    if (!isConstant) nodes.push(node);
  }
  const outputNames = graph.outputs.map(({ name }) => name);
  const idle = outputNames.find((name) => !known.has(name));
  if (idle !== undefined) throw new CompileError(`output "${idle}" does not depend on the input`);
  const shapes = new Map([...known].map(([name, { shape }]) => [name, shape]));
  const used = liveNodes(nodes, outputNames);
  return { opset: graph.opset, inputs, outputNames, nodes: used, constants, shapes };
}

/** The nodes that an output depends on, in the same order. */
export function liveNodes(nodes: readonly OnnxNode[], outputNames: readonly string[]): OnnxNode[] {
  const wanted = new Set(outputNames);
  const live = [...nodes].reverse().filter((node) => {
    if (!node.outputs.some((name) => wanted.has(name))) return false;
    for (const name of node.inputs) wanted.add(name);
    return true;
  });
  return live.reverse();
}
