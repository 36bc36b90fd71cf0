import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { ImageMeaning } from "@openimo/runtime";
import { CompileError, type CompileOptions, compileModel } from "@openimo/runtime/compiler";
import { defineCommand } from "../../command-line/command.ts";
import { FailedError, UsageError } from "../../command-line/errors.ts";
import { parseWhole } from "../../command-line/numbers.ts";
import { progressBar } from "../../command-line/progress-bar.ts";
import { readCompileData } from "../../inputs/read-compile-data.ts";
import { readInputFile } from "../../inputs/read-input-file.ts";

import { CALIBRATION_FILES, PACKAGE_FILE_BYTES } from "../../limits.ts";

const ARGS = {
  onnx: { type: "positional", required: true, description: "The float model, an ONNX file" },
  calibrate: {
    type: "string",
    valueHint: "folder|idx",
    required: true,
    description:
      "Inputs whose ranges set the scales: a folder with one folder for each label (a fifth is held out), a folder of .npy, .png or raw files, or an IDX file",
  },
  evaluate: { type: "string", valueHint: "folder|idx", description: "Held-out inputs for the parity report" },
  "evaluate-labels": { type: "string", valueHint: "idx|txt", description: "Their right labels' indices" },
  labels: {
    type: "string",
    valueHint: "a,b,c|txt",
    description:
      "Names of the labels in the order of the scores, or a text file with one a line (default: the folders)",
  },
  out: { type: "string", valueHint: "folder", required: true, description: "Where to write the package; new or empty" },
  name: { type: "string", description: "Name of the model (default: the file's)" },
  description: { type: "string", description: "One sentence for people" },
  licence: { type: "string", valueHint: "SPDX", default: "NOASSERTION", description: "The model's licence" },
  card: {
    type: "string",
    valueHint: "file.md",
    description: "Model card (default: README.md beside the ONNX file, if there is one)",
  },
  image: {
    type: "string",
    valueHint: "WxH",
    description: "The input is a grey image of this size; needed when the samples are .png",
  },
  preprocessing: { type: "string", valueHint: "digit-image", description: "How an image becomes an input" },
  "input-scale": {
    type: "string",
    valueHint: "1/255",
    default: "1/255",
    description: "The float input is byte * scale",
  },
  "calibration-samples": {
    type: "string",
    valueHint: "number",
    default: "10000",
    description: "How many of them to use",
  },
  "least-float-top1": {
    type: "string",
    valueHint: "0..1",
    default: "0",
    description: "Fail when the float model is worse",
  },
  "most-top1-drop": {
    type: "string",
    valueHint: "0..1",
    default: "0.005",
    description: "Fail when the program loses more accuracy",
  },
  "least-agreement": {
    type: "string",
    valueHint: "0..1",
    default: "0.99",
    description: "Fail when fewer best labels agree",
  },
  "least-cosine": {
    type: "string",
    valueHint: "0..1",
    default: "0.999",
    description: "Fail when the scores differ more",
  },
} as const;

function parseShare(option: string, text: string): number {
  if (/^(0(\.\d{1,9})?|1(\.0{1,9})?)$/.test(text)) return Number(text);
  throw new UsageError(`Option ${option} takes a number from 0 to 1, not "${text}".`);
}

function parseScale(text: string): number {
  const match = /^(\d{1,9}(?:\.\d{1,12})?)(?:\/(\d{1,9}))?$/.exec(text);
  const scale = match === null ? Number.NaN : Number(match[1]) / Number(match[2] ?? "1");
  if (scale > 0 && Number.isFinite(scale)) return scale;
  throw new UsageError(`Option --input-scale takes a positive number such as 1/255, not "${text}".`);
}

function parseImage(text: string | undefined): ImageMeaning | undefined {
  if (text === undefined) return undefined;
  const match = /^([1-9]\d{0,3})x([1-9]\d{0,3})$/.exec(text);
  if (match === null) throw new UsageError(`Option --image takes a size such as 28x28, not "${text}".`);
  return { kind: "image", width: Number(match[1]), height: Number(match[2]), channels: 1 };
}

function parsePreprocessing(text: string | undefined): string | null {
  if (text === undefined || text === "digit-image") return text ?? null;
  throw new UsageError(`Option --preprocessing takes digit-image, not "${text}".`);
}

/** At most `count` of them, evenly spread: samples are often sorted by label. */
function spread<T>(samples: readonly T[], count: number): T[] {
  if (samples.length <= count) return [...samples];
  return Array.from({ length: count }, (_, i) => samples[Math.floor((i * samples.length) / count)]);
}

function readCard(named: string | undefined, onnx: string): string {
  const path = named ?? join(dirname(onnx), "README.md");
  if (named === undefined && !existsSync(path)) return `# ${basename(onnx, ".onnx")}\n`;
  return readInputFile(path, 1024 * 1024).toString("utf8");
}

function checkOutput(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new UsageError(`${folder} is not empty. Name a new folder with --out.`);
  }
}

function writePackage(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  for (const [path, bytes] of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
}

async function compileFile(path: string, options: CompileOptions) {
  const bar = progressBar();
  try {
    const onnx = new Uint8Array(readInputFile(path, PACKAGE_FILE_BYTES));
    const compiled = await compileModel(onnx, { ...options, onProgress: bar.advance });
    bar.end("compiled");
    return compiled;
  } catch (error) {
    bar.end("failed");
    if (error instanceof CompileError) throw new FailedError(error.message, {}, { cause: error });
    throw error;
  }
}

export const compile = defineCommand({
  summary: "Compile an ONNX model into a package that gives the same bits everywhere",
  example: "openimo model compile model.onnx --calibrate samples/ --image 28x28 --out package/",
  args: ARGS,
  async run({ args }) {
    const meaning = parseImage(args.image);
    const preprocessing = parsePreprocessing(args.preprocessing);
    const count = parseWhole("--calibration-samples", args["calibration-samples"], 1, CALIBRATION_FILES);
    const thresholds = {
      floatTop1: parseShare("--least-float-top1", args["least-float-top1"]),
      top1Drop: parseShare("--most-top1-drop", args["most-top1-drop"]),
      agreement: parseShare("--least-agreement", args["least-agreement"]),
      cosine: parseShare("--least-cosine", args["least-cosine"]),
    };
    checkOutput(args.out);
    const data = readCompileData(args, { meaning, preprocessing });
    const { model, parity, files } = await compileFile(args.onnx, {
      name: args.name ?? basename(args.onnx, ".onnx"),
      description: args.description ?? "",
      licence: args.licence,
      card: readCard(args.card, args.onnx),
      input: { meaning: meaning ?? { kind: "numbers" }, preprocessing, scale: parseScale(args["input-scale"]) },
      ...data,
      calibration: spread(data.calibration, count),
      thresholds,
    });
    writePackage(args.out, files);
    const percent = (share: number) => `${(100 * share).toFixed(2)}%`;
    return {
      json: { package: args.out, modelHash: model.modelHash, parity },
      text: [
        `model     ${model.modelHash}`,
        `accuracy  ${percent(parity.integerTop1)} (float: ${percent(parity.floatTop1)}, on ${parity.samples} samples)`,
        `agreement ${percent(parity.agreement)}`,
        `package   ${args.out}`,
      ].join("\n"),
    };
  },
});
