import type { FloatTensor } from "../float-tensor.ts";
import type { ModelGraph } from "../model-graph.ts";
import type { OnnxAttribute, OnnxNode } from "../onnx/onnx-graph.ts";

/** The operator set by which nodes that the compiler makes are read. */
const REWRITE_OPSET = 17;

/** Turns a node into others that compute the same, or null to leave it. */
export type Rewrite = (node: OnnxNode, rewriting: Rewriting) => readonly OnnxNode[] | null;

/** One round over a graph: what rewrites look at, and where new values and constants get their names. */
export class Rewriting {
  readonly constants = new Map<string, FloatTensor>();
  #count = 0;

  constructor(
    readonly graph: ModelGraph,
    readonly round: number,
  ) {}

  /** The constant that a node's input is, or null. */
  constant(node: OnnxNode, input: number): FloatTensor | null {
    return this.graph.constants.get(node.inputs[input]) ?? null;
  }

  /** The only number of a constant input, or null. */
  scalar(node: OnnxNode, input: number): number | null {
    const tensor = this.constant(node, input);
    return tensor !== null && tensor.values.length === 1 ? tensor.values[0] : null;
  }

  /** The node that computes an input, when it has this operator. */
  producer(node: OnnxNode, input: number, ...operators: readonly string[]): OnnxNode | null {
    const found = this.graph.producer(node.inputs[input]);
    return found !== undefined && operators.includes(found.operator) ? found : null;
  }

  shape(name: string): readonly number[] {
    return this.graph.shapeOf(name);
  }

  /** Names a new constant. */
  add(shape: readonly number[], values: ArrayLike<number>): string {
    const name = `constant.${this.round}.${this.constants.size}`;
    this.constants.set(name, { shape, values: Float64Array.from(values) });
    return name;
  }

  /** A name for a new value. */
  fresh(): string {
    return `value.${this.round}.${this.#count++}`;
  }
}

/** A node that the compiler makes; it keeps the name of the one that it stands for, for messages. */
export function makeNode(
  origin: OnnxNode,
  operator: string,
  parts: {
    readonly inputs: readonly string[];
    readonly output?: string;
    readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
  },
): OnnxNode {
  return {
    name: origin.name,
    operator,
    inputs: parts.inputs,
    outputs: [parts.output ?? origin.outputs[0]],
    attributes: new Map(Object.entries(parts.attributes ?? {})),
    opset: REWRITE_OPSET,
  };
}
