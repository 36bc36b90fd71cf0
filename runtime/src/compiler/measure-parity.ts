import type { Executor } from "../executor/executor.ts";
import type { ManifestInput, ManifestOutput } from "../package/manifest.ts";
import type { ParityReport } from "../package/parity-report.ts";
import { decodeTensor } from "../program/tensor-values.ts";
import { CompileError } from "./compile-error.ts";
import type { ParityThresholds } from "./compile-options.ts";
import type { ModelGraph } from "./model-graph.ts";

/** Held-out data with the right label of each input. */
interface LabelledData {
  readonly inputs: readonly Uint8Array[];
  readonly labels: readonly number[];
}

/** What is compared: a model whose answer is the label (int32), then the scores (int16). */
interface ParitySubject {
  readonly graph: ModelGraph;
  readonly executor: Executor;
  readonly input: Pick<ManifestInput, "scale">;
  readonly scores: Pick<ManifestOutput, "scale">;
}

const LABEL_BYTES = 4;

/** Runs both models on every sample. The same data give the same report, bit for bit. */
export async function measureParity(
  subject: ParitySubject,
  data: LabelledData,
  onSample: (done: number) => void = () => {},
): Promise<ParityReport> {
  const { graph, executor, input, scores } = subject;
  const samples = data.inputs.length;
  let [floatRight, integerRight, agreed, cosineSum, minCosine, maxScoreDifference] = [0, 0, 0, 0, 1, 0];
  for (let i = 0; i < samples; i++) {
    const bytes = data.inputs[i];
    const float = graph.evaluate(Float64Array.from(bytes, (byte) => byte * input.scale)).values;
    const answer = await executor.run(bytes);
    const [integerLabel] = decodeTensor("int32", answer.subarray(0, LABEL_BYTES));
    const integer = Float64Array.from(decodeTensor("int16", answer.subarray(LABEL_BYTES)), (s) => s * scores.scale);
    const floatLabel = float.indexOf(Math.max(...float));
    if (floatLabel === data.labels[i]) floatRight++;
    if (integerLabel === data.labels[i]) integerRight++;
    if (integerLabel === floatLabel) agreed++;
    const similarity = cosine(float, integer);
    cosineSum += similarity;
    minCosine = Math.min(minCosine, similarity);
    float.forEach((score, j) => {
      maxScoreDifference = Math.max(maxScoreDifference, Math.abs(score - integer[j]));
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
  };
}

/** @throws CompileError when the report is below a threshold. */
export function requireParity(report: ParityReport, thresholds: ParityThresholds): void {
  const { floatTop1, integerTop1, agreement, meanCosine } = report;
  const failures = [
    floatTop1 < thresholds.floatTop1 && `float top-1 ${floatTop1}, at least ${thresholds.floatTop1}`,
    floatTop1 - integerTop1 > thresholds.top1Drop &&
      `integer top-1 ${integerTop1} against ${floatTop1} in float, at most ${thresholds.top1Drop} less`,
    agreement < thresholds.agreement && `agreement ${agreement}, at least ${thresholds.agreement}`,
    meanCosine < thresholds.cosine && `mean cosine ${meanCosine}, at least ${thresholds.cosine}`,
  ].filter((failure) => failure !== false);
  if (failures.length > 0) throw new CompileError(`the program is not good enough: ${failures.join("; ")}`);
}

function cosine(a: Float64Array, b: Float64Array): number {
  let [dot, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    dot += value * b[i];
    aa += value * value;
    bb += b[i] * b[i];
  });
  return aa === 0 || bb === 0 ? (aa === bb ? 1 : 0) : dot / Math.sqrt(aa * bb);
}
