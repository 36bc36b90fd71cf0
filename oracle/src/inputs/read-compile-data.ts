import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  type CompileData,
  dataByLabel,
  HELD_OUT_EVERY,
  inLabelOrder,
  type SampleImage,
} from "@openimo/runtime/samples";
import { UsageError } from "../command-line/errors.ts";
import { readInputFile } from "./read-input-file.ts";
import { readLabelIndices, readSamples } from "./read-samples.ts";

export type DataOptions = {
  readonly calibrate: string;
  readonly evaluate?: string;
  readonly "evaluate-labels"?: string;
  readonly labels?: string;
};

const LABELS_FILE_BYTES = 1024 * 1024;

function parseLabels(text: string): string[] {
  if (!text.endsWith(".txt")) return text.split(",");
  return readInputFile(text, LABELS_FILE_BYTES).toString("utf8").trim().split(/\r?\n/);
}

/** Folders in a folder, numbers by their value; empty for anything else. */
function labelFolders(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
  const folders = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return inLabelOrder(folders.map(({ name }) => name));
}

function sortedByLabel(options: DataOptions, folders: readonly string[], image: SampleImage): CompileData {
  const samples = folders.map((label) => ({
    label,
    samples: readSamples("--calibrate", join(options.calibrate, label), image),
  }));
  const data = dataByLabel(samples, options.labels === undefined ? undefined : parseLabels(options.labels));
  if (data.evaluation.inputs.length > 0) return data;
  throw new UsageError(
    `A folder of ${options.calibrate} needs ${HELD_OUT_EVERY} samples or more, one of which is held out.`,
  );
}

/**
 * Reads the data of a compilation: either a folder with one folder of samples for each label, in the order of the model's
 * scores, or samples with separate held-out samples, and their labels where the model is a classifier.
 */
export function readCompileData(options: DataOptions, image: SampleImage): CompileData {
  const { calibrate, evaluate, labels } = options;
  if (!existsSync(calibrate)) throw new UsageError(`There is no ${calibrate}, which --calibrate names.`);
  const folders = labelFolders(calibrate);
  if (evaluate === undefined && folders.length > 0) return sortedByLabel(options, folders, image);
  const evaluateLabels = options["evaluate-labels"];
  if (evaluate === undefined) {
    throw new UsageError(
      "Without one folder for each label in --calibrate, give --evaluate too, and for a classifier --labels and --evaluate-labels.",
    );
  }
  if ((evaluateLabels === undefined) !== (labels === undefined)) {
    throw new UsageError("Give both of --labels and --evaluate-labels, or none for a model that is no classifier.");
  }
  const calibration = readSamples("--calibrate", calibrate, image);
  const inputs = readSamples("--evaluate", evaluate, image);
  if (evaluateLabels === undefined || labels === undefined) return { calibration, evaluation: { inputs } };
  return {
    labels: parseLabels(labels),
    calibration,
    evaluation: { inputs, labels: readLabelIndices(evaluateLabels) },
  };
}
