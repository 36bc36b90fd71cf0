import type { ImageMeaning } from "../package/manifest.ts";
import { DigitImageError, digitImage } from "../preprocess/digit-image.ts";
import { type DecodePng, greyOfPng } from "./grey-of-png.ts";
import { readNpy } from "./read-npy.ts";
import { SampleError } from "./sample-error.ts";

/** How to make a sample of a PNG. */
export interface SampleImage {
  readonly meaning: ImageMeaning | undefined;
  readonly preprocessing: string | null;
}

/**
 * A sample as the program takes it, of a file: .png, .npy of uint8, or the bare bytes.
 * @param name Its ending tells what the file is.
 * @throws SampleError naming the file.
 */
export function decodeSample(name: string, bytes: Uint8Array, image: SampleImage, decodePng: DecodePng): Uint8Array {
  if (name.endsWith(".png")) return pngSample(name, bytes, image, decodePng);
  if (name.endsWith(".npy")) return readNpy(name, bytes);
  return bytes;
}

function pngSample(name: string, bytes: Uint8Array, image: SampleImage, decodePng: DecodePng): Uint8Array {
  const { meaning, preprocessing } = image;
  const grey = greyOfPng(name, bytes, decodePng);
  try {
    if (preprocessing === "digit-image") return digitImage(grey);
  } catch (error) {
    if (error instanceof DigitImageError) throw new SampleError(`${name}: ${error.message}.`, { cause: error });
    throw error;
  }
  if (meaning === undefined) throw new SampleError(`${name} is a PNG image, and the model takes no image.`);
  if (grey.width === meaning.width && grey.height === meaning.height) return grey.pixels;
  throw new SampleError(`${name} is ${grey.width} x ${grey.height}, not ${meaning.width} x ${meaning.height}.`);
}
