import { describe, expect, it } from "vitest";
import { Random } from "../../testing/random.ts";
import { stepModel } from "../../testing/step-model.ts";
import { parseTokenizer } from "../tokenizer/parse-tokenizer.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Manifest } from "./manifest.ts";
import { describeAnswer, PromptError, promptBytes, promptText, type TextPackage } from "./prompt.ts";

const tokenizer = parseTokenizer(
  "tokenizer.json",
  canonicalJson({
    end: 0,
    piece: " ?[A-Za-z]+|[^A-Za-z]",
    tokens: ["<|end|>", " ", "a", "b", "ab", " ab"],
    merges: [
      [2, 3],
      [1, 4],
    ],
  }),
);

function model(token: "uint8" | "int32"): TextPackage {
  const { program } = stepModel(new Random(1), {
    ...{ vocabulary: 9, size: 8, hidden: 4, layers: 1, heads: 2, keyHeads: 1 },
    ...{ stepLimit: 9, promptLimit: 5, tokenLimit: 6, stopToken: 0, token, sampled: true, tied: true },
  });
  const path = token === "int32" ? "tokenizer.json" : null;
  const zero = `0x${"00".repeat(32)}` as const;
  const manifest: Manifest = {
    ...{ formatVersion: 1, name: "steps", description: "For tests.", licence: "MIT" },
    source: { format: "onnx", sha256: zero },
    ...{ modelHash: zero, programRoot: zero, weightsRoot: zero, bounds: [], files: [] },
    input: {
      ...{ ...program.input, name: "token", scale: 1, preprocessing: null },
      meaning: { kind: "prompt", tokenizer: path },
    },
    outputs: program.outputs.map((value) => ({
      ...{ name: "next", value, scale: 1, bits: 31 },
      meaning: { kind: "text", tokenizer: path },
    })),
    constants: [],
    instructions: program.instructions,
    loop: program.loop,
  };
  return { manifest, tokenizer: path === null ? null : tokenizer };
}

describe("a prompt", () => {
  it("is tokens of the package's tokenizer, its end first", () => {
    const prompt = promptBytes(model("int32"), "ab ab a");
    expect([...new Int32Array(prompt.slice().buffer)]).toEqual([0, 4, 5, 1, 2]);
    expect(promptText(model("int32"), prompt)).toBe("ab ab a");
  });

  it("is bytes of the text without a tokenizer", () => {
    const prompt = promptBytes(model("uint8"), "wör");
    expect([...prompt]).toEqual([0x77, 0xc3, 0xb6, 0x72]);
    expect(promptText(model("uint8"), prompt)).toBe("wör");
  });

  it("has a limit of tokens", () => {
    expect(() => promptBytes(model("uint8"), "")).toThrow(PromptError);
    expect(() => promptBytes(model("uint8"), "wörld")).toThrow("expected 1 to 5 tokens, found 6");
    expect(() => promptBytes(model("int32"), "ab ab ab ab ab")).toThrow("expected 1 to 5 tokens, found 6");
    expect(promptBytes(model("int32"), "")).toHaveLength(4);
  });
});

describe("an answer", () => {
  it("is text by the package's tokenizer", () => {
    const answer = new Uint8Array(Int32Array.of(5, 2, 0).buffer);
    expect(describeAnswer(model("int32"), answer)).toMatchObject({ text: " aba", tokens: [5, 2, 0] });
  });

  it("is refused with a token that the tokenizer does not have", () => {
    expect(() => describeAnswer(model("int32"), new Uint8Array(Int32Array.of(6).buffer))).toThrow(RangeError);
  });
});
