import type { Picture } from "@openimo/runtime";

/** Bytes of a canvas' pixel: red, green, blue, opacity. */
const PIXEL_BYTES = 4;

/** Paints a picture on a canvas of its size. */
export function paintPixels(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  { width, height, channels, pixels }: Picture,
): void {
  const image = context.createImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    const [red = 0, green = red, blue = red] = pixels.subarray(i * channels, (i + 1) * channels);
    image.data.set([red, green, blue, 255], i * PIXEL_BYTES);
  }
  context.putImageData(image, 0, 0);
}
