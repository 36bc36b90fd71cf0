import { inLabelOrder, inSampleOrder, PNG_HEADER_BYTES, pngSize } from "@openimo/runtime/samples";
import type { LabelFiles, PathFile } from "../../../compilation/job.ts";

/** The files of one compilation, as they were chosen. */
export interface ChosenFiles {
  readonly onnx?: File;
  readonly card?: File;
  /** Of a folder with one folder for each label. */
  readonly folder: readonly PathFile[];
  /** Samples and held-out samples apart, and the right labels of the latter. */
  readonly calibration: readonly PathFile[];
  readonly evaluation: readonly PathFile[];
  readonly evaluationLabels?: File;
}

export const NO_FILES: ChosenFiles = { folder: [], calibration: [], evaluation: [] };

/** Files with their paths below the folder that was chosen; a file that was chosen by itself has its name. */
export function pathFiles(files: Iterable<File>): PathFile[] {
  return Array.from(files, (file) => {
    const path = file.webkitRelativePath;
    return { path: path.includes("/") ? path.slice(path.indexOf("/") + 1) : file.name, file };
  });
}

/** Those files that are samples, in the order in which they are used. */
export function sampleFiles(files: readonly PathFile[]): PathFile[] {
  const byPath = new Map(files.map((each) => [each.path, each]));
  return inSampleOrder([...byPath.keys()]).flatMap((path) => byPath.get(path) ?? []);
}

/** The samples of each label; what lies beside the labels' folders, or deeper than they, is none. */
export function labelFiles(files: readonly PathFile[]): LabelFiles[] {
  const folders = new Map<string, Map<string, PathFile>>();
  for (const each of files) {
    const [label, name, deeper] = each.path.split("/");
    if (name === undefined || deeper !== undefined) continue;
    const folder = folders.get(label) ?? new Map<string, PathFile>();
    folders.set(label, folder.set(name, each));
  }
  return inLabelOrder([...folders.keys()]).flatMap((label) => {
    const folder = folders.get(label) ?? new Map<string, PathFile>();
    const samples = inSampleOrder([...folder.keys()]).flatMap((name) => folder.get(name) ?? []);
    return samples.length > 0 ? [{ label, files: samples }] : [];
  });
}

/** How large the first picture among samples is; undefined where there is none that can be read. */
export async function firstPictureSize(files: readonly PathFile[]) {
  const first = files.find(({ path }) => path.endsWith(".png"));
  if (!first) return undefined;
  try {
    return pngSize(first.path, new Uint8Array(await first.file.slice(0, PNG_HEADER_BYTES).arrayBuffer()));
  } catch {
    // The compilation will say what is wrong with it.
    return undefined;
  }
}
