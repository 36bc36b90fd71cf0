import { CompileError } from "./compile-error.ts";
import { evaluateNode, unsupported } from "./evaluate-node.ts";
import type { FloatTensor } from "./float-tensor.ts";
import { type FoldedGraph, foldConstants, type GraphInput } from "./fold-constants.ts";
import { decodeOnnx } from "./onnx/decode-onnx.ts";
import { describeNode, type OnnxGraph, type OnnxNode, type OnnxValueInfo } from "./onnx/onnx-graph.ts";
import { MAX_OPSET, MIN_OPSET, SUPPORTED_OPERATORS } from "./operators/operator-table.ts";
import { countElements, WorkBudget } from "./tensor-limits.ts";

/** More nodes than any model that fits a program. */
const MAX_NODES = 2 ** 16;
/** A decoding step has two for each layer's cache. */
const MAX_INPUTS = 256;

/** A float model, its constants folded, its shapes known; it can be evaluated. */
export class ModelGraph implements FoldedGraph {
  readonly opset: number;
  readonly inputs: readonly GraphInput[];
  readonly outputNames: readonly string[];
  readonly nodes: readonly OnnxNode[];
  readonly constants: ReadonlyMap<string, FloatTensor>;
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  readonly #consumers = new Map<string, OnnxNode[]>();
  readonly #producers = new Map<string, OnnxNode>();

  /**
   * @param source An ONNX file, or a graph that was folded before.
   * @throws CompileError when the file cannot be read, or holds what is not supported.
   */
  constructor(source: Uint8Array | FoldedGraph) {
    const graph = source instanceof Uint8Array ? readGraph(source) : source;
    this.opset = graph.opset;
    this.inputs = graph.inputs;
    this.outputNames = graph.outputNames;
    this.nodes = graph.nodes;
    this.constants = graph.constants;
    this.shapes = graph.shapes;
    for (const node of this.nodes) {
      for (const name of new Set(node.inputs)) this.#consumers.set(name, [...this.consumers(name), node]);
      for (const name of node.outputs) this.#producers.set(name, node);
    }
  }

  /** The first output, which a classifier's scores are. */
  get outputName(): string {
    return this.outputNames[0];
  }

  /**
   * The float model's first output.
   * @param input Elements of the inputs, one input after the other, each row-major.
   * @param visit Called with the inputs and with every node's outputs.
   */
  evaluate(input: Float64Array, visit?: (name: string, tensor: FloatTensor) => void): FloatTensor {
    return this.evaluateOutputs(input, visit)[0];
  }

  /** All outputs, in the model's order. */
  evaluateOutputs(input: Float64Array, visit?: (name: string, tensor: FloatTensor) => void): FloatTensor[] {
    const context = { opset: this.opset, budget: new WorkBudget() };
    const values = new Map<string, FloatTensor>();
    let start = 0;
    for (const { name, ...given } of this.inputs) {
      const end = start + countElements(given.shape, `input "${name}"`);
      const tensor: FloatTensor = { ...given, values: input.subarray(start, end) };
      start = end;
      values.set(name, tensor);
      visit?.(name, tensor);
    }
    for (const node of this.nodes) {
      const inputs = node.inputs.map((name) => values.get(name) ?? this.constants.get(name));
      const outputs = evaluateNode(node, inputs, context);
      node.outputs.forEach((name, i) => {
        values.set(name, outputs[i]);
        visit?.(name, outputs[i]);
      });
    }
    return this.outputNames.map((name) => values.get(name) ?? { shape: [0], values: new Float64Array(0) });
  }

  /** The nodes that read a value. */
  consumers(name: string): readonly OnnxNode[] {
    return this.#consumers.get(name) ?? [];
  }

  /** The node that computes a value; undefined for inputs and for constants. */
  producer(name: string): OnnxNode | undefined {
    return this.#producers.get(name);
  }

  /** The one node that reads a value, or null when there is another or the value is an output of the model. */
  soleConsumer(name: string): OnnxNode | null {
    const consumers = this.consumers(name);
    return consumers.length === 1 && !this.outputNames.includes(name) ? consumers[0] : null;
  }

  /** Shape of a value or a constant. */
  shapeOf(name: string): readonly number[] {
    return this.shapes.get(name) ?? this.constants.get(name)?.shape ?? [];
  }
}

function readGraph(onnx: Uint8Array): FoldedGraph {
  const graph = decodeOnnx(onnx);
  checkSupported(graph);
  return foldConstants(
    graph,
    graph.inputs.map((input) => ({ ...input, shape: fixedShape(input) })),
  );
}

/** @throws CompileError unless operator set, operators and the numbers of inputs and outputs are supported. */
export function checkSupported({ opset, nodes, inputs, outputs }: OnnxGraph): void {
  if (opset < MIN_OPSET || opset > MAX_OPSET) {
    throw new CompileError(`operator set ${opset} is not supported; supported are ${MIN_OPSET} to ${MAX_OPSET}`);
  }
  if (nodes.length > MAX_NODES) throw new CompileError(`${nodes.length} nodes, at most ${MAX_NODES} are supported`);
  for (const node of nodes) {
    if (!SUPPORTED_OPERATORS.includes(node.operator)) throw new CompileError(unsupported(node, opset));
    if (node.outputs.length === 0) throw new CompileError(`${describeNode(node)} has no output`);
  }
  if (inputs.length === 0 || inputs.length > MAX_INPUTS) {
    throw new CompileError(`${inputs.length} inputs; 1 to ${MAX_INPUTS} are supported`);
  }
  const twice = inputs.find(({ name }, i) => inputs.findIndex((other) => other.name === name) !== i);
  if (twice !== undefined) throw new CompileError(`two inputs are named "${twice.name}"`);
  if (outputs.length === 0) throw new CompileError("expected an output, found none");
}

/** A batch that the file leaves open is one sample. */
function fixedShape({ name, shape }: OnnxValueInfo): number[] {
  return shape.map((size, index) => {
    if (size !== null && size > 0) return size;
    if (index === 0) return 1;
    throw new CompileError(`dimension ${index} of input "${name}" is open: export the model with a fixed one`);
  });
}
