import { readFileSync } from "node:fs";
import { type ColorType, PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { decodePng } from "./decode-png.ts";

const SIDE = 16;
const GREY: ColorType = 0;
const COLOUR: ColorType = 2;
const GREY_WITH_ALPHA: ColorType = 4;
const COLOUR_WITH_ALPHA: ColorType = 6;

/** Every pixel another colour, and another transparency. */
function picture(colorType: ColorType, bitDepth: 8 | 16): Uint8Array {
  const image = new PNG({ width: SIDE, height: SIDE });
  image.data.forEach((_, i) => {
    image.data[i] = (i * 37) % 256;
  });
  return new Uint8Array(PNG.sync.write(image, { colorType, bitDepth }));
}

describe("the decoder for browsers gives the command line's pixels", () => {
  test.each(
    [GREY, COLOUR, GREY_WITH_ALPHA, COLOUR_WITH_ALPHA].flatMap((type) => [[type, 8] as const, [type, 16] as const]),
  )("of a PNG of colour type %i with %i bits", (colorType, bitDepth) => {
    const bytes = picture(colorType, bitDepth);
    const expected = PNG.sync.read(Buffer.from(bytes));
    const { width, height, data } = decodePng(bytes);
    expect([width, height]).toEqual([SIDE, SIDE]);
    expect(new Uint8Array(data)).toEqual(new Uint8Array(expected.data));
  });

  test("of a sheet with paintings, and says what is damaged", () => {
    const bytes = new Uint8Array(readFileSync(new URL("../../../models/painter/sheet.png", import.meta.url)));
    expect(new Uint8Array(decodePng(bytes).data)).toEqual(new Uint8Array(PNG.sync.read(Buffer.from(bytes)).data));
    expect(() => decodePng(bytes.subarray(0, bytes.length / 2))).toThrow();
  });
});
