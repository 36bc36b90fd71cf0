import { DEFAULT_CALIBRATION_SAMPLES, DEFAULT_INPUT_SCALE, DEFAULT_THRESHOLDS } from "@openimo/runtime/samples";

const SAMPLE_KINDS = ["byLabel", "apart"] as const;
/** What an input is: a grey picture, one of a handwritten digit that is centred first, or numbers. */
export const INPUT_KINDS = ["picture", "digit", "numbers"] as const;

/** What was typed about a compilation. Files can't be kept: only their names are, to say which to choose again. */
export interface CompileDraft {
  readonly samplesKind: (typeof SAMPLE_KINDS)[number];
  readonly inputKind: (typeof INPUT_KINDS)[number];
  readonly width: string;
  readonly height: string;
  readonly name: string;
  readonly description: string;
  readonly licence: string;
  /** Names of the labels with commas between them; empty for the folders' names. */
  readonly labels: string;
  readonly scale: string;
  readonly calibrationSamples: string;
  readonly floatTop1: string;
  readonly top1Drop: string;
  readonly agreement: string;
  readonly cosine: string;
  readonly onnxName: string;
}

export const EMPTY_COMPILE_DRAFT: CompileDraft = {
  samplesKind: "byLabel",
  inputKind: "picture",
  width: "28",
  height: "28",
  name: "",
  description: "",
  licence: "",
  labels: "",
  scale: DEFAULT_INPUT_SCALE,
  calibrationSamples: `${DEFAULT_CALIBRATION_SAMPLES}`,
  floatTop1: `${DEFAULT_THRESHOLDS.floatTop1}`,
  top1Drop: `${DEFAULT_THRESHOLDS.top1Drop}`,
  agreement: `${DEFAULT_THRESHOLDS.agreement}`,
  cosine: `${DEFAULT_THRESHOLDS.cosine}`,
  onnxName: "",
};

/** A stored draft; what is missing or strange is as in an empty one. */
export function parseCompileDraft(stored: unknown): CompileDraft {
  const members = new Map<string, unknown>(typeof stored === "object" && stored !== null ? Object.entries(stored) : []);
  const texts = Object.entries(EMPTY_COMPILE_DRAFT).map(([name, empty]) => {
    const value = members.get(name);
    return [name, typeof value === "string" ? value : empty];
  });
  return {
    ...Object.fromEntries(texts),
    samplesKind: SAMPLE_KINDS.find((kind) => kind === members.get("samplesKind")) ?? EMPTY_COMPILE_DRAFT.samplesKind,
    inputKind: INPUT_KINDS.find((kind) => kind === members.get("inputKind")) ?? EMPTY_COMPILE_DRAFT.inputKind,
  };
}
