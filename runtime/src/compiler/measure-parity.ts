import type { Executor } from "../executor/executor.ts";
import type { ManifestOutput } from "../package/manifest.ts";
import type { ParityReport } from "../package/parity-report.ts";
import { DTYPES } from "../program/dtype.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { decodeTensor } from "../program/tensor-values.ts";
import type { ParityThresholds } from "./compile-options.ts";
import type { FloatTensor } from "./float-tensor.ts";
import { toFloats } from "./input-scales.ts";
import type { ModelGraph } from "./model-graph.ts";
import { ParityError, type ParityFailure } from "./parity-error.ts";

/** Held-out data, with the right label of each input where it is known. */
interface EvaluationData {
  readonly inputs: readonly Uint8Array[];
  readonly labels?: readonly number[];
}

/** A part of the answer: a label, or an output of the model. */
export interface AnswerPart extends Pick<ManifestOutput, "scale" | "meaning"> {
  readonly type: Pick<TensorType, "dtype" | "shape">;
}

/** What is compared. Without `parts`, the answer is the label (int32), then the scores (int16). */
interface ParitySubject {
  readonly graph: ModelGraph;
  readonly executor: Executor;
  /** Of a model with several inputs, `scales` has one for each. */
  readonly input: { readonly scale: number; readonly scales?: readonly number[] };
  readonly scores?: Pick<ManifestOutput, "scale">;
  readonly parts?: readonly AnswerPart[];
}

const LABEL_BYTES = 4;

/** Runs both models on every sample. The same data give the same report, bit for bit. */
export async function measureParity(
  subject: ParitySubject,
  data: EvaluationData,
  onSample: (done: number) => void = () => {},
): Promise<ParityReport> {
  const { graph, executor, input } = subject;
  const samples = data.inputs.length;
  const scales = input.scales ?? [input.scale];
  let [floatRight, integerRight, agreed, cosineSum, minCosine, maxScoreDifference] = [0, 0, 0, 0, 1, 0];
  let [differenceSum, elements, isClassifier] = [0, 0, false];
  for (let i = 0; i < samples; i++) {
    const bytes = data.inputs[i];
    const floats = graph.evaluateOutputs(toFloats(graph, bytes, scales));
    const { label, outputs } = readAnswer(subject, await executor.run(bytes));
    isClassifier ||= label !== null;
    const floatLabel = bestOf(floats[0]);
    const integerLabel = label ?? bestOf({ ...floats[0], values: outputs[0] });
    const rightLabel = data.labels?.[i] ?? floatLabel;
    if (floatLabel === rightLabel) floatRight++;
    if (integerLabel === rightLabel) integerRight++;
    if (integerLabel === floatLabel) agreed++;
    const similarity = floats.reduce((least, float, o) => Math.min(least, cosine(float.values, outputs[o])), 2);
    cosineSum += similarity;
    minCosine = Math.min(minCosine, similarity);
    floats.forEach((float, o) => {
      float.values.forEach((score, j) => {
        const difference = Math.abs(score - outputs[o][j]);
        maxScoreDifference = Math.max(maxScoreDifference, difference);
        differenceSum += difference;
      });
      elements += float.values.length;
    });
    onSample(i + 1);
  }
  return {
    samples,
    floatTop1: floatRight / samples,
    integerTop1: integerRight / samples,
    agreement: agreed / samples,
    meanCosine: cosineSum / samples,
    minCosine,
    maxScoreDifference,
    ...(isClassifier ? {} : { meanAbsoluteDifference: differenceSum / elements }),
  };
}

/** The label, where the answer has one, and the outputs in the float model's numbers. */
function readAnswer(subject: ParitySubject, answer: Uint8Array): { label: number | null; outputs: Float64Array[] } {
  const parts = subject.parts ?? labelAndScores(answer.length, subject.scores?.scale ?? 1);
  let label: number | null = null;
  let offset = 0;
  const outputs: Float64Array[] = [];
  for (const { type, scale, meaning } of parts) {
    const bytes = DTYPES[type.dtype].bytes * type.shape.reduce((all, size) => all * size, 1);
    const integers = decodeTensor(type.dtype, answer.subarray(offset, offset + bytes));
    offset += bytes;
    if (meaning.kind === "label") label = integers[0];
    else outputs.push(Float64Array.from(integers, (integer) => integer * scale));
  }
  return { label, outputs };
}

function labelAndScores(length: number, scale: number): AnswerPart[] {
  const labels: string[] = [];
  return [
    { type: { dtype: "int32", shape: [1] }, scale: 1, meaning: { kind: "label", labels } },
    { type: { dtype: "int16", shape: [(length - LABEL_BYTES) / 2] }, scale, meaning: { kind: "scores", labels } },
  ];
}

/** The lowest index of the largest score; of a model that chooses itself, its first choice. */
export function bestOf({ values, type }: FloatTensor): number {
  if (type === "int64") return values[0];
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

/** @throws ParityError when the report is below a threshold. */
export function requireParity(report: ParityReport, thresholds: ParityThresholds): void {
  const { floatTop1, integerTop1, agreement, meanCosine, maxScoreDifference, meanAbsoluteDifference = 0 } = report;
  const most = (measure: ParityFailure["measure"], found: number, limit = Number.POSITIVE_INFINITY) =>
    found > limit ? [{ measure, found, limit }] : [];
  const least = (measure: ParityFailure["measure"], found: number, limit: number) =>
    found < limit ? [{ measure, found, limit }] : [];
  const failures = [
    ...least("floatTop1", floatTop1, thresholds.floatTop1),
    ...most("top1Drop", floatTop1 - integerTop1, thresholds.top1Drop),
    ...least("agreement", agreement, thresholds.agreement),
    ...most("scoreDifference", maxScoreDifference, thresholds.scoreDifference),
    ...most("absoluteDifference", meanAbsoluteDifference, thresholds.absoluteDifference),
    ...least("cosine", meanCosine, thresholds.cosine),
  ];
  if (failures.length > 0) throw new ParityError(report, failures);
}

/** 1 for two vectors of zeros, 0 where only one is. */
export function cosine(a: Float64Array, b: Float64Array): number {
  let [dot, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    dot += value * b[i];
    aa += value * value;
    bb += b[i] * b[i];
  });
  return aa === 0 || bb === 0 ? (aa === bb ? 1 : 0) : dot / Math.sqrt(aa * bb);
}
