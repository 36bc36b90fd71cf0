import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { decodeSample, inSampleOrder, labelIndices, type SampleImage, samplesOfIdx } from "@openimo/runtime/samples";
import { UsageError } from "../command-line/errors.ts";
import { CALIBRATION_FILES } from "../limits.ts";
import { decodePng } from "./read-png.ts";

const readBytes = (path: string) => new Uint8Array(readFileSync(path));

function readSample(path: string, image: SampleImage): Uint8Array {
  if (path.endsWith(".png") && image.meaning === undefined && image.preprocessing === null) {
    throw new UsageError("Samples that are PNG images need --image <width>x<height>.");
  }
  return decodeSample(path, readBytes(path), image, decodePng);
}

/**
 * Reads samples from a file in the IDX format of MNIST, or from a folder with one file a sample, in the order of their
 * names: .npy of uint8, .png, or the bare bytes.
 * @throws UsageError when nothing can be read there, SampleError naming the file that is wrong.
 */
export function readSamples(option: string, path: string, image: SampleImage): Uint8Array[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new UsageError(`Option ${option}: there is nothing at ${path}.`);
  if (stats.isFile()) return samplesOfIdx(path, readBytes(path));
  const names = inSampleOrder(readdirSync(path));
  if (names.length === 0) throw new UsageError(`Option ${option}: the folder ${path} is empty.`);
  if (names.length > CALIBRATION_FILES)
    throw new UsageError(`Option ${option}: ${path} has more than ${CALIBRATION_FILES} files.`);
  return names.map((name) => readSample(join(path, name), image));
}

/** The right label's index of each sample: an IDX file, or a text file with one number a line. */
export function readLabelIndices(path: string): number[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw new UsageError(`Option --evaluate-labels: there is no file ${path}.`);
  return labelIndices(path, readBytes(path));
}
