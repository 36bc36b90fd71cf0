import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { readPng } from "./read-png.ts";

type Pixel = readonly [number, number, number, number];

function png(width: number, height: number, pixels: readonly Pixel[]): Buffer {
  const image = new PNG({ width, height });
  image.data = Buffer.from(pixels.flat());
  return PNG.sync.write(image);
}

test("colours become grey by their brightness, rows in order", () => {
  const bytes = png(3, 2, [
    [0, 0, 0, 255],
    [255, 255, 255, 255],
    [7, 7, 7, 255],
    [255, 0, 0, 255],
    [0, 255, 0, 255],
    [0, 0, 255, 255],
  ]);
  expect(readPng("image", bytes)).toEqual({ width: 3, height: 2, pixels: Uint8Array.of(0, 255, 7, 76, 150, 29) });
});

test("transparent pixels lie on white", () => {
  expect(
    readPng(
      "image",
      png(2, 1, [
        [0, 0, 0, 0],
        [0, 0, 0, 128],
      ]),
    ).pixels,
  ).toEqual(Uint8Array.of(255, 127));
});

test("something else is no PNG", () => {
  expect(() => readPng("cat.jpg", Buffer.from("not an image, but long enough"))).toThrow("cat.jpg is not a PNG image.");
  expect(() => readPng("empty.png", Buffer.alloc(0))).toThrow("empty.png is not a PNG image.");
});

test("a truncated image is told by name", () => {
  const bytes = png(2, 1, [
    [0, 0, 0, 0],
    [0, 0, 0, 128],
  ]);
  expect(() => readPng("cut.png", bytes.subarray(0, bytes.length - 20))).toThrow("cut.png is a damaged PNG image");
});

test("a header that claims a huge image is refused before anything is allocated for it", () => {
  const bytes = png(1, 1, [[0, 0, 0, 255]]);
  bytes.writeUInt32BE(1_000_000, 16);
  expect(() => readPng("bomb.png", bytes)).toThrow("bomb.png is 1000000 x 1");
});
