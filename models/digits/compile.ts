import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CompileOptions, compileModel } from "@openimo/runtime/compiler";
import { withCost } from "../compile-cost.ts";
import { writePackage } from "../write-package.ts";
import { drawnDigits } from "./drawn-digits.ts";
import { readMnist } from "./mnist.ts";

// Compiles digits.onnx into package/. Run: npx tsx models/digits/compile.ts

const HERE = dirname(fileURLToPath(import.meta.url));
/** Images of the training set that set the scales. */
const CALIBRATION_IMAGES = 10_000;

const test = readMnist("test");
const onnx = new Uint8Array(readFileSync(join(HERE, "digits.onnx")));
const options: CompileOptions = {
  name: "digits",
  description: "Reads a handwritten digit, 0 to 9, in a grey image of 28 x 28 pixels.",
  licence: "MIT",
  card: readFileSync(join(HERE, "README.md"), "utf8"),
  input: {
    meaning: { kind: "image", width: 28, height: 28, channels: 1 },
    preprocessing: "digit-image",
    scale: 1 / 255,
  },
  labels: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  calibration: readMnist("train").inputs.slice(0, CALIBRATION_IMAGES),
  evaluation: test,
  golden: drawnDigits(),
  thresholds: { floatTop1: 0.98, top1Drop: 0.002, agreement: 0.998, cosine: 0.9999 },
};
const { model, parity, files, ...cost } = await withCost(() => compileModel(onnx, options));

writePackage(join(HERE, "package"), files);
console.log(JSON.stringify({ modelHash: model.modelHash, ...parity, ...cost }, null, 2));
