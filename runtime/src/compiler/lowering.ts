import type { AccumulatorBound } from "../package/manifest.ts";
import { DTYPES } from "../program/dtype.ts";
import { DEFAULT_LOG2_LEAF } from "../program/limits.ts";
import type { ConstantType, Instruction } from "../program/program.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { packRows } from "../tree/row-layout.ts";
import type { Range } from "./calibrate.ts";
import { chooseMultipliers, MAX_RATIO } from "./choose-multipliers.ts";
import { CompileError } from "./compile-error.ts";
import { type LinearLayer, linearLayerOf } from "./linear-layer.ts";
import { type ModelGraph, operatorOf } from "./model-graph.ts";
import { describeNode, type OnnxNode } from "./onnx/onnx-graph.ts";
import { clipLimits } from "./operators/clip.ts";
import { type QuantisedRows, quantiseRows } from "./quantise-rows.ts";

/** A value of the float model as a value of the program. */
export interface LoweredValue {
  readonly value: number;
  readonly type: TensorType;
  /** The float value is integer * scale. */
  readonly scale: number;
  /** The integers lie between these, whatever the input: instructions clamp to them. */
  readonly low: number;
  readonly high: number;
  /** Magnitude bits: |integer| < 2^bits. */
  readonly bits: number;
}

/** Limits of an activation, in float values. */
interface Limits {
  readonly low: number;
  readonly high: number;
}

const MAX_BITS = 15;
const MIN_BITS = 12;
const ACCUMULATOR_LIMIT = 2 ** 31;
/** An input may reach beyond what the samples reached by this factor before it saturates: a third of a bit. */
const HEADROOM = 1.25;
const UNLIMITED: Limits = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** Turns the float graph into instructions, in the order of its nodes. */
export class Lowering {
  readonly instructions: Instruction[] = [];
  readonly constantTypes: ConstantType[] = [];
  readonly constants: Uint8Array[] = [];
  readonly bounds: AccumulatorBound[] = [];
  readonly #graph: ModelGraph;
  readonly #ranges: ReadonlyMap<string, Range>;
  readonly #values = new Map<string, LoweredValue>();

  constructor(graph: ModelGraph, ranges: ReadonlyMap<string, Range>) {
    this.#graph = graph;
    this.#ranges = ranges;
  }

  /**
   * Lowers the whole graph.
   * @param inputScale Float value of one step of the uint8 input.
   * @returns The graph's output.
   * @throws CompileError when there are no instructions for a node, or no number of bits without overflow.
   */
  lower(inputScale: number, onNode: (done: number) => void): LoweredValue {
    const { inputName, inputShape, nodes, outputName } = this.#graph;
    const { max } = DTYPES.uint8;
    const type = int16(inputShape);
    const value = this.#emit({ op: "Clamp", operands: [0], low: 0, high: max, output: type });
    this.#values.set(inputName, { value, type, scale: inputScale, low: 0, high: max, bits: 8 });
    nodes.forEach((node, i) => {
      // A node whose output is there already was taken in by one before it.
      if (!this.#values.has(node.outputs[0])) operatorOf(node).lower(node, this);
      onNode(i + 1);
    });
    return this.#value(outputName);
  }

  /** The node's output is its first input in another shape: no instruction. */
  alias(node: OnnxNode): void {
    this.#values.set(node.outputs[0], this.#value(node.inputs[0]));
  }

  /** A clamp of an int16 value, with the scale of the value. */
  emitClamp(node: OnnxNode, limits: Limits): void {
    const x = this.#value(node.inputs[0]);
    const { low, high } = integerLimits(limits, x.scale, x.low, x.high);
    const value = this.#emit({ op: "Clamp", operands: [x.value], low, high, output: x.type });
    this.#values.set(node.outputs[0], { ...x, value, low, high });
  }

  /** A Gemm for a Gemm or MatMul node, with the bias and the activation that follow it. */
  emitLinear(node: OnnxNode): void {
    const layer = linearLayerOf(this.#graph, node);
    if (layer === null) throw new CompileError(`${describeNode(node)} is no linear layer`);
    const x = this.#value(layer.input);
    const rows = quantiseRows(layer, x.scale);
    const accumulator = largestAccumulator(rows, x);
    if (accumulator >= ACCUMULATOR_LIMIT) {
      throw new CompileError(`${describeNode(node)}: its accumulator can reach ${accumulator}, beyond 2^31`);
    }
    const { name, limits } = this.#activation(layer.output);
    const smallestScale = (Math.max(...rows.scales) * x.scale) / MAX_RATIO;
    const { scale, bits, low, high } = this.#chooseScale(node, name, limits, smallestScale);
    const ratios = rows.scales.map((weightScale) => (weightScale * x.scale) / scale);
    const { multipliers, shift } = chooseMultipliers(ratios);

    const { channels, columns } = layer;
    const constantType: ConstantType = { kind: "rows", rows: channels, columns, log2Leaf: DEFAULT_LOG2_LEAF };
    const constant = this.constants.length;
    this.constantTypes.push(constantType);
    this.constants.push(packRows(constantType, { weights: rows.weights, bias: rows.bias, multipliers }));
    const type = int16(this.#graph.shapes.get(layer.output) ?? []);
    this.bounds.push({ instruction: this.instructions.length, accumulator });
    const value = this.#emit({ op: "Gemm", operands: [x.value], constant, shift, low, high, output: type });
    const lowered = { value, type, scale, low, high, bits };
    for (const taken of new Set([node.outputs[0], layer.output, name])) this.#values.set(taken, lowered);
  }

  /** The limits of a Relu or Clip node. */
  activationLimits(node: OnnxNode): Limits {
    if (node.operator === "Relu") return { low: 0, high: Number.POSITIVE_INFINITY };
    const [, low, high] = node.inputs.map((name) => this.#graph.constants.get(name));
    return clipLimits(node, low, high, this.#graph.opset);
  }

  /** The activation that alone reads `name`, with the name of its output; else `name` and no limits. */
  #activation(name: string): { name: string; limits: Limits } {
    const next = this.#graph.soleConsumer(name);
    if (next === null || (next.operator !== "Relu" && next.operator !== "Clip")) return { name, limits: UNLIMITED };
    return { name: next.outputs[0], limits: this.activationLimits(next) };
  }

  /** The most bits for a value with which no layer that reads it can overflow, and the scale that they give. */
  #chooseScale(
    node: OnnxNode,
    name: string,
    limits: Limits,
    smallestScale: number,
  ): { scale: number; bits: number; low: number; high: number } {
    const { min, max } = this.#ranges.get(name) ?? { min: 0, max: 0 };
    const reach = Math.max(0, -Math.max(limits.low, HEADROOM * min), Math.min(limits.high, HEADROOM * max));
    const readers = this.#readers(name);
    for (let bits = MAX_BITS; bits >= MIN_BITS; bits--) {
      const largest = 2 ** bits - 1;
      const scale = Math.max(reach / largest, smallestScale);
      const { low, high } = integerLimits(limits, scale, -largest, largest);
      const fits = (layer: LinearLayer) =>
        largestAccumulator(quantiseRows(layer, scale), { low, high }) < ACCUMULATOR_LIMIT;
      if (readers.every(fits)) return { scale, bits, low, high };
    }
    throw new CompileError(`${describeNode(node)}: a layer after it overflows int32 even at ${MIN_BITS} bits`);
  }

  /** The linear layers that read a value, through reshapes and activations too, which never make it larger. */
  #readers(name: string): LinearLayer[] {
    return this.#graph.consumers(name).flatMap((node) => {
      const layer = linearLayerOf(this.#graph, node);
      return layer === null ? this.#readers(node.outputs[0]) : [layer];
    });
  }

  #value(name: string): LoweredValue {
    const value = this.#values.get(name);
    if (value === undefined) throw new CompileError(`value "${name}" is read before it is computed`);
    return value;
  }

  #emit(instruction: Instruction): number {
    return this.instructions.push(instruction);
  }
}

function int16(shape: readonly number[]): TensorType {
  return { dtype: "int16", shape, log2Leaf: DEFAULT_LOG2_LEAF };
}

/** Float limits as integers of a scale, within what the integers reach anyway. */
function integerLimits(limits: Limits, scale: number, least: number, most: number): { low: number; high: number } {
  const within = (limit: number) => Math.min(most, Math.max(least, Math.round(limit / scale)));
  return { low: within(limits.low), high: within(limits.high) };
}

/** Largest |accumulator| of any channel for any x between the limits. */
function largestAccumulator(rows: QuantisedRows, x: { low: number; high: number }): number {
  const largestX = Math.max(Math.abs(x.low), Math.abs(x.high));
  return rows.weightSums.reduce((max, sum, c) => Math.max(max, Math.abs(rows.bias[c]) + largestX * sum), 0);
}
