import { CompileError } from "./compile-error.ts";
import type { FloatTensor } from "./float-tensor.ts";
import { decodeOnnx } from "./onnx/decode-onnx.ts";
import { describeNode, type OnnxGraph, type OnnxNode } from "./onnx/onnx-graph.ts";
import type { Operator } from "./operators/operator.ts";
import { MAX_OPSET, MIN_OPSET, OPERATORS, SUPPORTED_OPERATORS } from "./operators/operator-table.ts";

/** A float model with one input and one output, its constants folded, its shapes known; it can be evaluated. */
export class ModelGraph {
  readonly opset: number;
  readonly inputName: string;
  readonly inputShape: readonly number[];
  readonly outputName: string;
  /** Nodes that depend on the input, in an order in which they can be evaluated. */
  readonly nodes: readonly OnnxNode[];
  /** Values that do not depend on the input. */
  readonly constants: ReadonlyMap<string, FloatTensor>;
  /** Shape of every value that depends on the input. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;

  /** @throws CompileError when the file cannot be read, or holds what is not supported. */
  constructor(onnx: Uint8Array) {
    const graph = decodeOnnx(onnx);
    checkSupported(graph);
    this.opset = graph.opset;
    this.inputName = graph.inputs[0].name;
    this.inputShape = graph.inputs[0].shape.map((size, i) => fixedDimension(size, i));
    this.outputName = graph.outputs[0].name;
    const { constants, nodes } = foldConstants(graph);
    this.constants = constants;
    this.nodes = nodes;
    const shapes = new Map<string, readonly number[]>();
    this.shapes = shapes;
    const zeros = new Float64Array(this.inputShape.reduce((product, size) => product * size, 1));
    this.evaluate(zeros, (name, { shape }) => shapes.set(name, shape));
    if (!shapes.has(this.outputName))
      throw new CompileError(`output "${this.outputName}" does not depend on the input`);
  }

  /**
   * The float model's output.
   * @param input Elements of the input, row-major.
   * @param visit Called with the input and with every node's output.
   */
  evaluate(input: Float64Array, visit?: (name: string, tensor: FloatTensor) => void): FloatTensor {
    const values = new Map<string, FloatTensor>([[this.inputName, { shape: this.inputShape, values: input }]]);
    visit?.(this.inputName, { shape: this.inputShape, values: input });
    for (const node of this.nodes) {
      const inputs = node.inputs.map((name) => values.get(name) ?? this.constants.get(name));
      const output = operatorOf(node).evaluate(node, inputs, this.opset);
      values.set(node.outputs[0], output);
      visit?.(node.outputs[0], output);
    }
    return values.get(this.outputName) ?? { shape: [0], values: new Float64Array(0) };
  }

  /** The nodes that read a value. */
  consumers(name: string): readonly OnnxNode[] {
    return this.nodes.filter((node) => node.inputs.includes(name));
  }

  /** The one node that reads a value, or null when there is another or the value is the model's output. */
  soleConsumer(name: string): OnnxNode | null {
    const consumers = this.consumers(name);
    return consumers.length === 1 && name !== this.outputName ? consumers[0] : null;
  }
}

/** The operator of a node, which `checkSupported` has seen. */
export function operatorOf(node: OnnxNode): Operator {
  const operator = OPERATORS.get(node.operator);
  if (operator === undefined) throw new CompileError(unsupported(node));
  return operator;
}

function unsupported(node: OnnxNode): string {
  return (
    `node "${node.name || node.outputs[0]}": operator ${node.operator} is not supported; ` +
    `supported are ${SUPPORTED_OPERATORS.join(", ")}`
  );
}

function checkSupported(graph: OnnxGraph): void {
  const { opset, nodes, inputs, outputs } = graph;
  if (opset < MIN_OPSET || opset > MAX_OPSET) {
    throw new CompileError(`operator set ${opset} is not supported; supported are ${MIN_OPSET} to ${MAX_OPSET}`);
  }
  for (const node of nodes) operatorOf(node);
  if (inputs.length !== 1) throw new CompileError(`expected one input, found ${inputs.length}`);
  if (outputs.length !== 1) throw new CompileError(`expected one output, found ${outputs.length}`);
}

/** A batch that the file leaves open is one sample. */
function fixedDimension(size: number | null, index: number): number {
  if (size !== null && size > 0) return size;
  if (index === 0) return 1;
  throw new CompileError(`dimension ${index} of the input is open: export the model with a fixed one`);
}

function foldConstants(graph: OnnxGraph): { constants: Map<string, FloatTensor>; nodes: OnnxNode[] } {
  const constants = new Map(graph.initializers);
  const known = new Set([graph.inputs[0].name]);
  const nodes: OnnxNode[] = [];
  for (const node of graph.nodes) {
    const inputs = node.inputs.filter((name) => name !== "");
    const unknown = inputs.find((name) => !constants.has(name) && !known.has(name));
    if (unknown !== undefined) throw new CompileError(`${describeNode(node)} reads "${unknown}" before it is computed`);
    if (inputs.every((name) => constants.has(name))) {
      const values = node.inputs.map((name) => constants.get(name));
      constants.set(node.outputs[0], operatorOf(node).evaluate(node, values, graph.opset));
    } else {
      known.add(node.outputs[0]);
      nodes.push(node);
    }
  }
  return { constants, nodes };
}
