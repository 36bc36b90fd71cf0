import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createExecutor, describeOutput, loadPackage } from "@openimo/runtime";
import { type CompileOptions, compileModel, ModelGraph } from "@openimo/runtime/compiler";
import { withCost } from "../compile-cost.ts";
import { writePackage } from "../write-package.ts";
import { painterInputs } from "./painter-inputs.ts";
import { PaintingReader } from "./read-paintings.ts";

// Compiles painter.onnx into package/. Run: npx tsx models/painter/compile.ts

const HERE = dirname(fileURLToPath(import.meta.url));
const SIDE = 28;
const CALIBRATION_PICTURES = 1_000;
const EVALUATION_PICTURES = 1_000;
/** Pictures that are read by digits, in float and in integers. */
const READ_PICTURES = 2_000;

const onnx = new Uint8Array(readFileSync(join(HERE, "painter.onnx")));
const options: CompileOptions = {
  name: "painter",
  description: "Draws a handwritten digit; eight random bytes say which of its drawings.",
  licence: "MIT",
  card: readFileSync(join(HERE, "README.md"), "utf8"),
  input: {
    meaning: {
      kind: "fields",
      fields: [
        { name: "label", bytes: 1, meaning: { kind: "choice", labels: [..."0123456789"] } },
        { name: "seed", bytes: 8, meaning: { kind: "seed" } },
      ],
    },
    preprocessing: null,
    scale: 1,
  },
  outputs: [{ meaning: { kind: "picture", width: SIDE, height: SIDE, channels: 1 } }],
  calibration: painterInputs("calibration", CALIBRATION_PICTURES),
  evaluation: { inputs: painterInputs("evaluation", EVALUATION_PICTURES) },
  golden: painterInputs("golden", 10),
  // A picture has no best label, so only its pixels are judged.
  thresholds: { floatTop1: 0, top1Drop: 1, agreement: 0, cosine: 0.999, absoluteDifference: 0.005 },
};
const { model, parity, files, ...cost } = await withCost(() => compileModel(onnx, options));

writePackage(join(HERE, "package"), files);
console.log(JSON.stringify({ modelHash: model.modelHash, ...parity, ...cost }, null, 2));

const graph = new ModelGraph(onnx);
const executor = await createExecutor(model);
const digits = await loadPackage({ read: async (path) => readFileSync(join(HERE, "../digits/package", path)) });
const reader = await PaintingReader.create(digits);
const right = { float: 0, integer: 0 };
for (const input of painterInputs("reading", READ_PICTURES)) {
  const [label] = input;
  const { picture } = describeOutput(model.manifest, await executor.run(input));
  const floats = graph.evaluate(Float64Array.from(input)).values;
  if ((await reader.read(Uint8Array.from(floats, (each) => Math.round(255 * each)))) === label) right.float++;
  if (picture !== null && (await reader.read(picture.pixels)) === label) right.integer++;
}
const share = (count: number) => count / READ_PICTURES;
console.log(JSON.stringify({ readAsLabel: { float: share(right.float), integer: share(right.integer) } }, null, 2));
