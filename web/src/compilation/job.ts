import type { ImageMeaning, InputMeaning, ParityReport } from "@openimo/runtime";
import type { ParityFailure, ParityThresholds } from "@openimo/runtime/compiler";

/** A file that was chosen, by its path below the folder that was. */
export interface PathFile {
  readonly path: string;
  readonly file: File;
}

/** The samples of one label. */
export interface LabelFiles {
  readonly label: string;
  readonly files: readonly PathFile[];
}

/** Where samples come from: a folder with one folder for each label, or sets that are apart, as the command line reads them. */
export type SampleSource =
  | { readonly kind: "byLabel"; readonly folders: readonly LabelFiles[]; readonly labels?: readonly string[] }
  | {
      readonly kind: "apart";
      readonly calibration: readonly PathFile[];
      readonly evaluation: readonly PathFile[];
      /** Of a classifier: the held-out samples' right labels, and the labels' names. */
      readonly right?: { readonly indices: PathFile; readonly labels: readonly string[] };
    };

/** All that one compilation is asked for. Files are read where it runs. */
export interface CompilationJob {
  readonly onnx: File;
  readonly card?: File;
  readonly name: string;
  readonly description: string;
  readonly licence: string;
  readonly input: { readonly meaning: InputMeaning; readonly preprocessing: string | null; readonly scale: number };
  /** How samples that are PNG images become inputs. */
  readonly image?: ImageMeaning;
  readonly samples: SampleSource;
  readonly calibrationSamples: number;
  readonly thresholds: ParityThresholds;
}

/** A package's files by path. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** What a worker is asked to do, once in its life. */
export type CompilationTask =
  | { readonly type: "compile"; readonly job: CompilationJob }
  | { readonly type: "pack"; readonly files: Files };

/** What is done one after the other. */
export const STAGES = ["read", "decode", "calibrate", "quantise", "parity", "pack"] as const;
export type Stage = (typeof STAGES)[number];

/** `done` of `total` units of a stage. */
export interface CompilationProgress {
  readonly stage: Stage;
  readonly done: number;
  readonly total: number;
}

/** A package as one file, and the CID of its folder. */
export interface Archive {
  readonly root: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Why there is no package: the samples or the model can't be used, the program is too far from the model, or the worker failed.
 * `detail` is the program's own sentence, in English.
 */
export type CompilationProblem =
  | { readonly kind: "samples" | "model" | "failed"; readonly detail: string }
  | { readonly kind: "parity"; readonly report: ParityReport; readonly failures: readonly ParityFailure[] };

export type CompilationMessage =
  | { readonly type: "progress"; readonly progress: CompilationProgress }
  | { readonly type: "files"; readonly files: Files }
  | { readonly type: "archive"; readonly archive: Archive }
  | { readonly type: "problem"; readonly problem: CompilationProblem };
