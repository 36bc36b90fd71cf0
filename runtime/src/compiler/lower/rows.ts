import { CompileError } from "../compile-error.ts";
import { describeNode, type OnnxNode } from "../onnx/onnx-graph.ts";
import { emitRows } from "./linear.ts";
import { int16, int32, type LoweredValue, largest, programShape } from "./lowered-value.ts";
import type { Lowering } from "./lowering.ts";
import type { LoweringFamily } from "./lowering-table.ts";

/** Longest row that an instruction takes. */
export const MAX_ROW = 4096;

/** Sums of rows over a divisor: a Gemm with one channel of equal weights, whose accumulator is exact. */
export function meanOfRows(
  node: OnnxNode,
  lowering: Lowering,
  x: LoweredValue,
  { rows, columns, output, divisor }: { rows: number; columns: number; output: string; divisor: number },
): LoweredValue {
  requireShortRow(node, columns);
  const weights = new Float64Array(columns).fill(1 / divisor);
  const layer = { channels: 1, columns, weights, bias: new Float64Array(1) };
  // 127 times 4096 int16 is beyond int32; 12 bits of them are not.
  const narrow = largest(x) * columns * 127 < 2 ** 31 ? x : lowering.narrowed(x, 12);
  const { constant, shift, low, high, scale } = emitRows(lowering, layer, {
    ...{ inputScale: narrow.scale, largestX: largest(narrow), output },
  });
  const type = int16([rows, 1]);
  const value = lowering.emit({ op: "Gemm", operands: [narrow.value], constant, shift, low, high, output: type });
  return { value, type, layout: "plain", ...scale };
}

function requireShortRow(node: OnnxNode, columns: number): void {
  if (columns > MAX_ROW)
    throw new CompileError(`${describeNode(node)}: rows of ${columns} elements, at most ${MAX_ROW}`);
}

function lowerRowSum(node: OnnxNode, lowering: Lowering): void {
  const [rows, columns] = lowering.graph.shapeOf(node.inputs[0]);
  const x = lowering.plain(node.inputs[0], [rows, columns]);
  const [output] = node.outputs;
  const divisor = node.operator === "RowMean" ? columns : 1;
  lowering.set(output, meanOfRows(node, lowering, x, { rows, columns, output, divisor }));
}

function lowerRowMax(node: OnnxNode, lowering: Lowering): void {
  const [rows, columns] = lowering.graph.shapeOf(node.inputs[0]);
  requireShortRow(node, columns);
  const x = lowering.plain(node.inputs[0], [rows, columns]);
  const type = int16([rows]);
  const value = lowering.emit({ op: "RowMax", operands: [x.value], output: type });
  lowering.set(node.outputs[0], { ...x, value, type });
}

/** The index of the largest element of a row: an int32, which only an output of the model can be. */
function lowerArgMax(node: OnnxNode, lowering: Lowering): void {
  const { graph } = lowering;
  const shape = graph.shapeOf(node.inputs[0]);
  const x = lowering.plain(node.inputs[0], programShape(shape));
  const rows = x.type.shape.slice(0, -1);
  const type = int32(rows.length === 0 ? [1] : rows);
  const value = lowering.emit({ op: "ArgMax", operands: [x.value], output: type });
  const most = shape[shape.length - 1] - 1;
  lowering.set(node.outputs[0], { value, type, layout: "plain", scale: 1, low: 0, high: most, bits: 31 });
}

/** Reductions of rows. */
export const ROWS: LoweringFamily = {
  ArgMax: lowerArgMax,
  RowMax: lowerRowMax,
  RowMean: lowerRowSum,
  RowSum: lowerRowSum,
};
