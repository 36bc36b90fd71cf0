import type { ImageMeaning } from "@openimo/runtime";
import { HELD_OUT_EVERY, parseInputScale } from "@openimo/runtime/samples";
import type { CompilationJob, PathFile, SampleSource } from "../../../compilation/job.ts";
import { parseDecimal } from "../../../components/parse-amount.ts";
import { type ChosenFiles, labelFiles, sampleFiles } from "./chosen-files.ts";
import type { CompileDraft } from "./compile-draft.ts";

const MEBIBYTE = 2 ** 20;
/** Bounds of what a page reads: a tab has some gigabytes, and a sample is held once more in floats. */
export const MOST_ONNX_MEBIBYTES = 512;
export const MOST_SAMPLES_MEBIBYTES = 512;
export const MOST_SAMPLES = 100_000;
/** A model card is text for people. */
export const MOST_CARD_MEBIBYTES = 1;

const DIGIT: ImageMeaning = { kind: "image", width: 28, height: 28, channels: 1 };

export type CompileProblemName =
  | "missing"
  | "onnxSize"
  | "samplesSize"
  | "samplesCount"
  | "noLabels"
  | "fewSamples"
  | "bothLabels"
  | "cardSize"
  | "side"
  | "scale"
  | "share"
  | "count";

export type CompileProblems = Partial<Record<keyof CompileDraft | keyof ChosenFiles, CompileProblemName>>;

const bytesOf = (files: readonly PathFile[]) => files.reduce((sum, { file }) => sum + file.size, 0);

const isBelow = (bytes: number, mebibytes: number) => bytes <= mebibytes * MEBIBYTE;

export function labelNames(text: string): string[] | undefined {
  return text.trim() === "" ? undefined : text.split(",").map((label) => label.trim());
}

function setProblem(files: readonly PathFile[]): CompileProblemName | undefined {
  if (files.length === 0) return "missing";
  if (files.length > MOST_SAMPLES) return "samplesCount";
  return isBelow(bytesOf(files), MOST_SAMPLES_MEBIBYTES) ? undefined : "samplesSize";
}

function samplesOf(draft: CompileDraft, chosen: ChosenFiles, problems: CompileProblems): SampleSource {
  const labels = labelNames(draft.labels);
  if (draft.samplesKind === "byLabel") {
    const folders = labelFiles(chosen.folder);
    const problem = setProblem(chosen.folder);
    if (problem) problems.folder = problem;
    else if (folders.length === 0) problems.folder = "noLabels";
    else if (folders.every(({ files }) => files.length < HELD_OUT_EVERY)) problems.folder = "fewSamples";
    return { kind: "byLabel", folders, ...(labels ? { labels } : {}) };
  }
  const [calibration, evaluation] = [sampleFiles(chosen.calibration), sampleFiles(chosen.evaluation)];
  for (const [name, files] of [["calibration", calibration] as const, ["evaluation", evaluation] as const]) {
    const problem = setProblem(files);
    if (problem) problems[name] = problem;
  }
  const file = chosen.evaluationLabels;
  if ((file === undefined) !== (labels === undefined)) problems.labels = "bothLabels";
  const right = file && labels && { indices: { path: file.name, file }, labels };
  return { kind: "apart", calibration, evaluation, ...(right ? { right } : {}) };
}

function inputOf(draft: CompileDraft, problems: CompileProblems): Pick<CompilationJob, "input" | "image"> {
  const scale = parseInputScale(draft.scale.trim().replace(",", "."));
  if (scale === undefined) problems.scale = "scale";
  if (draft.inputKind === "numbers") {
    return { input: { meaning: { kind: "numbers" }, preprocessing: null, scale: scale ?? 1 } };
  }
  const side = (name: "width" | "height") => {
    if (!/^[1-9]\d{0,3}$/.test(draft[name].trim())) problems[name] = "side";
    return Number(draft[name]);
  };
  const isDigit = draft.inputKind === "digit";
  const image: ImageMeaning = isDigit ? DIGIT : { ...DIGIT, width: side("width"), height: side("height") };
  return { input: { meaning: image, preprocessing: isDigit ? "digit-image" : null, scale: scale ?? 1 }, image };
}

function thresholdsOf(draft: CompileDraft, problems: CompileProblems): CompilationJob["thresholds"] {
  const share = (name: "floatTop1" | "top1Drop" | "agreement" | "cosine") => {
    const value = parseDecimal(draft[name]);
    if (!(value >= 0 && value <= 1)) problems[name] = "share";
    return value;
  };
  return {
    floatTop1: share("floatTop1"),
    top1Drop: share("top1Drop"),
    agreement: share("agreement"),
    cosine: share("cosine"),
  };
}

/** What was typed and chosen, as the compiler is asked for it; without `job` as long as there is a problem. */
export function compilationJob(
  draft: CompileDraft,
  chosen: ChosenFiles,
): { readonly job?: CompilationJob; readonly problems: CompileProblems } {
  const problems: CompileProblems = {};
  const { onnx, card } = chosen;
  if (!onnx) problems.onnx = "missing";
  else if (!isBelow(onnx.size, MOST_ONNX_MEBIBYTES)) problems.onnx = "onnxSize";
  if (card && !isBelow(card.size, MOST_CARD_MEBIBYTES)) problems.card = "cardSize";
  const samples = samplesOf(draft, chosen, problems);
  const input = inputOf(draft, problems);
  const thresholds = thresholdsOf(draft, problems);
  const calibrationSamples = Number(draft.calibrationSamples.trim());
  const isCount = Number.isInteger(calibrationSamples) && calibrationSamples >= 1;
  if (!isCount || calibrationSamples > MOST_SAMPLES) problems.calibrationSamples = "count";
  if (!onnx || Object.keys(problems).length > 0) return { problems };
  const job: CompilationJob = {
    onnx,
    ...(card ? { card } : {}),
    // What is left out is as the command line has it.
    name: draft.name.trim() || onnx.name.replace(/\.onnx$/, ""),
    description: draft.description.trim(),
    licence: draft.licence.trim() || "NOASSERTION",
    ...input,
    samples,
    calibrationSamples,
    thresholds,
  };
  return { job, problems };
}
