import { describe, expect, test } from "vitest";
import { parseInputScale, thresholdsFor } from "./compile-data.ts";
import { decodeSample } from "./decode-sample.ts";
import { pngSize } from "./grey-of-png.ts";
import { inLabelOrder, inSampleOrder, spread } from "./sample-order.ts";
import { labelIndices, samplesOfIdx } from "./samples-of-idx.ts";

const text = (characters: string) => new TextEncoder().encode(characters);
const none = { meaning: undefined, preprocessing: null };
const square = { meaning: { kind: "image", width: 2, height: 2, channels: 1 }, preprocessing: null } as const;

/** The first 24 bytes of a PNG. */
function header(width: number, height: number): Uint8Array {
  const bytes = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68, 82, ...Array(8));
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

const white = (width: number, height: number) => () => ({
  ...{ width, height, data: new Uint8Array(4 * width * height).fill(255) },
});

describe("the order of samples", () => {
  test("labels that are numbers go by their value, files by their names, and hidden ones are no samples", () => {
    expect(inLabelOrder(["10", "9", ".git", "b", "a"])).toEqual(["9", "10", "a", "b"]);
    expect(inSampleOrder(["b.png", ".DS_Store", "10.png", "9.png", "labels.txt"])).toEqual([
      "10.png",
      "9.png",
      "b.png",
    ]);
  });

  test("a part of them is spread over all", () => {
    expect(spread([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 4)).toEqual([0, 2, 5, 7]);
    expect(spread([1, 2], 4)).toEqual([1, 2]);
  });
});

describe("a sample", () => {
  test("of a PNG is its grey pixels, of the size that the model takes", () => {
    expect(decodeSample("a.png", header(2, 2), square, white(2, 2))).toEqual(new Uint8Array(4).fill(255));
    expect(() => decodeSample("a.png", header(3, 2), square, white(3, 2))).toThrow("a.png is 3 x 2, not 2 x 2.");
    expect(() => decodeSample("a.png", header(2, 2), none, white(2, 2))).toThrow("the model takes no image");
  });

  test("of another file is its bytes", () => {
    expect(decodeSample("a.raw", Uint8Array.of(1, 2), none, white(1, 1))).toEqual(Uint8Array.of(1, 2));
  });

  test("a PNG's size stands in its header", () => {
    expect(pngSize("a.png", header(640, 480))).toEqual({ width: 640, height: 480 });
    expect(() => pngSize("a.png", header(640, 480).subarray(0, 23))).toThrow("a.png is not a PNG image.");
  });
});

test("files of IDX and of text give samples and indices, and say by name what is wrong with them", () => {
  const idx = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4);
  expect(samplesOfIdx("idx", idx)).toEqual([Uint8Array.of(1, 2), Uint8Array.of(3, 4)]);
  expect(() => samplesOfIdx("idx", idx.subarray(1))).toThrow("idx: not an IDX file of unsigned bytes.");
  expect(labelIndices("labels-idx", Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9))).toEqual([7, 9]);
  expect(labelIndices("labels.txt", text("1\n0\r\n 2\n"))).toEqual([1, 0, 2]);
  expect(() => labelIndices("labels.txt", text("1\ncat\n"))).toThrow('labels.txt: "cat" is no label index.');
});

test.each([
  ["1/255", 1 / 255],
  ["1", 1],
  ["0.5", 0.5],
  ["0", undefined],
  ["1/0", undefined],
  ["-1", undefined],
  ["1e3", undefined],
  ["", undefined],
])("an input's scale %j is %s", (written, scale) => {
  expect(parseInputScale(written)).toBe(scale);
});

test("a model without labels has no best label to agree on", () => {
  const asked = { floatTop1: 0.5, top1Drop: 0.01, agreement: 0.9, cosine: 0.99 };
  const data = { calibration: [], evaluation: { inputs: [] } };
  expect(thresholdsFor(data, asked)).toEqual({ ...asked, top1Drop: 1, agreement: 0 });
  expect(thresholdsFor({ ...data, labels: ["a"] }, asked)).toBe(asked);
});
