import type { InputMeaning, OutputMeaning } from "../package/manifest.ts";
import type { ModelPackage } from "../package/model-package.ts";
import type { ParityReport } from "../package/parity-report.ts";

/** Called as the work advances: `done` of `total` units of the stage. */
export type CompileProgress = (
  stage: "decode" | "calibrate" | "quantise" | "pack" | "parity",
  done: number,
  total: number,
) => void;

/** The compile fails when the integer program is worse than this. Shares are 0 to 1. */
export interface ParityThresholds {
  /** Least top-1 accuracy of the float model on the evaluation data. */
  readonly floatTop1: number;
  /** Most that the integer program's top-1 accuracy may be below the float model's. */
  readonly top1Drop: number;
  /** Least share of evaluation samples on which both choose the same label. */
  readonly agreement: number;
  /** Least mean cosine between the float and the integer scores; of several outputs the least one of each sample. */
  readonly cosine: number;
  /** Largest difference of any score, in the float model's numbers; left out, any is accepted. */
  readonly scoreDifference?: number;
  /** Largest mean difference of the outputs' elements, in the float model's numbers; left out, any is accepted. */
  readonly absoluteDifference?: number;
}

export interface CompileOptions {
  readonly name: string;
  readonly description: string;
  /** SPDX identifier. */
  readonly licence: string;
  /** Model card in Markdown, copied into the package. */
  readonly card: string;
  readonly input: {
    readonly meaning: InputMeaning;
    readonly preprocessing: string | null;
    /** The float model's input is byte * scale. Of several inputs, those of integers have a scale of 1 besides. */
    readonly scale: number;
    /** Of inputs that have another scale, by name. */
    readonly scales?: Readonly<Record<string, number>>;
  };
  /** The model's outputs in its order, with another name in the package where one is given; left out, they are numbers. */
  readonly outputs?: readonly { readonly name?: string; readonly meaning: OutputMeaning }[];
  /**
   * One label per score of the model's first output; the answer is the best label's index, then the outputs. Left out,
   * the model is no classifier, and the answer is its outputs.
   */
  readonly labels?: readonly string[];
  /**
   * Inputs as the program takes them: one byte for each element, of several inputs one after the other. Their ranges
   * set the activations' scales.
   */
  readonly calibration: readonly Uint8Array[];
  /**
   * Held-out inputs with the index of the right label, for the parity report. Where labels are left out, the label that
   * the float model chooses counts as the right one.
   */
  readonly evaluation: { readonly inputs: readonly Uint8Array[]; readonly labels?: readonly number[] };
  /** Inputs of golden runs, at most 64. They are published with the package; without them it has none. */
  readonly golden?: readonly Uint8Array[];
  readonly thresholds: ParityThresholds;
  readonly onProgress?: CompileProgress;
}

export interface CompiledModel {
  readonly model: ModelPackage;
  readonly parity: ParityReport;
  /** Every file of the package by path, ready to be written. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}
