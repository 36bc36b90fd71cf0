import { describe, expect, it } from "vitest";
import { DigitImageError, digitImage, type GreyImage } from "./digit-image.ts";

/** A black image with a white box. */
function box(width: number, height: number, left: number, top: number, boxWidth: number, boxHeight: number): GreyImage {
  const pixels = new Uint8Array(width * height);
  for (let y = top; y < top + boxHeight; y++) pixels.fill(255, y * width + left, y * width + left + boxWidth);
  return { width, height, pixels };
}

function inverted({ width, height, pixels }: GreyImage): GreyImage {
  return { width, height, pixels: pixels.map((grey) => 255 - grey) };
}

/** Bounding box of what is not black in 28 x 28. */
function bounds(image: Uint8Array): { left: number; top: number; right: number; bottom: number } {
  const inked = [...image.keys()].filter((i) => image[i] > 0);
  const [xs, ys] = [inked.map((i) => i % 28), inked.map((i) => Math.floor(i / 28))];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs) + 1, bottom: Math.max(...ys) + 1 };
}

describe("digitImage", () => {
  it("fits the longer side to 20 and centres, wherever the ink was", () => {
    for (const [left, top] of [
      [3, 5],
      [100, 60],
      [150, 90],
    ]) {
      const image = digitImage(box(280, 280, left, top, 40, 80));
      expect(bounds(image)).toEqual({ left: 9, top: 4, right: 19, bottom: 24 });
      expect(image[4 * 28 + 9]).toBe(255);
    }
  });

  it("enlarges what is small", () => {
    expect(bounds(digitImage(box(50, 50, 20, 20, 4, 2)))).toEqual({ left: 4, top: 9, right: 24, bottom: 19 });
  });

  it("averages areas", () => {
    const image = box(100, 100, 30, 30, 40, 40);
    // A hole of one old pixel in the 2 x 2 under one new pixel.
    image.pixels[40 * 100 + 40] = 0;
    const fitted = digitImage(image);
    expect(fitted[9 * 28 + 9]).toBe(Math.round((255 * 3) / 4));
  });

  it("puts the centre of mass, not of the box, in the middle", () => {
    const image = box(60, 60, 10, 10, 40, 10);
    for (let y = 20; y < 50; y++) image.pixels.fill(255, y * 60 + 10, y * 60 + 15);
    const { left, top } = bounds(digitImage(image));
    expect(left).toBeGreaterThan(4);
    expect(top).toBeGreaterThan(4);
  });

  it("gives the same for a light ground", () => {
    const image = box(280, 280, 90, 40, 30, 170);
    expect(digitImage(inverted(image))).toEqual(digitImage(image));
  });

  it("takes grey ink on grey ground as ink on ground", () => {
    const image = box(280, 280, 90, 40, 30, 170);
    const grey = { ...image, pixels: image.pixels.map((value) => (value === 255 ? 180 : 60)) };
    expect(digitImage(grey)).toEqual(digitImage(image));
  });

  it("takes 28 x 28 as it is, inverted when its ground is light", () => {
    const image = box(28, 28, 3, 2, 5, 7);
    image.pixels[5 * 28 + 5] = 77;
    expect(digitImage(image)).toEqual(image.pixels);
    expect(digitImage(inverted(image))).toEqual(image.pixels);
  });

  it.each([
    ["black", 0],
    ["white", 255],
    ["grey", 100],
  ])("refuses an empty image: %s", (_, grey) => {
    for (const side of [28, 280]) {
      const image = { width: side, height: side, pixels: new Uint8Array(side * side).fill(grey) };
      expect(() => digitImage(image)).toThrow(DigitImageError);
      expect(() => digitImage(image)).toThrow("empty");
    }
  });

  it("refuses sizes that are wrong", () => {
    for (const [width, height, bytes] of [
      [0, 0, 0],
      [10, 10, 99],
      [10.5, 10, 105],
      [8193, 1, 8193],
    ]) {
      expect(() => digitImage({ width, height, pixels: new Uint8Array(bytes) })).toThrow(DigitImageError);
    }
  });
});
