import { basename } from "node:path";
import type { Hex } from "viem";
import { isHex, size, toHex } from "viem";
import { FailedError, UsageError } from "../../command-line/errors.ts";
import { imageInput } from "../../inputs/image-input.ts";
import { readInputFile } from "../../inputs/read-input-file.ts";
import { readPng } from "../../inputs/read-png.ts";
import { INPUT_BYTES, PNG_FILE_BYTES } from "../../limits.ts";
import { findLocalPackage } from "../../models/local-packages.ts";
import type { RegisteredModel } from "../../models/registered-model.ts";

export const INPUT_ARGS = {
  image: { type: "string", valueHint: "png", description: "Image, prepared as the model's package says" },
  input: { type: "string", valueHint: "file", description: "File with the input's bytes as they are" },
  "input-hex": { type: "string", valueHint: "0x…", description: "The input's bytes in hexadecimal" },
} as const;

type InputArgs = { readonly image?: string; readonly input?: string; readonly "input-hex"?: string };

/** Says what is missing before anything is asked of the chain. */
export function checkInputArgs(args: InputArgs): void {
  const given = [args.image, args.input, args["input-hex"]].filter((value) => value !== undefined);
  if (given.length !== 1) throw new UsageError("Give exactly one of --image, --input and --input-hex.");
  const hex = args["input-hex"];
  if (hex !== undefined && (!isHex(hex, { strict: true }) || hex.length % 2 !== 0)) {
    throw new UsageError("Option --input-hex takes 0x and an even number of hexadecimal digits.");
  }
}

async function imageBytes(path: string, model: RegisteredModel, folders: readonly string[]): Promise<Uint8Array> {
  const image = readPng(basename(path), readInputFile(path, PNG_FILE_BYTES));
  const found = await findLocalPackage(folders, model.modelHash);
  if (found === undefined) {
    throw new FailedError(`An image needs the package of ${model.name}, to prepare it: name its folder with --models.`);
  }
  return imageInput(found.manifest, image);
}

/**
 * The input that the options name.
 * @throws FailedError when the model does not accept its length, before anything is paid.
 */
export async function readInput(args: InputArgs, model: RegisteredModel, folders: readonly string[]): Promise<Hex> {
  const hex = args["input-hex"];
  let input: Hex;
  if (args.image !== undefined) input = toHex(await imageBytes(args.image, model, folders));
  else if (args.input !== undefined) input = toHex(readInputFile(args.input, INPUT_BYTES));
  else input = isHex(hex) ? hex : "0x";
  const bytes = size(input);
  if (bytes >= model.inputLengthMin && bytes <= model.inputLengthMax) return input;
  const { inputLengthMin: least, inputLengthMax: most } = model;
  const wanted = least === most ? `exactly ${least}` : `${least} to ${most}`;
  throw new FailedError(`The model ${model.name} takes ${wanted} bytes of input; this one has ${bytes}.`);
}
