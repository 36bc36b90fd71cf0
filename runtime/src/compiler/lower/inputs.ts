import { DTYPES } from "../../program/dtype.ts";
import { DEFAULT_LOG2_LEAF } from "../../program/limits.ts";
import { elementCount, type TensorType } from "../../program/tensor-type.ts";
import type { ModelGraph } from "../model-graph.ts";
import { int16, type LoweredValue, programShape } from "./lowered-value.ts";
import type { Lowering } from "./lowering.ts";

const BYTE_BITS = 8;
/** Operators that move the elements of their first input and compute none. */
const MOVES: ReadonlySet<string> = new Set([
  ...["Cast", "Identity", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Slice", "Split", "Gather", "Transpose"],
]);

/** The program's input: of several, the bytes of one after the other. */
export function inputType({ inputs }: Pick<ModelGraph, "inputs">): TensorType {
  const types = inputs.map(({ shape }) => bytes(programShape(shape)));
  return types.length === 1 ? types[0] : bytes([types.reduce((sum, type) => sum + elementCount(type), 0)]);
}

function bytes(shape: readonly number[]): TensorType {
  return { dtype: "uint8", shape, log2Leaf: DEFAULT_LOG2_LEAF };
}

/**
 * Emits what makes a value of each input: its part of the bytes, cast unless they are row numbers of a Gather.
 * @param scales Of each input, the float value of one step of its bytes.
 */
export function lowerInputs(lowering: Lowering, scales: readonly number[]): void {
  const { graph } = lowering;
  const type = inputType(graph);
  let start = 0;
  graph.inputs.forEach(({ name, shape }, i) => {
    const whole = {
      value: 0,
      type,
      scale: scales[i],
      low: 0,
      high: DTYPES.uint8.max,
      bits: BYTE_BITS,
      layout: "plain",
    } as const;
    const part = graph.inputs.length === 1 ? whole : partOf(lowering, whole, start, bytes(programShape(shape)));
    start += elementCount(part.type);
    lowering.set(name, isIndex(graph, name) ? part : cast(lowering, part));
  });
}

function partOf(lowering: Lowering, whole: LoweredValue, start: number, own: TensorType): LoweredValue {
  const type = bytes([elementCount(own)]);
  const value = lowering.emit({ op: "Slice", operands: [whole.value], axis: 0, start, step: 1, output: type });
  return lowering.shaped({ ...whole, value, type }, own.shape);
}

function cast(lowering: Lowering, part: LoweredValue): LoweredValue {
  const type = int16(part.type.shape);
  const { low, high } = part;
  return { ...part, type, value: lowering.emit({ op: "Clamp", operands: [part.value], low, high, output: type }) };
}

/** Whether an input's bytes are row numbers of Gathers and no numbers to compute with. */
export function isIndex(graph: ModelGraph, input: string): boolean {
  let isRead = false;
  const pending = [input];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    for (const node of graph.consumers(name)) {
      const [first, second] = node.inputs;
      if (node.operator === "Gather" && second === name && graph.constants.has(first)) isRead = true;
      else if (MOVES.has(node.operator) && first === name) pending.push(...node.outputs);
      else return false;
    }
  }
  return isRead;
}
