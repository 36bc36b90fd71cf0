import { chooseMultipliers, MAX_RATIO } from "../choose-multipliers.ts";
import { CompileError } from "../compile-error.ts";
import { describeNode, type OnnxNode } from "../onnx/onnx-graph.ts";
import { int16, type LoweredValue, largest } from "./lowered-value.ts";
import type { Lowering } from "./lowering.ts";
import type { LoweringFamily } from "./lowering-table.ts";
import { ACCUMULATOR_LIMIT } from "./readers.ts";
import { MAX_ROW } from "./rows.ts";

const LEAST_BITS = 6;

/** Largest |accumulator| of a product of two values over `columns` terms. */
function bound(left: LoweredValue, right: LoweredValue, columns: number): number {
  const sums = [left, right].map((each) => Math.min(each.rowSum ?? Number.POSITIVE_INFINITY, columns * largest(each)));
  return Math.min(sums[0] * largest(right), sums[1] * largest(left));
}

/** A value of the program or a constant, [batches, rows, columns]. */
function factor(lowering: Lowering, name: string): { value: LoweredValue; shape: readonly number[] } {
  const { graph } = lowering;
  const shape = graph.shapeOf(name);
  const [rows, columns] = shape.slice(-2);
  const batches = shape.slice(0, -2).reduce((all, size) => all * size, 1);
  const target = [batches, rows, columns];
  const constant = graph.constants.get(name);
  const value =
    constant === undefined ? lowering.plain(name, target) : lowering.constantValue(constant.values, target, "plain");
  return { value, shape: target };
}

/** A MatMul of two activations; the right one is turned already. */
function lowerTransposedMatMul(node: OnnxNode, lowering: Lowering): void {
  const [a, b] = node.inputs.map((name) => factor(lowering, name));
  const columns = a.shape[2];
  if (columns > MAX_ROW) throw new CompileError(`${describeNode(node)}: ${columns} terms, at most ${MAX_ROW}`);
  if (a.shape[0] % b.shape[0] !== 0) {
    throw new CompileError(`${describeNode(node)}: ${a.shape[0]} matrices times ${b.shape[0]} matrices`);
  }
  let [left, right] = [a.value, b.value];
  for (let bits = 15; bound(left, right, columns) >= ACCUMULATOR_LIMIT; bits--) {
    if (bits < LEAST_BITS) throw new CompileError(`${describeNode(node)}: its sums overflow int32 at ${bits} bits`);
    if (left.rowSum === undefined) left = lowering.narrowed(left, bits);
    right = lowering.narrowed(right, bits);
  }
  const accumulator = bound(left, right, columns);
  const [output] = node.outputs;
  const { name, limits } = lowering.activation(output);
  const product = left.scale * right.scale;
  const scale = lowering.chooseScale(name, limits, product / MAX_RATIO);
  const { multipliers, shift } = chooseMultipliers(Float64Array.of(product / scale.scale));
  const { low, high } = scale;
  const type = int16([a.shape[0], a.shape[1], b.shape[1]]);
  lowering.bounds.push({ instruction: lowering.instructions.length, accumulator });
  const value = lowering.emit({
    ...{ op: "MatMul", operands: [left.value, right.value], multiplier: multipliers[0], shift, low, high },
    output: type,
  });
  lowering.name([output, name], { value, type, layout: "plain", ...scale });
}

/** Products of two activations. */
export const PRODUCT: LoweringFamily = { TransposedMatMul: lowerTransposedMatMul };
