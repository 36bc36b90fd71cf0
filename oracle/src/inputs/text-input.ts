import { type ModelPackage, PromptError, promptBytes, textByteLength, textBytes } from "@openimo/runtime";
import { FailedError } from "../command-line/errors.ts";
import { note } from "../command-line/print.ts";
import { howToAsk } from "./how-to-ask.ts";

/**
 * Makes a model's input of a text: the tokens of a prompt, or bytes by the preprocessing that the manifest names.
 * @throws FailedError when the model takes no text, or not this one.
 */
export function textInput(model: ModelPackage, text: string): Uint8Array {
  const { name, input } = model.manifest;
  const { meaning, preprocessing } = input;
  if (meaning.kind === "prompt") return promptInput(model, text);
  if (meaning.kind !== "text") throw new FailedError(`${name} takes no text; ${howToAsk(model.manifest)}.`);
  if (preprocessing !== "text-bytes") {
    throw new FailedError(`The preprocessing "${preprocessing}" of ${name} is not known here: use --input.`);
  }
  const bytes = textByteLength(text);
  if (bytes > meaning.bytes) note(`${name} reads the first ${meaning.bytes} bytes of the text's ${bytes}.`);
  return textBytes(text, meaning.bytes);
}

function promptInput(model: ModelPackage, text: string): Uint8Array {
  try {
    return promptBytes(model, text);
  } catch (error) {
    if (!(error instanceof PromptError)) throw error;
    const { tokens, mostTokens } = error;
    const message = `The text has ${tokens} tokens; ${model.manifest.name} takes 1 to ${mostTokens}.`;
    throw new FailedError(message, { tokens, mostTokens }, { cause: error });
  }
}
