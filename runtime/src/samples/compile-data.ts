import type { ParityThresholds } from "../compiler/compile-options.ts";
import { HELD_OUT_EVERY } from "./sample-order.ts";

/** What the compiler needs beside the float model. */
export interface CompileData {
  /** Left out of a model that is no classifier. */
  readonly labels?: readonly string[];
  readonly calibration: readonly Uint8Array[];
  readonly evaluation: { readonly inputs: readonly Uint8Array[]; readonly labels?: readonly number[] };
}

/** The samples of one label. */
export interface LabelFolder {
  readonly label: string;
  readonly samples: readonly Uint8Array[];
}

/**
 * Holds out every fifth sample of each label.
 * @param folders In the order of the model's scores.
 * @param labels Other names for them.
 * @returns Data whose evaluation is empty where no label has five samples.
 */
export function dataByLabel(
  folders: readonly LabelFolder[],
  labels: readonly string[] = folders.map(({ label }) => label),
): CompileData {
  const calibration: Uint8Array[] = [];
  const inputs: Uint8Array[] = [];
  const indices: number[] = [];
  for (const [index, { samples }] of folders.entries()) {
    for (const [i, sample] of samples.entries()) {
      if (i % HELD_OUT_EVERY !== HELD_OUT_EVERY - 1) {
        calibration.push(sample);
        continue;
      }
      inputs.push(sample);
      indices.push(index);
    }
  }
  return { labels, calibration, evaluation: { inputs, labels: indices } };
}

/** What a compilation for somebody who says nothing else asks of a program. */
export const DEFAULT_THRESHOLDS = { floatTop1: 0, top1Drop: 0.005, agreement: 0.99, cosine: 0.999 } as const;
/** How many samples set the scales then. */
export const DEFAULT_CALIBRATION_SAMPLES = 10_000;
/** What an input's byte is multiplied with then, as people write it. */
export const DEFAULT_INPUT_SCALE = "1/255";

/** Of a model without labels there is no best label to agree on. */
export function thresholdsFor({ labels }: CompileData, thresholds: ParityThresholds): ParityThresholds {
  return labels === undefined ? { ...thresholds, top1Drop: 1, agreement: 0 } : thresholds;
}

/** A positive number, or two with a slash such as 1/255; undefined for anything else. */
export function parseInputScale(text: string): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,12})?)(?:\/(\d{1,9}))?$/.exec(text);
  const scale = match === null ? Number.NaN : Number(match[1]) / Number(match[2] ?? "1");
  return scale > 0 && Number.isFinite(scale) ? scale : undefined;
}
