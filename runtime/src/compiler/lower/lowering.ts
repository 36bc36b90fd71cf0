import { transposeAttributes } from "../../instructions/transpose.ts";
import type { AccumulatorBound } from "../../package/manifest.ts";
import { DTYPES } from "../../program/dtype.ts";
import { DEFAULT_LOG2_LEAF } from "../../program/limits.ts";
import type { ConstantType, Instruction, TableDType } from "../../program/program.ts";
import type { TensorType } from "../../program/tensor-type.ts";
import { encodeTensor } from "../../program/tensor-values.ts";
import type { Range } from "../calibrate.ts";
import { chooseSumMultipliers, MAX_SUM_RATIO } from "../choose-multipliers.ts";
import { CompileError } from "../compile-error.ts";
import type { ModelGraph } from "../model-graph.ts";
import { describeNode, type OnnxNode } from "../onnx/onnx-graph.ts";
import { clipLimits } from "../operators/binary.ts";
import { OperatorCall } from "../operators/operator-call.ts";
import { WorkBudget } from "../tensor-limits.ts";
import { lowerInputs } from "./inputs.ts";
import { channelsLastShape, int16, type Layout, type LoweredValue, largest } from "./lowered-value.ts";
import { LOWERINGS } from "./lowering-table.ts";
import { findPointwise, type PointwiseFunction } from "./pointwise.ts";
import { canHold } from "./readers.ts";

/** Limits of an activation, in float values. */
export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** A value's scale, its bits and the integers that it is clamped to. */
export type Scale = Pick<LoweredValue, "scale" | "bits" | "low" | "high">;

export const MAX_BITS = 15;
/** Below this many bits a value that a layer reads is rescaled in front of that layer alone. */
const MIN_BITS = 12;
/** An input may reach beyond what the samples reached by this factor before it saturates: a third of a bit. */
const HEADROOM = 1.25;
const UNLIMITED: Limits = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** Turns a simplified float graph into instructions, in the order of its nodes. */
export class Lowering {
  readonly instructions: Instruction[] = [];
  readonly constantTypes: ConstantType[] = [];
  readonly constants: Uint8Array[] = [];
  readonly bounds: AccumulatorBound[] = [];
  readonly #ranges: ReadonlyMap<string, Range>;
  readonly #values = new Map<string, Partial<Record<Layout, LoweredValue>>>();
  /** Reshapes by the value that they reshape and their shape. */
  readonly #reshapes = new Map<string, number>();
  /** Values that are functions of one other value, element by element. */
  readonly #pointwise: ReadonlyMap<string, PointwiseFunction>;

  constructor(
    readonly graph: ModelGraph,
    ranges: ReadonlyMap<string, Range>,
  ) {
    this.#ranges = ranges;
    this.#pointwise = findPointwise(graph);
  }

  /**
   * Lowers the whole graph.
   * @param scales Of each input, the float value of one step of its bytes.
   * @returns The graph's outputs.
   * @throws CompileError when there are no instructions for a node, or no number of bits without overflow.
   */
  lower(scales: readonly number[], onNode: (done: number) => void): LoweredValue[] {
    const { nodes, outputNames } = this.graph;
    lowerInputs(this, scales);
    nodes.forEach((node, i) => {
      // A node whose output is there already was taken in by one before it.
      if (!this.#values.has(node.outputs[0])) this.#lowerNode(node);
      onNode(i + 1);
    });
    return outputNames.map((name) => this.plain(name));
  }

  #lowerNode(node: OnnxNode): void {
    const pointwise = this.#pointwise.get(node.outputs[0]);
    if (pointwise !== undefined) {
      if (pointwise.isNeeded) pointwise.lower(this);
      return;
    }
    const lower = LOWERINGS.get(node.operator);
    if (lower === undefined) {
      throw new CompileError(
        `${describeNode(node)}: there are no instructions for it; it can only be folded with constants`,
      );
    }
    lower(node, this);
  }

  /** The node's attributes and constant inputs; an input that is no constant has its shape and no values. */
  call(node: OnnxNode): OperatorCall {
    const inputs = node.inputs.map((name) => {
      if (name === "") return undefined;
      return this.graph.constants.get(name) ?? { shape: this.graph.shapeOf(name), values: new Float64Array(0) };
    });
    return new OperatorCall(node, inputs, node.opset ?? this.graph.opset, new WorkBudget());
  }

  /** A value in whichever layout it is there. */
  value(name: string): LoweredValue {
    const known = this.#values.get(name);
    const found = known?.plain ?? known?.channelsLast;
    if (found === undefined) throw new CompileError(`value "${name}" is read before it is computed`);
    return found;
  }

  has(name: string, layout: Layout): boolean {
    return this.#values.get(name)?.[layout] !== undefined;
  }

  /** A value in ONNX's order of elements; of the given shape, where one is asked for. */
  plain(name: string, shape?: readonly number[]): LoweredValue {
    const known = this.#values.get(name)?.plain;
    const found = known ?? this.#turn(this.value(name), "plain", this.graph.shapeOf(name));
    if (known === undefined) this.set(name, found);
    return shape === undefined ? found : this.shaped(found, shape);
  }

  /** A value of three or four dimensions as [batch, height, width, channels]. */
  channelsLast(name: string): LoweredValue {
    const shape = this.graph.shapeOf(name);
    const known = this.#values.get(name)?.channelsLast;
    const found = known ?? this.#turn(this.value(name), "channelsLast", shape);
    if (known === undefined) this.set(name, found);
    return this.shaped(found, channelsLastShape(shape));
  }

  #turn(from: LoweredValue, layout: Layout, shape: readonly number[]): LoweredValue {
    const last = channelsLastShape(shape);
    const [batch, height, width, channels] = last;
    const target = layout === "plain" ? [batch, channels, height, width] : last;
    // Either dimension 1: both orders are the same.
    if (channels === 1 || height * width === 1) return { ...from, layout };
    const source = layout === "plain" ? last : [batch, channels, height, width];
    const axes = layout === "plain" ? [0, 3, 1, 2] : [0, 2, 3, 1];
    const operand = this.shaped(from, source);
    const type = { ...from.type, shape: target };
    const output: Instruction = {
      op: "Transpose",
      operands: [operand.value],
      ...transposeAttributes(axes),
      output: type,
    };
    return { ...from, value: this.emit(output), type, layout };
  }

  /** The same elements in another shape. */
  shaped(from: LoweredValue, shape: readonly number[]): LoweredValue {
    const isSame = from.type.shape.length === shape.length && shape.every((size, i) => size === from.type.shape[i]);
    if (isSame) return from;
    const type: TensorType = { ...from.type, shape };
    const known = this.#reshapes.get(`${this.#original(from.value)}: ${shape}`);
    if (known !== undefined) return { ...from, type, value: known };
    return { ...from, type, value: this.#reshape(from, type) };
  }

  /** Emits a Reshape of what was reshaped before, so that only the last of several remains. */
  #reshape(from: LoweredValue, type: TensorType): number {
    const original = this.#original(from.value);
    const value = this.emit({ op: "Reshape", operands: [original], output: type });
    this.#reshapes.set(`${original}: ${type.shape}`, value);
    if (original === from.value) this.#reshapes.set(`${original}: ${from.type.shape}`, original);
    return value;
  }

  /** The value that a Reshape reshapes; another value itself. */
  #original(value: number): number {
    const instruction = this.instructions[value - 1];
    return instruction?.op === "Reshape" ? instruction.operands[0] : value;
  }

  set(name: string, lowered: LoweredValue): void {
    this.#values.set(name, { ...this.#values.get(name), [lowered.layout]: lowered });
  }

  /** The node's output is its first input in another shape: no instruction. */
  alias(node: OnnxNode): void {
    this.set(node.outputs[0], this.plain(node.inputs[0]));
  }

  emit(instruction: Instruction): number {
    return this.instructions.push(instruction);
  }

  /** @returns Index of the constant. */
  addConstant(type: ConstantType, bytes: Uint8Array): number {
    this.constants.push(bytes);
    return this.constantTypes.push(type) - 1;
  }

  /** @returns Index of a table [1, values.length]. */
  addTable(dtype: TableDType, values: ArrayLike<number>): number {
    const type: ConstantType = { kind: "table", dtype, rows: 1, columns: values.length, log2Leaf: DEFAULT_LOG2_LEAF };
    return this.addConstant(type, encodeTensor(dtype, values));
  }

  /** Constant numbers as a value of the program, with the scale of their largest. */
  constantValue(values: Float64Array, shape: readonly number[], layout: Layout): LoweredValue {
    const most = values.reduce((all, each) => Math.max(all, Math.abs(each)), 0);
    const high = DTYPES.int16.max;
    const scale = most === 0 ? 1 : most / high;
    const table = this.addTable(
      "int16",
      Array.from(values, (each) => Math.round(each / scale) + 0),
    );
    const type = int16(shape);
    const value = this.emit({ op: "Constant", operands: [], constant: table, output: type });
    return { value, type, layout, scale, low: -high, high, bits: MAX_BITS };
  }

  /** The value times `factor`, in other integers: an Add of the value and nothing. Ratios of scales reach to 255. */
  rescale(from: LoweredValue, to: Scale, factor = 1): LoweredValue {
    const ratio = (factor * from.scale) / to.scale;
    // Half of a large ratio to each side of the Add: both sides are the value.
    const isLarge = Math.abs(ratio) > MAX_SUM_RATIO;
    const { multipliers, shift } = chooseSumMultipliers(isLarge ? [ratio / 2, ratio / 2] : [ratio, 0]);
    const [leftMultiplier, rightMultiplier] = multipliers;
    const { low, high } = to;
    const value = this.emit({
      ...{ op: "Add", operands: [from.value, from.value], leftMultiplier, rightMultiplier, shift, low, high },
      output: from.type,
    });
    return { ...from, ...to, value };
  }

  /** The value with at most this many bits. */
  narrowed(from: LoweredValue, bits: number): LoweredValue {
    const most = 2 ** bits - 1;
    if (largest(from) <= most) return from;
    const scale = (from.scale * largest(from)) / most;
    const within = (limit: number) => Math.round((limit * from.scale) / scale) + 0;
    return this.rescale(from, { scale, bits, low: within(from.low), high: within(from.high) });
  }

  /** The limits of a Relu or Clip node. */
  activationLimits(node: OnnxNode): Limits {
    return node.operator === "Relu" ? { low: 0, high: Number.POSITIVE_INFINITY } : clipLimits(this.call(node));
  }

  /** The activation that alone reads `name`, with the name of its output; else `name` and no limits. */
  activation(name: string): { name: string; limits: Limits } {
    const next = this.graph.soleConsumer(name);
    const isActivation = next !== null && next.inputs[0] === name && ["Relu", "Clip"].includes(next.operator);
    if (!isActivation || this.#pointwise.get(next.outputs[0])?.isNeeded) return { name, limits: UNLIMITED };
    return { name: next.outputs[0], limits: this.activationLimits(next) };
  }

  /** The most bits for a value with which no layer that reads it can overflow, and the scale that they give. */
  chooseScale(name: string, limits: Limits = UNLIMITED, smallestScale = 0): Scale {
    const { min, max } = this.#ranges.get(name) ?? { min: 0, max: 0 };
    const reach = Math.max(0, -Math.max(limits.low, HEADROOM * min), Math.min(limits.high, HEADROOM * max));
    const atBits = (bits: number): Scale => {
      const most = 2 ** bits - 1;
      const scale = Math.max(reach / most, smallestScale) || 1 / most;
      return { scale, bits, ...integerLimits(limits, scale, { low: -most, high: most }) };
    };
    for (let bits = MAX_BITS; bits > MIN_BITS; bits--) {
      const scale = atBits(bits);
      if (canHold(this.graph, name, scale)) return scale;
    }
    return atBits(MIN_BITS);
  }

  /** Names what an instruction computed: its node's output, and that of the activation that it took in. */
  name(names: readonly string[], lowered: LoweredValue): void {
    for (const name of new Set(names)) this.set(name, lowered);
  }
}

/** Float limits as integers of a scale, within what the integers reach anyway. */
export function integerLimits(limits: Limits, scale: number, reach: { low: number; high: number }) {
  const within = (limit: number) => Math.min(reach.high, Math.max(reach.low, Math.round(limit / scale))) + 0;
  return { low: within(limits.low), high: within(limits.high) };
}
