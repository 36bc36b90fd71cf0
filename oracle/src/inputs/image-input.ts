import { DigitImageError, digitImage, type Manifest } from "@openimo/runtime";
import type { GreyPixels } from "@openimo/runtime/samples";
import { FailedError } from "../command-line/errors.ts";
import { howToAsk } from "./how-to-ask.ts";

/**
 * Makes a model's input of an image, by the preprocessing that the manifest names.
 * @throws FailedError when the model takes no image, or not this one.
 */
export function imageInput(manifest: Manifest, image: GreyPixels): Uint8Array {
  const { meaning, preprocessing } = manifest.input;
  if (meaning.kind !== "image") throw new FailedError(`${manifest.name} takes no image; ${howToAsk(manifest)}.`);
  if (meaning.channels !== 1) throw new FailedError(`The model ${manifest.name} takes a colour image: use --input.`);
  if (preprocessing === "digit-image") {
    try {
      return digitImage(image);
    } catch (error) {
      if (error instanceof DigitImageError)
        throw new FailedError(`The image does not fit: ${error.message}.`, {}, { cause: error });
      throw error;
    }
  }
  if (preprocessing !== null) {
    throw new FailedError(`The preprocessing "${preprocessing}" of ${manifest.name} is not known here: use --input.`);
  }
  if (image.width !== meaning.width || image.height !== meaning.height) {
    throw new FailedError(
      `The model takes ${meaning.width} x ${meaning.height} pixels; the image has ${image.width} x ${image.height}.`,
    );
  }
  return image.pixels;
}
