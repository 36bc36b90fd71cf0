import {
  type CompileData,
  type DecodePng,
  dataByLabel,
  decodeSample,
  HELD_OUT_EVERY,
  labelIndices,
  SampleError,
  type SampleImage,
  samplesOfIdx,
} from "@openimo/runtime/samples";
import type { PathFile, SampleSource } from "./job.ts";

const IS_PNG = /\.png$/;
const IS_ONE_SAMPLE = /\.(png|npy)$/;

/** @throws SampleError when the file is gone or has changed since it was chosen. */
async function readBytes({ path, file }: PathFile): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new SampleError(`${path} can't be read any more: choose it again.`, { cause });
  }
}

const pathsOf = (source: SampleSource) =>
  source.kind === "byLabel"
    ? source.folders.flatMap(({ files }) => files)
    : [...source.calibration, ...source.evaluation];

/** The library is as large as everything else here together. */
async function pngDecoder(source: SampleSource): Promise<DecodePng> {
  if (pathsOf(source).some(({ path }) => IS_PNG.test(path))) return (await import("./decode-png.ts")).decodePng;
  return () => {
    throw new TypeError("a picture where none was chosen");
  };
}

/**
 * Reads samples as `openimo model compile` does from the same files.
 * @param report Is told how many files are read, of how many.
 * @throws SampleError naming what can't be used.
 */
export async function readData(
  source: SampleSource,
  image: SampleImage,
  report: (done: number, total: number) => void,
): Promise<CompileData> {
  const decodePng = await pngDecoder(source);
  const total = pathsOf(source).length;
  let done = 0;
  const readAll = async (files: readonly PathFile[]) => {
    const samples: Uint8Array[] = [];
    for (const each of files) {
      samples.push(decodeSample(each.path, await readBytes(each), image, decodePng));
      report(++done, total);
    }
    return samples;
  };
  // One file that is no sample by itself holds many.
  const readSet = async (files: readonly PathFile[]) => {
    const [first] = files;
    if (files.length !== 1 || IS_ONE_SAMPLE.test(first.path)) return readAll(files);
    return samplesOfIdx(first.path, await readBytes(first));
  };
  if (source.kind === "apart") {
    const { right } = source;
    const calibration = await readSet(source.calibration);
    const inputs = await readSet(source.evaluation);
    if (right === undefined) return { calibration, evaluation: { inputs } };
    const labels = labelIndices(right.indices.path, await readBytes(right.indices));
    return { labels: right.labels, calibration, evaluation: { inputs, labels } };
  }
  const folders = [];
  for (const { label, files } of source.folders) folders.push({ label, samples: await readAll(files) });
  const data = dataByLabel(folders, source.labels);
  if (data.evaluation.inputs.length > 0) return data;
  throw new SampleError(`A label needs ${HELD_OUT_EVERY} samples or more, one of which is held out.`);
}
