import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { textBytes } from "@openimo/runtime";
import { compileModel } from "@openimo/runtime/compiler";
import { BYTES, digest, LABELS, readCorpus } from "./corpus.ts";
import examples from "./examples.json" with { type: "json" };

// Compiles guardian.onnx into package/. Run: npx tsx models/guardian/compile.ts hutto_ICWSM_2014
// train.py says where that folder of texts comes from.

const HERE = dirname(fileURLToPath(import.meta.url));
const PACKAGE = join(HERE, "package");
/** Of the training texts, those that set the scales: one of so many. */
const CALIBRATION_STEP = 152;

const folder = process.argv[2];
if (folder === undefined)
  throw new Error("give the folder of the texts, hutto_ICWSM_2014; train.py says how to get it");
const test = readCorpus(folder, "test");
const training = JSON.parse(readFileSync(join(HERE, "training.json"), "utf8"));
if (digest(test) !== training.sha256.testInputs) throw new Error("these are not the test texts of training.json");

const { model, parity, files } = await compileModel(new Uint8Array(readFileSync(join(HERE, "guardian.onnx"))), {
  name: "guardian",
  description: "Reads a short English text and says whether its tone is negative, neutral or positive.",
  licence: "MIT",
  card: readFileSync(join(HERE, "README.md"), "utf8"),
  input: { meaning: { kind: "text", bytes: BYTES }, preprocessing: "text-bytes", scale: 1 },
  labels: LABELS,
  calibration: readCorpus(folder, "train").inputs.filter((_, i) => i % CALIBRATION_STEP === 0),
  evaluation: test,
  // Golden runs are published, so their texts are our own.
  golden: examples.map(({ text }) => textBytes(text, BYTES)),
  thresholds: { floatTop1: 0.62, top1Drop: 0.002, agreement: 0.995, cosine: 0.9999 },
  onProgress: (stage, done, total) => {
    if (done % 100 === 0 || done === total) console.error(`${stage} ${done} of ${total}`);
  },
});

rmSync(PACKAGE, { recursive: true, force: true });
for (const [path, bytes] of files) {
  const target = join(PACKAGE, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, bytes);
}
console.log(JSON.stringify({ modelHash: model.modelHash, ...parity }, null, 2));
