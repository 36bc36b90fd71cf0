import { CompileError } from "../compile-error.ts";
import { evaluateNode } from "../evaluate-node.ts";
import type { FloatTensor } from "../float-tensor.ts";
import { decodeOnnx } from "../onnx/decode-onnx.ts";
import { describeNode, type OnnxGraph, type OnnxNode } from "../onnx/onnx-graph.ts";
import { countElements, WorkBudget } from "../tensor-limits.ts";
import { checkStep, logitsOf, POSITION, readCaches, type StepCache, TOKEN } from "./step-convention.ts";

/**
 * One decoding step as an ONNX graph. Inputs: `token` and `position`, int64 [1], and for each cache X `past.X`, float
 * [heads, steps, headSize], of which the rows before `position` count. Outputs: the logits, float [1, vocabulary], and
 * for each cache `new.X`, float [heads, 1, headSize], which the caller writes at row `position` of the cache.
 */
export class StepGraph {
  readonly opset: number;
  readonly nodes: readonly OnnxNode[];
  /** Values that depend on no input. */
  readonly constants: ReadonlyMap<string, FloatTensor>;
  /** Name of the output that is no cache's. */
  readonly logits: string;
  readonly caches: readonly StepCache[];
  /** Rows of each cache: the most steps of a run. */
  readonly stepLimit: number;
  readonly #shapes = new Map<string, readonly number[]>();
  readonly #producers = new Map<string, OnnxNode>();
  readonly #consumers = new Map<string, OnnxNode[]>();

  /** @throws CompileError when the file cannot be read, or is no such step. */
  constructor(onnx: Uint8Array) {
    const graph = decodeOnnx(onnx);
    checkStep(graph);
    this.opset = graph.opset;
    this.caches = readCaches(graph);
    this.stepLimit = this.caches[0].shape[1];
    this.logits = logitsOf(graph, this.caches);
    const constants = new Map(graph.initializers);
    this.constants = constants;
    const values = new Map(this.#inputs(0, 0, this.emptyCaches()));
    const moving: OnnxNode[] = [];
    evaluate(graph, values, constants, (node, outputs) => {
      const isConstant = node.inputs.every((name) => name === "" || constants.has(name));
      if (!isConstant) moving.push(node);
      node.outputs.forEach((name, i) => {
        if (name === "") return;
        if (values.has(name) || constants.has(name)) throw new CompileError(`two nodes compute "${name}"`);
        if (isConstant && outputs[i] !== undefined) constants.set(name, outputs[i]);
      });
    });
    this.nodes = moving;
    for (const [name, { shape }] of values) this.#shapes.set(name, shape);
    for (const node of moving) {
      for (const name of new Set(node.inputs)) this.#consumers.set(name, [...this.consumers(name), node]);
      for (const name of node.outputs) this.#producers.set(name, node);
    }
  }

  producer(name: string): OnnxNode | undefined {
    return this.#producers.get(name);
  }

  consumers(name: string): readonly OnnxNode[] {
    return this.#consumers.get(name) ?? [];
  }

  /** Shape of a value or a constant. */
  shapeOf(name: string): readonly number[] {
    return this.#shapes.get(name) ?? this.constants.get(name)?.shape ?? [];
  }

  /** Caches before the first step, by the names of their inputs. */
  emptyCaches(): Map<string, FloatTensor> {
    return new Map(
      this.caches.map(({ past, shape }) => [past, { shape, values: new Float64Array(countElements(shape, past)) }]),
    );
  }

  /**
   * Computes one step and writes its rows into the caches.
   * @returns The logits, [1, vocabulary].
   */
  step(token: number, position: number, caches: ReadonlyMap<string, FloatTensor>): FloatTensor {
    const values = new Map(this.#inputs(token, position, caches));
    evaluate(this, values, this.constants);
    for (const { past, fresh, shape } of this.caches) {
      const [heads, steps, headSize] = shape;
      const rows = values.get(fresh)?.values ?? new Float64Array(0);
      for (let h = 0; h < heads; h++) {
        const row = rows.subarray(h * headSize, (h + 1) * headSize);
        caches.get(past)?.values.set(row, (h * steps + position) * headSize);
      }
    }
    return values.get(this.logits) ?? { shape: [], values: new Float64Array(0) };
  }

  #inputs(token: number, position: number, caches: ReadonlyMap<string, FloatTensor>): [string, FloatTensor][] {
    const index = (value: number): FloatTensor => ({ shape: [1], values: Float64Array.of(value), type: "int64" });
    return [[TOKEN, index(token)], [POSITION, index(position)], ...caches];
  }
}

/** Evaluates nodes in their order; adds what they compute to `values`. */
function evaluate(
  { opset, nodes }: Pick<OnnxGraph, "opset" | "nodes">,
  values: Map<string, FloatTensor>,
  constants: ReadonlyMap<string, FloatTensor>,
  visit: (node: OnnxNode, outputs: readonly FloatTensor[]) => void = () => {},
): void {
  const context = { opset, budget: new WorkBudget() };
  for (const node of nodes) {
    const inputs = node.inputs.map((name) => values.get(name) ?? constants.get(name));
    const missing = node.inputs.find((name, i) => name !== "" && inputs[i] === undefined);
    if (missing !== undefined) throw new CompileError(`${describeNode(node)} reads "${missing}" before it is computed`);
    const outputs = evaluateNode(node, inputs, context);
    visit(node, outputs);
    node.outputs.forEach((name, i) => {
      if (name !== "" && outputs[i] !== undefined) values.set(name, outputs[i]);
    });
  }
}
