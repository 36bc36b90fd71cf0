import { describe, expect, it } from "vitest";
import { Random } from "../../testing/random.ts";
import { stepModel } from "../../testing/step-model.ts";
import { validateProgram } from "../program/validate-program.ts";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";
import { checkMeanings, tokenizerPaths } from "./check-meanings.ts";
import { describeOutput } from "./describe-output.ts";
import { programOf } from "./manifest-program.ts";
import { readManifest } from "./read-manifest.ts";

const { program } = stepModel(new Random(1), {
  ...{ vocabulary: 9, size: 8, hidden: 4, layers: 1, heads: 2, keyHeads: 1 },
  ...{ stepLimit: 6, promptLimit: 3, tokenLimit: 4, stopToken: 2, token: "uint8", sampled: true, tied: true },
});

const TEXT = { kind: "text", tokenizer: null };

function manifestOf(change: Record<string, JsonValue> = {}): Uint8Array {
  const hash = `0x${"00".repeat(32)}`;
  const { input, constants, instructions, outputs, loop } = program;
  const manifest = {
    ...{ formatVersion: 1, name: "steps", description: "For tests.", licence: "MIT" },
    source: { format: "onnx", sha256: hash },
    ...{ modelHash: hash, programRoot: hash, weightsRoot: hash, bounds: [], files: [] },
    input: { ...input, name: "token", scale: 1, preprocessing: null, meaning: { kind: "prompt", tokenizer: null } },
    outputs: outputs.map((value) => ({ ...{ name: "next", value, scale: 1, bits: 31 }, meaning: TEXT })),
    constants: constants.map((type, i) => ({ ...type, file: `tensors/${i}.bin` })),
    ...{ instructions, loop },
    ...change,
  };
  return canonicalJson(JSON.parse(JSON.stringify(manifest)) as JsonValue);
}

describe("the manifest of a step program", () => {
  it("describes the program, with its loop and its optional operands", () => {
    const read = programOf(readManifest(manifestOf()));
    expect(read).toEqual(program);
    validateProgram(read);
  });

  it("is refused with a loop that is none", () => {
    const loop = JSON.parse(JSON.stringify({ ...program.loop, stepLimit: 5000 }));
    expect(() => readManifest(manifestOf({ loop }))).toThrow("a number from 1 to 4096 at loop.stepLimit");
    expect(() => readManifest(manifestOf({ loop: 3 }))).toThrow("loop");
  });
});

describe("the answer of a step program", () => {
  const manifest = readManifest(manifestOf());
  const withTokenizer = {
    ...manifest,
    outputs: [{ ...manifest.outputs[0], meaning: { ...TEXT, tokenizer: "t.json" } }],
  };

  it.each([[""], ["w"], ["wör"]])("is any number of tokens: %j", (text) => {
    const answer = new TextEncoder().encode(text);
    const description = describeOutput(manifest, answer);
    expect(description).toMatchObject({ text, tokens: [...answer], values: { next: [...answer] } });
    expect(description).toMatchObject({ label: null, labelIndex: null, picture: null });
  });

  it("is refused beyond the token limit", () => {
    expect(() => describeOutput(manifest, new Uint8Array(5))).toThrow("at most 4 tokens of 1 bytes, found 5 bytes");
  });

  it("is refused when it is no whole tokens", () => {
    const loop = { ...program.loop, prompt: { dtype: "int32", shape: [3], log2Leaf: 8 } };
    const wide = readManifest(manifestOf({ loop: JSON.parse(JSON.stringify(loop)) as JsonValue }));
    expect(describeOutput(wide, Uint8Array.of(1, 2, 0, 0)).tokens).toEqual([513]);
    expect(() => describeOutput(wide, new Uint8Array(6))).toThrow("tokens of 4 bytes, found 6 bytes");
  });

  it("is read by the package's tokenizer", () => {
    const words = ["in", "the", "beginning"];
    const decode = (tokens: readonly number[]) => tokens.map((token) => words[token]).join(" ");
    expect(describeOutput(withTokenizer as typeof manifest, Uint8Array.of(0, 1, 2), decode).text).toBe(
      "in the beginning",
    );
    expect(describeOutput(withTokenizer as typeof manifest, Uint8Array.of(0, 1, 2)).text).toBeNull();
  });
});

describe("the meanings of a step program", () => {
  const input = { ...program.input, name: "token", scale: 1, preprocessing: null };
  const output = { name: "next", value: program.outputs[0], scale: 1, bits: 31 };
  const check = (change: Record<string, unknown>) => () => {
    const manifest = readManifest(manifestOf(JSON.parse(JSON.stringify(change)) as Record<string, JsonValue>));
    checkMeanings(manifest, programOf(manifest));
    return tokenizerPaths(manifest);
  };
  const meaning = (kind: string, tokenizer: string | null) => ({ kind, tokenizer });

  it("may be a prompt and a text, of bytes or of one tokenizer", () => {
    expect(check({})()).toEqual([]);
    const own = "tokenizer.json";
    expect(
      check({
        input: { ...input, meaning: meaning("prompt", own) },
        outputs: [{ ...output, meaning: meaning("text", own) }],
      })(),
    ).toEqual([own]);
  });

  it.each([
    [{ input: { ...input, meaning: { kind: "text", bytes: 4 } } }, "prompt or numbers at input.meaning"],
    [{ outputs: [{ ...output, meaning: { kind: "label", labels: ["a"] } }] }, "text or numbers at outputs[0]"],
    [
      { input: { ...input, meaning: meaning("prompt", "a") }, outputs: [{ ...output, meaning: meaning("text", "b") }] },
      "one tokenizer, found a and b",
    ],
    [
      { loop: { ...program.loop, prompt: { dtype: "int32", shape: [3], log2Leaf: 8 } } },
      "a tokenizer at input.meaning",
    ],
  ])("is refused where it doesn't fit: %#", (change, message) => {
    expect(check(change)).toThrow(message);
  });
});
