import { PNG } from "pngjs";
import { FailedError } from "../command-line/errors.ts";
import { PNG_FILE_BYTES, PNG_SIDE_PIXELS } from "../limits.ts";

/** Grey pixels, row-major, 0 black to 255 white. */
export type GreyPixels = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };

const SIGNATURE = "89504e470d0a1a0a";
const HEADER_BYTES = 24;
const CHANNELS = 4;

/** Width and height stand in the header: looked at before a decoder allocates for them. */
function checkHeader(name: string, bytes: Buffer): void {
  if (bytes.length < HEADER_BYTES || bytes.subarray(0, 8).toString("hex") !== SIGNATURE) {
    throw new FailedError(`${name} is not a PNG image.`);
  }
  if (bytes.length > PNG_FILE_BYTES) throw new FailedError(`${name} has more than ${PNG_FILE_BYTES} bytes.`);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (width > PNG_SIDE_PIXELS || height > PNG_SIDE_PIXELS || width === 0 || height === 0) {
    throw new FailedError(`${name} is ${width} x ${height}; an image has 1 to ${PNG_SIDE_PIXELS} pixels a side.`);
  }
}

/**
 * Decodes a PNG to grey. Transparent pixels lie on white, as people see them.
 * @param name What to call the image in an error.
 * @throws FailedError when it is no whole PNG or too large.
 */
export function readPng(name: string, bytes: Buffer): GreyPixels {
  checkHeader(name, bytes);
  let image: { width: number; height: number; data: Buffer };
  try {
    image = PNG.sync.read(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FailedError(`${name} is a damaged PNG image: ${reason}.`, {}, { cause: error });
  }
  const { width, height, data } = image;
  const pixels = new Uint8Array(width * height);
  for (let i = 0; i < pixels.length; i++) {
    const [red, green, blue, alpha] = data.subarray(i * CHANNELS, i * CHANNELS + CHANNELS);
    // Integer weights of the luma of Rec. 601 that add up to 65,536, so that every environment gets the same bytes.
    const grey = (red * 19_595 + green * 38_470 + blue * 7_471 + 32_768) >> 16;
    pixels[i] = Math.round((grey * alpha + 255 * (255 - alpha)) / 255);
  }
  return { width, height, pixels };
}
