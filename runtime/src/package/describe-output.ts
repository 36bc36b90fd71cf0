import { DTYPES } from "../program/dtype.ts";
import { type StepLoop, valueType } from "../program/program.ts";
import { byteLength, elementCount } from "../program/tensor-type.ts";
import { decodeTensor } from "../program/tensor-values.ts";
import type { Manifest, PictureMeaning } from "./manifest.ts";
import { programOf } from "./manifest-program.ts";
import { PackageError } from "./package-error.ts";

/** An answer in the model's own terms. */
export interface OutputDescription {
  /** The label that the model chose, or null for a model without labels. */
  readonly label: string | null;
  readonly labelIndex: number | null;
  /** The picture that the model made, or null for a model that makes none. */
  readonly picture: Picture | null;
  /** What a step program wrote; null for other models, and where the tokenizer that it takes was not given. */
  readonly text: string | null;
  /** The tokens that a step program gave, or null for other models. */
  readonly tokens: readonly number[] | null;
  /** By output name: the float model's numbers, integer * scale. */
  readonly values: Readonly<Record<string, readonly number[]>>;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: PictureMeaning["channels"];
  /** 0 black to 255, row-major, channels last. */
  readonly pixels: Uint8Array;
}

/** Makes text of tokens. */
export type DecodeTokens = (tokens: readonly number[]) => string;

const NOTHING = { label: null, labelIndex: null, picture: null, text: null, tokens: null } as const;

/**
 * Reads an answer by the manifest's outputs.
 * @param decodeTokens Of the package's tokenizer, where it has one.
 * @throws PackageError when the answer has another length than the outputs together, or is no tokens of a step program.
 */
export function describeOutput(manifest: Manifest, answer: Uint8Array, decodeTokens?: DecodeTokens): OutputDescription {
  return manifest.loop === undefined
    ? describeValues(manifest, answer)
    : describeTokens(manifest, manifest.loop, answer, decodeTokens);
}

function describeValues(manifest: Manifest, answer: Uint8Array): OutputDescription {
  const program = programOf(manifest);
  const types = manifest.outputs.map((output) => valueType(program, output.value));
  const expected = types.reduce((sum, type) => sum + byteLength(type), 0);
  if (answer.length !== expected) throw new PackageError("answer", `${expected} bytes`, `${answer.length} bytes`);

  let label: string | null = null;
  let labelIndex: number | null = null;
  let picture: Picture | null = null;
  const values: Record<string, readonly number[]> = {};
  let offset = 0;
  manifest.outputs.forEach(({ name, scale, meaning }, i) => {
    const type = types[i];
    const end = offset + elementCount(type) * DTYPES[type.dtype].bytes;
    const integers = [...decodeTensor(type.dtype, answer.subarray(offset, end))];
    offset = end;
    values[name] = integers.map((integer) => integer * scale);
    if (meaning.kind === "label" && labelIndex === null) {
      labelIndex = integers[0];
      label = meaning.labels[labelIndex] ?? null;
    }
    if (meaning.kind === "picture") picture ??= pictureOf(meaning, values[name]);
  });
  return { ...NOTHING, label, labelIndex, picture, values };
}

/** A step program has one output, of which there is a value for each token. */
function describeTokens(
  { outputs: [output] }: Manifest,
  { prompt, tokenLimit }: StepLoop,
  answer: Uint8Array,
  decodeTokens?: DecodeTokens,
): OutputDescription {
  const tokenBytes = DTYPES[prompt.dtype].bytes;
  if (answer.length > tokenLimit * tokenBytes || answer.length % tokenBytes !== 0) {
    const expected = `at most ${tokenLimit} tokens of ${tokenBytes} bytes`;
    throw new PackageError("answer", expected, `${answer.length} bytes`);
  }
  const tokens = [...decodeTensor(prompt.dtype, answer)];
  const text =
    output.meaning.kind !== "text"
      ? null
      : output.meaning.tokenizer === null
        ? new TextDecoder().decode(answer)
        : (decodeTokens?.(tokens) ?? null);
  return { ...NOTHING, text, tokens, values: { [output.name]: tokens.map((token) => token * output.scale) } };
}

function pictureOf({ width, height, channels }: PictureMeaning, values: readonly number[]): Picture {
  const pixels = Uint8Array.from(values, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
  return { width, height, channels, pixels };
}
