import { type Program, valueType } from "../program/program.ts";
import { byteLength, elementCount } from "../program/tensor-type.ts";
import type { Field, InputMeaning, Manifest, OutputMeaning } from "./manifest.ts";
import { PackageError } from "./package-error.ts";
import { MANIFEST_FILE } from "./read-manifest.ts";

/**
 * What the manifest says about the program must fit the program, else a page would make wrong inputs and show wrong
 * labels.
 * @throws PackageError naming the member that doesn't fit.
 */
export function checkMeanings(manifest: Manifest, program: Program): void {
  checkInput(manifest.input.meaning, program);
  manifest.outputs.forEach((output, i) => {
    checkOutput(output.meaning, program, output.value, `outputs[${i}]`);
  });
  const tokenizers = tokenizerPaths(manifest);
  if (tokenizers.length > 1) fail("one tokenizer", tokenizers.join(" and "));
}

/** Paths of the tokenizers that the manifest speaks of, each once. */
export function tokenizerPaths({ input, outputs }: Manifest): string[] {
  const meanings = [input.meaning, ...outputs.map(({ meaning }) => meaning)];
  return [...new Set(meanings.flatMap((meaning) => ("tokenizer" in meaning ? (meaning.tokenizer ?? []) : [])))];
}

function checkInput(meaning: InputMeaning, program: Program): void {
  const elements = elementCount(program.input);
  if (program.loop !== undefined) {
    if (meaning.kind === "prompt") checkTokens(meaning.tokenizer, program, "input.meaning");
    else if (meaning.kind !== "numbers")
      fail("prompt or numbers at input.meaning of a program with a loop", meaning.kind);
    return;
  }
  switch (meaning.kind) {
    case "image": {
      const expected = meaning.width * meaning.height * meaning.channels;
      if (elements !== expected) fail(`${expected} elements at input.shape`, `${elements}`);
      return;
    }
    case "text":
      if (program.input.dtype !== "uint8") fail("uint8 at input.dtype of a text", program.input.dtype);
      if (elements !== meaning.bytes) fail(`${elements} at input.meaning.bytes`, `${meaning.bytes}`);
      return;
    case "fields":
      checkFields(meaning.fields, byteLength(program.input));
      return;
    case "prompt":
      fail("a loop beside a prompt at input.meaning", "none");
  }
}

function checkFields(fields: readonly Field[], inputBytes: number): void {
  const sum = fields.reduce((total, { bytes }) => total + bytes, 0);
  if (sum !== inputBytes) fail(`${inputBytes} bytes in all of input.meaning.fields`, `${sum}`);
  fields.forEach(({ name, bytes, meaning }, i) => {
    const where = `input.meaning.fields[${i}]`;
    // A name stands before an equals sign on the command line.
    if (!/^[A-Za-z0-9_-]+$/.test(name)) fail(`letters, digits, _ and - at ${where}.name`, JSON.stringify(name));
    if (fields.findIndex((other) => other.name === name) !== i) fail(`another name at ${where}`, name);
    if (meaning.kind === "choice" && bytes !== 1) fail(`1 byte of a choice at ${where}`, `${bytes}`);
  });
}

function checkOutput(meaning: OutputMeaning, program: Program, value: number, where: string): void {
  const elements = elementCount(valueType(program, value));
  if (program.loop !== undefined) {
    if (meaning.kind === "text") checkTokens(meaning.tokenizer, program, where);
    else if (meaning.kind !== "numbers") fail(`text or numbers at ${where} of a program with a loop`, meaning.kind);
    return;
  }
  switch (meaning.kind) {
    case "scores":
      if (elements !== meaning.labels.length) fail(`${elements} labels at ${where}`, `${meaning.labels.length}`);
      return;
    case "label":
      if (elements !== 1) fail(`one element in the label ${where}`, `${elements}`);
      return;
    case "picture": {
      const expected = meaning.width * meaning.height * meaning.channels;
      if (elements !== expected) fail(`${expected} elements in the picture ${where}`, `${elements}`);
      return;
    }
    case "text":
      fail(`a loop beside a text at ${where}`, "none");
  }
}

/** Tokens that are bytes of a text are uint8. */
function checkTokens(tokenizer: string | null, { loop }: Program, where: string): void {
  if (tokenizer === null && loop?.prompt.dtype !== "uint8")
    fail(`a tokenizer at ${where}`, "none, and no uint8 prompt");
}

function fail(expected: string, found: string): never {
  throw new PackageError(MANIFEST_FILE, expected, found);
}
