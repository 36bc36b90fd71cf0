import type { Hex } from "../hash/hex.ts";
import type { ConstantType, Instruction, StepLoop } from "../program/program.ts";
import type { TensorType } from "../program/tensor-type.ts";

/** The version of the package format that this runtime reads and writes. */
export const FORMAT_VERSION = 1;

/** What the input's bytes mean, so that a page or a command line can make them. */
export interface ImageMeaning {
  readonly kind: "image";
  readonly width: number;
  readonly height: number;
  /** 1 is grey. */
  readonly channels: number;
}

/** The value is an index into `labels`. */
export interface LabelMeaning {
  readonly kind: "label";
  readonly labels: readonly string[];
}

/** The values are scores, one for each label; multiply by the output's scale for the float model's numbers. */
export interface ScoresMeaning {
  readonly kind: "scores";
  readonly labels: readonly string[];
}

/** The values have no meaning beyond being numbers. */
export interface NumbersMeaning {
  readonly kind: "numbers";
}

/** Text in UTF-8, filled up with zeros to `bytes`. */
export interface TextMeaning {
  readonly kind: "text";
  readonly bytes: number;
}

/** The tokens that a step program is begun with. Only of a program with a loop. */
export interface PromptMeaning {
  readonly kind: "prompt";
  /** Path of the package's file that makes tokens of text; null where a token is a byte of the text in UTF-8. */
  readonly tokenizer: string | null;
}

/** One byte: an index into `labels`. */
export interface ChoiceMeaning {
  readonly kind: "choice";
  readonly labels: readonly string[];
}

/** Random bytes: others give another result, none are wrong. */
export interface SeedMeaning {
  readonly kind: "seed";
}

/** A part of the input's bytes. */
export interface Field {
  readonly name: string;
  readonly bytes: number;
  readonly meaning: ChoiceMeaning | SeedMeaning | NumbersMeaning;
}

/** Fields one after the other, which are all of the input's bytes together. */
export interface FieldsMeaning {
  readonly kind: "fields";
  readonly fields: readonly Field[];
}

/** Brightness from 0 to 1 after scaling: row-major, channels last. */
export interface PictureMeaning {
  readonly kind: "picture";
  readonly width: number;
  readonly height: number;
  /** 1 is grey, 3 is red, green and blue. */
  readonly channels: 1 | 3;
}

/** The tokens that a step program gave. Only of a program with a loop. */
export interface GivenTextMeaning {
  readonly kind: "text";
  /** As of a `PromptMeaning`. A package has at most one tokenizer. */
  readonly tokenizer: string | null;
}

export type InputMeaning = ImageMeaning | TextMeaning | PromptMeaning | FieldsMeaning | NumbersMeaning;
export type OutputMeaning = LabelMeaning | ScoresMeaning | PictureMeaning | GivenTextMeaning | NumbersMeaning;

export interface ManifestInput extends TensorType {
  readonly name: string;
  /** The float model's value is integer * scale. */
  readonly scale: number;
  readonly meaning: InputMeaning;
  /**
   * Name of the preprocessing that makes such an input, or null. `digit-image` is `digitImage` of this package, `text-bytes`
   * is `textBytes`.
   */
  readonly preprocessing: string | null;
}

export interface ManifestOutput {
  readonly name: string;
  /** Value of the program whose bytes these are. */
  readonly value: number;
  /** The float model's value is integer * scale; 1 for a label. */
  readonly scale: number;
  /** Magnitude bits that the compiler gave to the values (15 is all of int16); 31 for a label. */
  readonly bits: number;
  readonly meaning: OutputMeaning;
}

export type ManifestConstant = ConstantType & { readonly file: string };

/** The compiler's overflow proof of one instruction: the largest |accumulator| of any input. Advice, never semantics. */
export interface AccumulatorBound {
  readonly instruction: number;
  readonly accumulator: number;
}

export interface FileEntry {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: Hex;
}

/** `manifest.json`: a canonical JSON object (RFC 8785) with exactly these members. */
export interface Manifest {
  readonly formatVersion: number;
  readonly name: string;
  readonly description: string;
  readonly licence: string;
  /** The float model that this was compiled from. */
  readonly source: { readonly format: "onnx"; readonly sha256: Hex };
  /** keccak256(programRoot ‖ weightsRoot): the model's content, whatever its listing. */
  readonly modelHash: Hex;
  readonly programRoot: Hex;
  readonly weightsRoot: Hex;
  readonly input: ManifestInput;
  readonly outputs: readonly ManifestOutput[];
  readonly constants: readonly ManifestConstant[];
  readonly instructions: readonly Instruction[];
  /** How the program is repeated; left out of a manifest of one that is run once. */
  readonly loop?: StepLoop;
  readonly bounds: readonly AccumulatorBound[];
  /** Every file of the package but the manifest, sorted by path. */
  readonly files: readonly FileEntry[];
}
