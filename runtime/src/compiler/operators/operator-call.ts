import { CompileError } from "../compile-error.ts";
import type { FloatTensor } from "../float-tensor.ts";
import { describeNode, type OnnxNode } from "../onnx/onnx-graph.ts";
import { countElements, type WorkBudget } from "../tensor-limits.ts";

/** One evaluation of a node: its attributes and inputs, read with what is expected of them. */
export class OperatorCall {
  constructor(
    readonly node: OnnxNode,
    /** In the node's order; undefined where an optional input is left out. */
    readonly inputs: readonly (FloatTensor | undefined)[],
    readonly opset: number,
    readonly budget: WorkBudget,
  ) {}

  /** Input `index`. @throws CompileError when it is left out. */
  input(index: number): FloatTensor {
    return this.inputs[index] ?? this.fail(`has no input ${index}`);
  }

  /** Elements of an integer input such as a list of axes, or null when it is left out. */
  list(index: number): number[] | null {
    const tensor = this.inputs[index];
    return tensor === undefined ? null : [...tensor.values];
  }

  /** The only element of an input, or `otherwise` when it is left out. */
  scalar(index: number, otherwise: number): number {
    const tensor = this.inputs[index];
    if (tensor === undefined) return otherwise;
    return tensor.values.length === 1 ? tensor.values[0] : this.fail(`input ${index} is not one number`);
  }

  integer(name: string, otherwise: number): number {
    return this.node.attributes.get(name)?.integer ?? otherwise;
  }

  integers(name: string): readonly number[] | null {
    return this.node.attributes.get(name)?.integers ?? null;
  }

  float(name: string, otherwise: number): number {
    return this.node.attributes.get(name)?.float ?? otherwise;
  }

  string(name: string, otherwise: string): string {
    return this.node.attributes.get(name)?.string ?? otherwise;
  }

  /** An axis, counted from the end when it is negative, as 0 to rank - 1. */
  axis(given: number, rank: number): number {
    const axis = given < 0 ? given + rank : given;
    const isOne = Number.isInteger(axis) && axis >= 0 && axis < rank;
    return isOne ? axis : this.fail(`axis ${given} of a tensor with ${rank} dimensions`);
  }

  /** Zeros of a shape, counted as work. @throws CompileError beyond the limits. */
  allocate(shape: readonly number[]): Float64Array {
    const count = countElements(shape, describeNode(this.node));
    this.spend(count);
    return new Float64Array(count);
  }

  /** Counts products, comparisons or copies as work. */
  spend(units: number): void {
    this.budget.spend(units, describeNode(this.node));
  }

  fail(message: string): never {
    throw new CompileError(`${describeNode(this.node)}: ${message}`);
  }
}

/** A shape as messages write it. */
export function showShape(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

/** Product of dimensions that were checked before. */
export function product(shape: readonly number[]): number {
  return shape.reduce((all, dimension) => all * dimension, 1);
}

/** Elements between neighbours of each dimension, row-major. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let i = shape.length - 2; i >= 0; i--) strides[i] = strides[i + 1] * shape[i + 1];
  return strides;
}
