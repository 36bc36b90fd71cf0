import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { TensorType } from "../program/tensor-type.ts";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";
import { checkMeanings } from "./check-meanings.ts";
import { describeOutput } from "./describe-output.ts";
import type { Manifest } from "./manifest.ts";
import { programOf } from "./manifest-program.ts";
import { readManifest } from "./read-manifest.ts";

const digits = readManifest(
  new Uint8Array(readFileSync(new URL("../../../models/digits/package/manifest.json", import.meta.url))),
);

/** The manifest of a program that copies bytes to int16 values, with these meanings. */
function manifestOf(inputMeaning: unknown, outputMeaning: unknown, size = 12, scale = 1): Manifest {
  const type: TensorType = { dtype: "uint8", shape: [1, size], log2Leaf: 8 };
  const manifest = {
    ...digits,
    input: { ...type, name: "input", scale: 1, preprocessing: null, meaning: inputMeaning },
    constants: [],
    instructions: [{ op: "Clamp", operands: [0], low: -32767, high: 32767, output: { ...type, dtype: "int16" } }],
    outputs: [{ name: "result", value: 1, scale, bits: 15, meaning: outputMeaning }],
  };
  const read = readManifest(canonicalJson(JSON.parse(JSON.stringify(manifest)) as JsonValue));
  checkMeanings(read, programOf(read));
  return read;
}

const NUMBERS = { kind: "numbers" };
const field = (name: string, bytes: number, meaning: unknown) => ({ name, bytes, meaning });
const choice = (...labels: string[]) => ({ kind: "choice", labels });

describe("what an input means", () => {
  it.each([
    [{ kind: "text", bytes: 12 }],
    [{ kind: "image", width: 2, height: 2, channels: 3 }],
    [NUMBERS],
    [
      {
        kind: "fields",
        fields: [field("label", 1, choice("a", "b")), field("seed", 8, { kind: "seed" }), field("x", 3, NUMBERS)],
      },
    ],
  ])("is read: %j", (meaning) => {
    expect(manifestOf(meaning, NUMBERS).input.meaning).toEqual(meaning);
  });

  const fields = (...of: unknown[]) => ({ kind: "fields", fields: of });
  it.each([
    [{ kind: "sound" }, "image or text or prompt or fields or numbers at input.meaning.kind"],
    [{ kind: "text", bytes: 11 }, "12 at input.meaning.bytes, found 11"],
    [{ kind: "text" }, "the member bytes"],
    [{ kind: "prompt", tokenizer: null }, "a loop beside a prompt at input.meaning"],
    [fields(), "at least 1 items"],
    [fields(field("a", 11, NUMBERS)), "12 bytes in all of input.meaning.fields, found 11"],
    [fields(field("a", 6, NUMBERS), field("a", 6, NUMBERS)), "another name at input.meaning.fields[1]"],
    [fields(field("a=b", 12, NUMBERS)), "letters, digits, _ and - at input.meaning.fields[0].name"],
    [fields(field("a", 12, choice("x"))), "1 byte of a choice at input.meaning.fields[0], found 12"],
    [fields(field("a", 1, choice()), field("b", 11, NUMBERS)), "at least 1 items"],
    [fields(field("a", 12, { kind: "image" })), "choice or seed or numbers"],
  ])("is refused: %j", (meaning, message) => {
    expect(() => manifestOf(meaning, NUMBERS)).toThrow(message);
  });
});

describe("a picture", () => {
  const picture = { kind: "picture", width: 2, height: 2, channels: 3 };

  it("has the answer's values as brightness, within black and white", () => {
    const manifest = manifestOf(NUMBERS, picture, 12, 1 / 1000);
    const values = [0, 1000, 500, -20, 2000, 250, 1, 2, 3, 999, 998, 750];
    const described = describeOutput(manifest, new Uint8Array(Int16Array.from(values).buffer));
    expect(described.picture).toEqual({
      ...{ width: 2, height: 2, channels: 3 },
      pixels: Uint8Array.of(0, 255, 128, 0, 255, 64, 0, 1, 1, 255, 254, 191),
    });
    expect(described).toMatchObject({ label: null, text: null, tokens: null });
  });

  it("is refused where the output has another size or the channels are no colours", () => {
    expect(() => manifestOf(NUMBERS, { ...picture, width: 3 })).toThrow("18 elements in the picture outputs[0]");
    expect(() => manifestOf(NUMBERS, { ...picture, channels: 2 })).toThrow("1 or 3 at outputs[0].meaning.channels");
  });

  it("is no text, which needs a loop", () => {
    expect(() => manifestOf(NUMBERS, { kind: "text", tokenizer: null })).toThrow("a loop beside a text at outputs[0]");
  });
});
