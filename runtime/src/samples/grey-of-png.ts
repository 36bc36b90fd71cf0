import { SampleError } from "./sample-error.ts";

/** Grey pixels, row-major, 0 black to 255 white. */
export interface GreyPixels {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A library's decoder: pixels of four bytes, red, green, blue and alpha, that isn't multiplied in. It throws for a damaged image. */
export type DecodePng = (bytes: Uint8Array) => {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
};

/** A longer file is refused. */
export const PNG_FILE_BYTES = 32 * 1024 * 1024;
/** Pixels a side, looked at in the header before a decoder allocates for them. */
const SIDE_PIXELS = 8_192;

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Signature, then length and type of the first chunk, then width and height. */
export const PNG_HEADER_BYTES = 24;
const CHANNELS = 4;

/**
 * Width and height of a PNG by its header.
 * @param bytes The file, or its first 24 bytes.
 * @throws SampleError when it is no PNG.
 */
export function pngSize(name: string, bytes: Uint8Array): { readonly width: number; readonly height: number } {
  if (bytes.length < PNG_HEADER_BYTES || SIGNATURE.some((byte, i) => bytes[i] !== byte)) {
    throw new SampleError(`${name} is not a PNG image.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function checkHeader(name: string, bytes: Uint8Array): void {
  const { width, height } = pngSize(name, bytes);
  if (bytes.length > PNG_FILE_BYTES) throw new SampleError(`${name} has more than ${PNG_FILE_BYTES} bytes.`);
  if (width > SIDE_PIXELS || height > SIDE_PIXELS || width === 0 || height === 0) {
    throw new SampleError(`${name} is ${width} x ${height}; an image has 1 to ${SIDE_PIXELS} pixels a side.`);
  }
}

/**
 * Decodes a PNG to grey. Transparent pixels lie on white, as people see them.
 * @param name What to call the image in an error.
 * @throws SampleError when it is no whole PNG or too large.
 */
export function greyOfPng(name: string, bytes: Uint8Array, decode: DecodePng): GreyPixels {
  checkHeader(name, bytes);
  let image: ReturnType<DecodePng>;
  try {
    image = decode(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SampleError(`${name} is a damaged PNG image: ${reason}.`, { cause: error });
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
