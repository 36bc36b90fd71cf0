import { DEFAULT_CALIBRATION_SAMPLES, DEFAULT_INPUT_SCALE, DEFAULT_THRESHOLDS } from "@openimo/runtime/samples";
import type { ArgsDef } from "citty";
import { COMPILE_MEMORY_MEGABYTES, COMPILE_SECONDS } from "../../limits.ts";

export const COMPILE_ARGS = {
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
      "Names of the labels in the order of the scores, or a text file with one a line (default: the folders); without any, the answer is the model's outputs",
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
  field: {
    type: "string",
    valueHint: "name=kind:...",
    description:
      "A part of the input's bytes: name=choice:a,b,c (one byte), name=seed:8 or name=numbers:4 (bytes). Once for each, in order",
  },
  picture: { type: "string", valueHint: "WxH[x3]", description: "The first output is a picture of this size" },
  "input-scale": {
    type: "string",
    valueHint: "1/255",
    default: DEFAULT_INPUT_SCALE,
    description: "The float input is byte * scale",
  },
  "calibration-samples": {
    type: "string",
    valueHint: "number",
    default: `${DEFAULT_CALIBRATION_SAMPLES}`,
    description: "How many of them to use",
  },
  "least-float-top1": {
    type: "string",
    valueHint: "0..1",
    default: `${DEFAULT_THRESHOLDS.floatTop1}`,
    description: "Fail when the float model is worse",
  },
  "most-top1-drop": {
    type: "string",
    valueHint: "0..1",
    default: `${DEFAULT_THRESHOLDS.top1Drop}`,
    description: "Fail when the program loses more accuracy",
  },
  "least-agreement": {
    type: "string",
    valueHint: "0..1",
    default: `${DEFAULT_THRESHOLDS.agreement}`,
    description: "Fail when fewer best labels agree",
  },
  "least-cosine": {
    type: "string",
    valueHint: "0..1",
    default: `${DEFAULT_THRESHOLDS.cosine}`,
    description: "Fail when the scores differ more",
  },
  "memory-mb": {
    type: "string",
    valueHint: "MB",
    default: `${COMPILE_MEMORY_MEGABYTES}`,
    description: "Give up when compiling takes more memory",
  },
  timeout: {
    type: "string",
    valueHint: "90s|15m|2h",
    default: `${COMPILE_SECONDS / 3600}h`,
    description: "Give up when compiling takes longer",
  },
} as const satisfies ArgsDef;
