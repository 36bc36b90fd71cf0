import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DigitImageError, digitImage, type ImageMeaning } from "@openimo/runtime";
import { CompileError, readIdx } from "@openimo/runtime/compiler";
import { FailedError, UsageError } from "../command-line/errors.ts";
import { CALIBRATION_FILES } from "../limits.ts";
import { readNpy } from "./read-npy.ts";
import { readPng } from "./read-png.ts";

/** How to make a sample of a PNG. */
export type SampleImage = { readonly meaning: ImageMeaning | undefined; readonly preprocessing: string | null };

function pngSample(path: string, { meaning, preprocessing }: SampleImage): Uint8Array {
  const image = readPng(path, readFileSync(path));
  try {
    if (preprocessing === "digit-image") return digitImage(image);
  } catch (error) {
    if (error instanceof DigitImageError) throw new FailedError(`${path}: ${error.message}.`, {}, { cause: error });
    throw error;
  }
  if (meaning === undefined) throw new UsageError("Samples that are PNG images need --image <width>x<height>.");
  if (image.width === meaning.width && image.height === meaning.height) return image.pixels;
  throw new FailedError(`${path} is ${image.width} x ${image.height}, not ${meaning.width} x ${meaning.height}.`);
}

function readSample(path: string, image: SampleImage): Uint8Array {
  if (path.endsWith(".png")) return pngSample(path, image);
  if (path.endsWith(".npy")) return readNpy(path, readFileSync(path));
  return new Uint8Array(readFileSync(path));
}

function readIdxFile(path: string) {
  try {
    return readIdx(new Uint8Array(readFileSync(path)));
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    throw new FailedError(`${path}: ${error.message}.`, {}, { cause: error });
  }
}

function fromIdx(path: string): Uint8Array[] {
  const { shape, values } = readIdxFile(path);
  const [count] = shape;
  const length = values.length / count;
  return Array.from({ length: count }, (_, i) => values.subarray(i * length, (i + 1) * length));
}

/**
 * Reads samples from a file in the IDX format of MNIST, or from a folder with one file a sample, in the order of their
 * names: .npy of uint8, .png, or the bare bytes.
 * @throws UsageError when nothing can be read there, FailedError naming the file that is wrong.
 */
export function readSamples(option: string, path: string, image: SampleImage): Uint8Array[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new UsageError(`Option ${option}: there is nothing at ${path}.`);
  if (stats.isFile()) return fromIdx(path);
  const names = readdirSync(path)
    .filter((name) => !name.startsWith(".") && name !== "labels.txt")
    .sort();
  if (names.length === 0) throw new UsageError(`Option ${option}: the folder ${path} is empty.`);
  if (names.length > CALIBRATION_FILES)
    throw new UsageError(`Option ${option}: ${path} has more than ${CALIBRATION_FILES} files.`);
  return names.map((name) => readSample(join(path, name), image));
}

/** The right label's index of each sample: an IDX file, or a text file with one number a line. */
export function readLabelIndices(path: string): number[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw new UsageError(`Option --evaluate-labels: there is no file ${path}.`);
  if (!path.endsWith(".txt")) return [...readIdxFile(path).values];
  return readFileSync(path, "utf8")
    .trim()
    .split(/\s+/)
    .map((line) => {
      if (/^\d{1,9}$/.test(line)) return Number(line);
      throw new FailedError(`${path}: "${line}" is no label index.`);
    });
}
