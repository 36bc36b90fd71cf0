import { describe, expect, it } from "vitest";
import { Random } from "../../testing/random.ts";
import { stepModel } from "../../testing/step-model.ts";
import { validateProgram } from "../program/validate-program.ts";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";
import { programOf } from "./manifest-program.ts";
import { readManifest } from "./read-manifest.ts";

const { program } = stepModel(new Random(1), {
  ...{ vocabulary: 9, size: 8, hidden: 4, layers: 1, heads: 2, keyHeads: 1 },
  ...{ stepLimit: 6, promptLimit: 3, tokenLimit: 4, stopToken: 2, token: "uint8", sampled: true, tied: true },
});

function manifestOf(change: Record<string, JsonValue> = {}): Uint8Array {
  const hash = `0x${"00".repeat(32)}`;
  const { input, constants, instructions, outputs, loop } = program;
  const manifest = {
    ...{ formatVersion: 1, name: "steps", description: "For tests.", licence: "MIT" },
    source: { format: "onnx", sha256: hash },
    ...{ modelHash: hash, programRoot: hash, weightsRoot: hash, bounds: [], files: [] },
    input: { ...input, name: "token", scale: 1, preprocessing: null, meaning: { kind: "numbers" } },
    outputs: outputs.map((value) => ({ name: "next", value, scale: 1, bits: 31, meaning: { kind: "numbers" } })),
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
