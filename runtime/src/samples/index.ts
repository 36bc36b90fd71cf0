export {
  type CompileData,
  DEFAULT_CALIBRATION_SAMPLES,
  DEFAULT_INPUT_SCALE,
  DEFAULT_THRESHOLDS,
  dataByLabel,
  type LabelFolder,
  parseInputScale,
  thresholdsFor,
} from "./compile-data.ts";
export { decodeSample, type SampleImage } from "./decode-sample.ts";
export {
  type DecodePng,
  type GreyPixels,
  greyOfPng,
  PNG_FILE_BYTES,
  PNG_HEADER_BYTES,
  pngSize,
} from "./grey-of-png.ts";
export { SampleError } from "./sample-error.ts";
export { HELD_OUT_EVERY, inLabelOrder, inSampleOrder, spread } from "./sample-order.ts";
export { labelIndices, samplesOfIdx } from "./samples-of-idx.ts";
