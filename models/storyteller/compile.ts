import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createDecoder, describeAnswer, parseGolden } from "@openimo/runtime";
import { compileStepModel } from "@openimo/runtime/compiler";
import { withCost } from "../compile-cost.ts";
import { writePackage } from "../write-package.ts";
import { readTokens } from "./read-tokens.ts";

// Compiles storyteller.onnx into package/. Run: npx tsx models/storyteller/compile.ts

const HERE = dirname(fileURLToPath(import.meta.url));
const END = 0;
const TOKEN_BYTES = 4;
const PROMPTS = ["", "In the beginning", "And the king said unto the wise man,"];

const { calibration, heldOut } = readTokens();
const { model, parity, files, ...cost } = await withCost(() =>
  compileStepModel(new Uint8Array(readFileSync(join(HERE, "storyteller.onnx"))), {
    name: "storyteller",
    description: "Goes on in the words of the King James Bible; a seed says how.",
    licence: "MIT",
    card: readFileSync(join(HERE, "README.md"), "utf8"),
    tokenizer: new Uint8Array(readFileSync(join(HERE, "tokenizer.json"))),
    // The longest prompt leaves room for the longest answer in the 256 steps.
    promptLimit: 96,
    tokenLimit: 160,
    stopToken: END,
    temperature: 0.7,
    calibration,
    evaluation: heldOut,
    golden: PROMPTS.map((text, i) => ({ text, seed: new Uint8Array(16).fill(i + 1) })),
    thresholds: { perplexityRatio: 1.005 },
  }),
);

writePackage(join(HERE, "package"), files);
console.log(JSON.stringify({ modelHash: model.modelHash, ...parity, ...cost }, null, 2));

const decoder = await createDecoder(model);
for (const [i, prompt] of PROMPTS.entries()) {
  const { input, seed, answer } = parseGolden(`golden/${i}.json`, files.get(`golden/${i}.json`) ?? new Uint8Array(0));
  const start = performance.now();
  await decoder.run(input, { seed });
  const seconds = (performance.now() - start) / 1000;
  const [given, taken] = [input, answer].map(({ length }) => length / TOKEN_BYTES);
  console.log(`\n${prompt}${describeAnswer(model, answer).text}`);
  console.log(`(${given} + ${taken} tokens, ${((given + taken - 1) / seconds).toFixed(0)} steps/s)`);
}
