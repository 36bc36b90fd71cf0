import { decodeTensor, encodeTensor } from "../program/tensor-values.ts";
import { decodeTokens } from "../tokenizer/decode-tokens.ts";
import { encodeText } from "../tokenizer/encode-text.ts";
import { type DecodeTokens, describeOutput, type OutputDescription } from "./describe-output.ts";
import { inputLength } from "./input-length.ts";
import type { ModelPackage } from "./model-package.ts";
import { PackageError } from "./package-error.ts";

/** A text that is no prompt of the model. */
export class PromptError extends Error {
  override readonly name = "PromptError";
  constructor(
    readonly tokens: number,
    readonly mostTokens: number,
  ) {
    super(`prompt: expected 1 to ${mostTokens} tokens, found ${tokens}`);
  }
}

/** What of a package makes tokens of text, and text of tokens. */
export type TextPackage = Pick<ModelPackage, "manifest" | "tokenizer">;

/**
 * Makes a step program's prompt of a text.
 * @returns The tokens in the prompt's element type.
 * @throws PromptError when they are none, or more than the program takes.
 * @throws RangeError for a text that no model takes.
 * @throws PackageError for a model without steps.
 */
export function promptBytes(model: TextPackage, text: string): Uint8Array {
  const { prompt } = loopOf(model);
  const { mostBytes, unitBytes } = inputLength(model.manifest);
  const tokens = tokensOf(model, text);
  const most = mostBytes / unitBytes;
  if (tokens.length === 0 || tokens.length > most) throw new PromptError(tokens.length, most);
  return encodeTensor(prompt.dtype, tokens);
}

/**
 * The text that a prompt stands for.
 * @throws PackageError for a model without steps.
 */
export function promptText(model: TextPackage, prompt: Uint8Array): string {
  return decoderOf(model)([...decodeTensor(loopOf(model).prompt.dtype, prompt)]);
}

/**
 * Reads an answer by the manifest's outputs, and tokens by the package's tokenizer.
 * @throws PackageError when the answer is none of this model's; RangeError for a token that its tokenizer does not have.
 */
export function describeAnswer(model: TextPackage, answer: Uint8Array): OutputDescription {
  return describeOutput(model.manifest, answer, decoderOf(model));
}

function loopOf({ manifest }: TextPackage) {
  if (manifest.loop === undefined) throw new PackageError("manifest.json", "a loop", "none");
  return manifest.loop;
}

function tokensOf({ tokenizer }: TextPackage, text: string): readonly number[] {
  return tokenizer === null ? [...new TextEncoder().encode(text)] : encodeText(tokenizer, text);
}

function decoderOf({ tokenizer }: TextPackage): DecodeTokens {
  return (tokens) =>
    tokenizer === null ? new TextDecoder().decode(Uint8Array.from(tokens)) : decodeTokens(tokenizer, tokens);
}
