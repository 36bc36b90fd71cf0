import { CompileError } from "./compile-error.ts";
import type { CompileOptions } from "./compile-options.ts";
import { isIndex } from "./lower/inputs.ts";
import type { ModelGraph } from "./model-graph.ts";
import { integerRange } from "./onnx/element-type.ts";
import { countElements } from "./tensor-limits.ts";

/**
 * Of each input, the float value of one step of its bytes.
 * @throws CompileError when row numbers of a Gather have another scale than 1.
 */
export function inputScales(graph: ModelGraph, { scale, scales = {} }: CompileOptions["input"]): number[] {
  return graph.inputs.map(({ name, type = "float" }) => {
    const isRow = isIndex(graph, name);
    // One input's scale is the caller's to say; of several, whoever gives one for pixels means no index by it.
    const isWhole = graph.inputs.length > 1 && (integerRange(type) !== null || isRow);
    const own = scales[name] ?? (isWhole ? 1 : scale);
    if (isRow && own !== 1) throw new CompileError(`input "${name}" is an index: its scale must be 1`);
    return own;
  });
}

/** An input of the program as the float model takes it. */
export function toFloats(graph: ModelGraph, bytes: Uint8Array, scales: readonly number[]): Float64Array {
  const floats = new Float64Array(bytes.length);
  let start = 0;
  graph.inputs.forEach(({ name, shape }, i) => {
    const end = start + countElements(shape, `input "${name}"`);
    for (let at = start; at < end; at++) floats[at] = bytes[at] * scales[i];
    start = end;
  });
  return floats;
}
