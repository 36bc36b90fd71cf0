import { basename } from "node:path";
import type { Field, ImageMeaning, InputMeaning, OutputMeaning } from "@openimo/runtime";
import type { ParityThresholds } from "@openimo/runtime/compiler";
import { parseInputScale } from "@openimo/runtime/samples";
import type { ParsedArgs } from "citty";
import { UsageError } from "../../command-line/errors.ts";
import { parseWhole } from "../../command-line/numbers.ts";
import { CALIBRATION_FILES } from "../../limits.ts";
import type { CompileJob } from "./compile-job.ts";
import type { COMPILE_ARGS } from "./compile-options.ts";

type Arguments = ParsedArgs<typeof COMPILE_ARGS>;

const FIELD_BYTES = 2 ** 24;

/**
 * What the command line asks for.
 * @param fields Every `--field`.
 * @throws UsageError naming the option that is wrong.
 */
export function compileJob(args: Arguments, fields: readonly string[]): CompileJob {
  const image = parseImage(args.image);
  if (image !== undefined && fields.length > 0) throw new UsageError("Give --image or --field, not both.");
  const picture = parsePicture(args.picture);
  if (picture !== undefined && args.labels !== undefined) throw new UsageError("Give --labels or --picture, not both.");
  return {
    onnx: args.onnx,
    out: args.out,
    name: args.name ?? basename(args.onnx, ".onnx"),
    description: args.description ?? "",
    licence: args.licence,
    card: args.card,
    image,
    preprocessing: parsePreprocessing(args.preprocessing),
    meaning: image ?? parseFields(fields) ?? { kind: "numbers" },
    outputs: picture === undefined ? [] : [{ meaning: picture }],
    inputScale: parseScale(args["input-scale"]),
    calibrationSamples: parseWhole("--calibration-samples", args["calibration-samples"], 1, CALIBRATION_FILES),
    data: {
      calibrate: args.calibrate,
      evaluate: args.evaluate,
      "evaluate-labels": args["evaluate-labels"],
      labels: args.labels,
    },
    thresholds: parseThresholds(args),
  };
}

function parseThresholds(args: Arguments): ParityThresholds {
  return {
    floatTop1: parseShare("--least-float-top1", args["least-float-top1"]),
    top1Drop: parseShare("--most-top1-drop", args["most-top1-drop"]),
    agreement: parseShare("--least-agreement", args["least-agreement"]),
    cosine: parseShare("--least-cosine", args["least-cosine"]),
  };
}

function parseShare(option: string, text: string): number {
  if (/^(0(\.\d{1,9})?|1(\.0{1,9})?)$/.test(text)) return Number(text);
  throw new UsageError(`Option ${option} takes a number from 0 to 1, not "${text}".`);
}

function parseScale(text: string): number {
  const scale = parseInputScale(text);
  if (scale !== undefined) return scale;
  throw new UsageError(`Option --input-scale takes a positive number such as 1/255, not "${text}".`);
}

function parseImage(text: string | undefined): ImageMeaning | undefined {
  if (text === undefined) return undefined;
  const match = /^([1-9]\d{0,3})x([1-9]\d{0,3})$/.exec(text);
  if (match === null) throw new UsageError(`Option --image takes a size such as 28x28, not "${text}".`);
  return { kind: "image", width: Number(match[1]), height: Number(match[2]), channels: 1 };
}

function parsePicture(text: string | undefined): OutputMeaning | undefined {
  if (text === undefined) return undefined;
  const match = /^([1-9]\d{0,3})x([1-9]\d{0,3})(x3)?$/.exec(text);
  if (match === null) throw new UsageError(`Option --picture takes a size such as 28x28 or 64x64x3, not "${text}".`);
  const channels = match[3] === undefined ? 1 : 3;
  return { kind: "picture", width: Number(match[1]), height: Number(match[2]), channels };
}

function parsePreprocessing(text: string | undefined): string | null {
  if (text === undefined || text === "digit-image") return text ?? null;
  throw new UsageError(`Option --preprocessing takes digit-image, not "${text}".`);
}

function parseFields(texts: readonly string[]): InputMeaning | undefined {
  return texts.length === 0 ? undefined : { kind: "fields", fields: texts.map(parseField) };
}

function parseField(text: string): Field {
  const [, name, kind, rest] = /^([A-Za-z0-9_-]+)=(choice|seed|numbers):(.+)$/.exec(text) ?? [];
  if (kind === "choice") return { name, bytes: 1, meaning: { kind, labels: rest.split(",") } };
  if (kind === "seed" || kind === "numbers") {
    return { name, bytes: parseWhole("--field", rest, 1, FIELD_BYTES), meaning: { kind } };
  }
  throw new UsageError(
    `Option --field takes such as label=choice:cat,dog or noise=seed:8 or x=numbers:4, not "${text}".`,
  );
}
