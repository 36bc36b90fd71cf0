import { basename } from "node:path";
import type { ModelPackage } from "@openimo/runtime";
import { PNG_FILE_BYTES } from "@openimo/runtime/samples";
import { type Hex, isHex, size, toHex } from "viem";
import { FailedError, UsageError } from "../../command-line/errors.ts";
import { fieldInput } from "../../inputs/field-input.ts";
import { imageInput } from "../../inputs/image-input.ts";
import { readInputFile } from "../../inputs/read-input-file.ts";
import { readPng } from "../../inputs/read-png.ts";
import { textInput } from "../../inputs/text-input.ts";
import { INPUT_BYTES } from "../../limits.ts";
import type { RegisteredModel } from "../../models/registered-model.ts";
import { findPackage } from "../../packages/find-package.ts";

export const INPUT_ARGS = {
  image: { type: "string", valueHint: "png", description: "Image, prepared as the model's package says" },
  text: { type: "string", valueHint: "text", description: "Text to continue or to judge" },
  choose: { type: "string", valueHint: "label", description: "What to choose, for a model with one choice" },
  "seed-hex": { type: "string", valueHint: "0x…", description: "Seed of the choice's picture (default: random)" },
  field: { type: "string", valueHint: "name=value", description: "Value of a field, may be given several times" },
  input: { type: "string", valueHint: "file", description: "File with the input's bytes as they are" },
  "input-hex": { type: "string", valueHint: "0x…", description: "The input's bytes in hexadecimal" },
} as const;

/** Which input is meant. */
export type InputArgs = {
  readonly [K in "image" | "text" | "choose" | "seed-hex" | "input" | "input-hex"]?: string;
} & {
  readonly fields: readonly string[];
};

const hasFields = ({ choose, fields, "seed-hex": seedHex }: InputArgs) =>
  choose !== undefined || seedHex !== undefined || fields.length > 0;

/** Says what is missing before anything is asked of the chain. */
export function checkInputArgs(args: InputArgs): void {
  const given = [args.image, args.text, args.input, args["input-hex"]].filter((value) => value !== undefined);
  if (given.length + (hasFields(args) ? 1 : 0) !== 1) {
    throw new UsageError("Give exactly one of --image, --text, --choose (or --field), --input and --input-hex.");
  }
  const hex = args["input-hex"];
  if (hex !== undefined && (!isHex(hex, { strict: true }) || hex.length % 2 !== 0)) {
    throw new UsageError("Option --input-hex takes 0x and an even number of hexadecimal digits.");
  }
}

/** The input of the options that the model's package gives a meaning. */
function meaningfulInput(args: InputArgs, model: ModelPackage): Uint8Array {
  if (args.image !== undefined) {
    return imageInput(model.manifest, readPng(basename(args.image), readInputFile(args.image, PNG_FILE_BYTES)));
  }
  if (args.text !== undefined) return textInput(model, args.text);
  return fieldInput(model.manifest, { choose: args.choose, seedHex: args["seed-hex"], fields: args.fields });
}

async function inputOf(args: InputArgs, model: RegisteredModel, folders: readonly string[]): Promise<Hex> {
  const hex = args["input-hex"];
  if (isHex(hex)) return hex;
  if (args.input !== undefined) return toHex(readInputFile(args.input, INPUT_BYTES));
  const found = await findPackage(folders, model.modelHash);
  if (found !== undefined) return toHex(meaningfulInput(args, found));
  throw new FailedError(
    `The package of ${model.name} is needed to make its input: name its folder with --models, or give --input.`,
  );
}

/**
 * The input that the options name.
 * @throws FailedError or UsageError when the model does not take it, before anything is paid.
 */
export async function readInput(args: InputArgs, model: RegisteredModel, folders: readonly string[]): Promise<Hex> {
  const input = await inputOf(args, model, folders);
  const bytes = size(input);
  if (bytes >= model.inputLengthMin && bytes <= model.inputLengthMax) return input;
  const { inputLengthMin: least, inputLengthMax: most } = model;
  const wanted = least === most ? `exactly ${least}` : `${least} to ${most}`;
  throw new FailedError(`The model ${model.name} takes ${wanted} bytes of input; this one has ${bytes}.`);
}
