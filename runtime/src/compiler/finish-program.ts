import type { AccumulatorBound, ManifestOutput } from "../package/manifest.ts";
import { DEFAULT_LOG2_LEAF, MAX_OUTPUTS } from "../program/limits.ts";
import type { Program } from "../program/program.ts";
import { elementCount, type TensorType } from "../program/tensor-type.ts";
import { CompileError } from "./compile-error.ts";
import type { CompileOptions } from "./compile-options.ts";
import { inputType } from "./lower/inputs.ts";
import type { LoweredValue } from "./lower/lowered-value.ts";
import type { Lowering } from "./lower/lowering.ts";
import { prune } from "./lower/prune.ts";

const LABEL_BITS = 31;

/** A program without its package. */
interface FinishedProgram {
  readonly program: Program;
  readonly outputs: readonly ManifestOutput[];
  readonly bounds: readonly AccumulatorBound[];
}

/**
 * The program and its outputs: for a classifier the best label's index first, then the model's own.
 * @param values The model's outputs.
 * @throws CompileError when the options speak of outputs that the model does not have.
 */
export function finishProgram(
  lowering: Lowering,
  values: readonly LoweredValue[],
  { labels, outputs: named = [] }: Pick<CompileOptions, "labels" | "outputs">,
): FinishedProgram {
  const { graph } = lowering;
  if (named.length > values.length) {
    throw new CompileError(`${named.length} meanings of outputs; the model has ${values.length}`);
  }
  if (labels !== undefined && named.length > 0)
    throw new CompileError("labels and meanings of outputs exclude each other");
  const own = values.map(({ value, scale, bits, type }, i): ManifestOutput => {
    const { name = graph.outputNames[i], meaning = { kind: "numbers" } } = named[i] ?? {};
    if (meaning.kind === "picture") checkPicture(name, meaning, graph.shapeOf(graph.outputNames[i]));
    // The model chose the label itself.
    if (meaning.kind === "label" && type.dtype !== "int32") throw new CompileError(`output "${name}" is no label`);
    return { name, value, scale, bits, meaning };
  });
  const outputs = labels === undefined ? own : withLabel(lowering, values[0], own, labels);
  if (outputs.length > MAX_OUTPUTS) {
    throw new CompileError(`${outputs.length} outputs, with the label; at most ${MAX_OUTPUTS} are supported`);
  }
  const { constantTypes: constants } = lowering;
  const pruned = prune({
    instructions: lowering.instructions,
    bounds: lowering.bounds,
    outputs: outputs.map(({ value }) => value),
  });
  const input = inputType(graph);
  const program = { input, constants, instructions: pruned.instructions, outputs: pruned.outputs };
  const renumbered = outputs.map((output, i) => ({ ...output, value: pruned.outputs[i] }));
  return { program, outputs: renumbered, bounds: pruned.bounds };
}

/** A page takes a picture's elements row by row with the channels last; an answer has the model's own order. */
function checkPicture(
  name: string,
  { width, height, channels }: { width: number; height: number; channels: number },
  shape: readonly number[],
): void {
  const sizes = shape.filter((size) => size !== 1).join();
  const expected = [height, width, channels].filter((size) => size !== 1).join();
  if (sizes === expected) return;
  const found = `output "${name}" of shape [${shape.join(", ")}]`;
  throw new CompileError(`${found} is no picture [height ${height}, width ${width}, channels ${channels}]`);
}

/** Appends the choice of the best label. */
function withLabel(
  lowering: Lowering,
  first: LoweredValue,
  [, ...others]: readonly ManifestOutput[],
  labels: readonly string[],
): ManifestOutput[] {
  const count = elementCount(first.type);
  if (count !== labels.length || first.type.dtype !== "int16") {
    throw new CompileError(`output of shape [${first.type.shape.join(", ")}] for ${labels.length} labels`);
  }
  const scores = first.type.shape.at(-1) === count ? first : lowering.shaped(first, [1, count]);
  const shape = scores.type.shape.length === 1 ? [1] : scores.type.shape.slice(0, -1);
  const output: TensorType = { dtype: "int32", shape, log2Leaf: DEFAULT_LOG2_LEAF };
  const label = lowering.emit({ op: "ArgMax", operands: [scores.value], output });
  const { value, scale, bits } = scores;
  return [
    { name: "label", value: label, scale: 1, bits: LABEL_BITS, meaning: { kind: "label", labels } },
    { name: lowering.graph.outputName, value, scale, bits, meaning: { kind: "scores", labels } },
    ...others,
  ];
}
