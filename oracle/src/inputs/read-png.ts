import { type DecodePng, type GreyPixels, greyOfPng } from "@openimo/runtime/samples";
import { PNG } from "pngjs";

/** Decodes with pngjs, whose build for browsers the web app uses too. */
export const decodePng: DecodePng = (bytes) =>
  PNG.sync.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));

/**
 * Decodes a PNG to grey. Transparent pixels lie on white, as people see them.
 * @param name What to call the image in an error.
 * @throws SampleError when it is no whole PNG or too large.
 */
export function readPng(name: string, bytes: Uint8Array): GreyPixels {
  return greyOfPng(name, bytes, decodePng);
}
