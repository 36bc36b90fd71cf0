import type { FloatTensor } from "../float-tensor.ts";
import { walk } from "./broadcast.ts";
import type { Operator, OperatorFamily } from "./operator.ts";
import { type OperatorCall, stridesOf } from "./operator-call.ts";

/** From these operator sets on, the axes are an input and no longer an attribute. */
const SUM_AXES_ARE_INPUT = 13;
const AXES_ARE_INPUT = 18;

/** A fold over the elements of one group. */
interface Fold {
  readonly start: number;
  readonly add: (all: number, each: number) => number;
  readonly finish?: (all: number, count: number) => number;
}

/** The axes that a reduction runs over, ascending; null when it does nothing. */
export function reducedAxes(call: OperatorCall, rank: number): number[] | null {
  const since = call.node.operator === "ReduceSum" ? SUM_AXES_ARE_INPUT : AXES_ARE_INPUT;
  const given = call.opset >= since ? call.list(1) : call.integers("axes");
  if (given === null || given.length === 0) {
    return call.integer("noop_with_empty_axes", 0) === 1 ? null : Array.from({ length: rank }, (_, i) => i);
  }
  return [...new Set(given.map((axis) => call.axis(axis, rank)))].sort((a, b) => a - b);
}

function reduce({ start, add, finish }: Fold): Operator {
  return (call) => {
    const input = call.input(0);
    const { shape, values, type } = input;
    const axes = reducedAxes(call, shape.length);
    if (axes === null) return input;
    const kept = shape.map((size, i) => (axes.includes(i) ? 1 : size));
    const result = call.allocate(kept).fill(start);
    call.spend(values.length);
    const strides = stridesOf(kept).map((stride, i) => (axes.includes(i) ? 0 : stride));
    walk(shape, [strides], ([to], from) => {
      result[to] = add(result[to], values[from]);
    });
    const count = values.length / Math.max(1, result.length);
    const finished = finish === undefined ? result : result.map((all) => finish(all, count));
    const outShape = call.integer("keepdims", 1) === 1 ? kept : shape.filter((_, i) => !axes.includes(i));
    return { shape: outShape, values: finished, ...(type === undefined ? {} : { type }) };
  };
}

/** The index of the largest (or smallest) element along an axis; of equal ones the first, or the last if so asked. */
function argument(sign: 1 | -1): Operator {
  return (call): FloatTensor => {
    const { shape, values } = call.input(0);
    const axis = call.axis(call.integer("axis", 0), shape.length);
    const takesLast = call.integer("select_last_index", 0) === 1;
    const kept = shape.map((size, i) => (i === axis ? 1 : size));
    const result = call.allocate(kept);
    const stride = stridesOf(shape)[axis];
    const strides = stridesOf(shape).map((each, i) => (i === axis ? 0 : each));
    walk(kept, [strides], ([from], to) => {
      let best = 0;
      for (let k = 1; k < shape[axis]; k++) {
        const difference = sign * (values[from + k * stride] - values[from + best * stride]);
        if (difference > 0 || (takesLast && difference === 0)) best = k;
      }
      result[to] = best;
    });
    const outShape = call.integer("keepdims", 1) === 1 ? kept : shape.filter((_, i) => i !== axis);
    return { shape: outShape, values: result, type: "int64" };
  };
}

/** Along each row of a matrix: what reductions are rewritten to. */
const ofRows =
  (fold: Fold): Operator =>
  (call) => {
    const { shape, values } = call.input(0);
    const [rows, columns] = shape;
    const result = call.allocate([rows, 1]).fill(fold.start);
    values.forEach((each, i) => {
      const row = Math.floor(i / columns);
      result[row] = fold.add(result[row], each);
    });
    return { shape: [rows, 1], values: fold.finish ? result.map((all) => fold.finish?.(all, columns) ?? all) : result };
  };

const MAX: Fold = { start: Number.NEGATIVE_INFINITY, add: Math.max };
const MEAN: Fold = { start: 0, add: (all, each) => all + each, finish: (all, count) => all / count };
const SUM: Fold = { start: 0, add: (all, each) => all + each };

/** https://github.com/onnx/onnx/blob/main/docs/Operators.md#ReduceSum and its kin. */
export const REDUCTION: OperatorFamily = {
  ArgMax: argument(1),
  ArgMin: argument(-1),
  ReduceL2: reduce({ start: 0, add: (all, each) => all + each * each, finish: Math.sqrt }),
  ReduceMax: reduce(MAX),
  ReduceMean: reduce(MEAN),
  ReduceMin: reduce({ start: Number.POSITIVE_INFINITY, add: Math.min }),
  ReduceProd: reduce({ start: 1, add: (all, each) => all * each }),
  ReduceSum: reduce(SUM),
  ReduceSumSquare: reduce({ start: 0, add: (all, each) => all + each * each }),
  RowMax: ofRows(MAX),
  RowMean: ofRows(MEAN),
  RowSum: ofRows(SUM),
};
