import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { type BuiltGraph, type BuiltNode, type BuiltTensor, buildOnnx } from "../../../test/onnx/build-onnx.ts";
import { bothEngines } from "../../testing/both-engines.ts";
import { Random } from "../../testing/random.ts";
import { toHex } from "../hash/hex.ts";
import { describeOutput } from "../package/describe-output.ts";
import { CompileError } from "./compile-error.ts";
import { compileModel } from "./compile-model.ts";
import type { CompileOptions } from "./compile-options.ts";
import { ModelGraph } from "./model-graph.ts";

const SAMPLES = 40;
const LABELS = 4;
const random = new Random(5);

const node = (operator: string, inputs: string[], output: string, attributes: BuiltNode["attributes"] = {}) => {
  return { operator, inputs, outputs: [output], attributes };
};
const weights = (...shape: number[]): BuiltTensor => {
  const count = shape.reduce((all, size) => all * size, 1);
  return { shape, values: Array.from({ length: count }, () => 2 * random.unit() - 1) };
};
const ints = (...values: number[]): BuiltTensor => ({ shape: [values.length], values, type: "int64" });
const oneHot: BuiltTensor = {
  shape: [LABELS, LABELS],
  values: Array.from({ length: LABELS ** 2 }, (_, i) => (i % (LABELS + 1) === 0 ? 1 : 0)),
};

/** A picture's pixels, a number beside them, a label as a one-hot row, and two bytes that pick rows of two tables. */
const mixed: BuiltGraph = {
  opset: 17,
  inputs: {
    pixels: { shape: [1, 2, 3] },
    label: { shape: [1], type: "int64" },
    weight: { shape: [1, 1] },
    noise: { shape: [1, 2], type: "int32" },
  },
  initializers: {
    oneHot,
    table: weights(256, 3),
    list: weights(256),
    ...{ flat: ints(1, -1), first: ints(0), second: ints(1), end: ints(2), axis: ints(1) },
    ...{ w: weights(20, 6), b: weights(6), shape: ints(1, 2, 3) },
  },
  nodes: [
    node("Reshape", ["pixels", "flat"], "row"),
    node("Gather", ["oneHot", "label"], "hot"),
    node("Slice", ["noise", "first", "second", "axis"], "left"),
    node("Slice", ["noise", "second", "end", "axis"], "right"),
    node("Gather", ["table", "left"], "picked"),
    node("Gather", ["table", "noise"], "both"),
    node("Reshape", ["picked", "flat"], "a"),
    node("Reshape", ["both", "flat"], "c"),
    node("Gather", ["list", "right"], "d"),
    node("Concat", ["row", "hot", "weight", "a", "c"], "most", { axis: 1 }),
    node("MatMul", ["most", "w"], "product"),
    node("Add", ["product", "b"], "sum"),
    node("Mul", ["sum", "d"], "scaled"),
    node("Sigmoid", ["scaled"], "bright"),
    node("Reshape", ["bright", "shape"], "picture"),
  ],
  outputs: ["picture"],
};
const BYTES = 10;

function optionsOf(inputs: readonly Uint8Array[], more: Partial<CompileOptions> = {}): CompileOptions {
  return {
    ...{ name: "mixed", description: "For tests.", licence: "MIT", card: "# mixed\n" },
    input: { meaning: { kind: "numbers" }, preprocessing: null, scale: 1 / 255, scales: { weight: 1 / 64 } },
    calibration: inputs,
    evaluation: { inputs },
    golden: inputs.slice(0, 2),
    thresholds: { floatTop1: 0, top1Drop: 1, agreement: 0, cosine: 0.9995, absoluteDifference: 0.01 },
    ...more,
  };
}

const samples = Array.from({ length: SAMPLES }, () => {
  const bytes = random.bytes(BYTES);
  bytes[6] %= LABELS;
  return bytes;
});

/** The same inputs as onnxruntime takes them. */
function feeds(bytes: Uint8Array): Record<string, Tensor> {
  const floats = (from: number, to: number, scale: number) =>
    Float32Array.from(bytes.subarray(from, to), (byte) => byte * scale);
  return {
    pixels: new Tensor("float32", floats(0, 6, 1 / 255), [1, 2, 3]),
    label: new Tensor("int64", BigInt64Array.of(BigInt(bytes[6])), [1]),
    weight: new Tensor("float32", floats(7, 8, 1 / 64), [1, 1]),
    noise: new Tensor("int32", Int32Array.from(bytes.subarray(8)), [1, 2]),
  };
}

describe("a model with several inputs", () => {
  it("takes one after the other as the program's input, and computes what onnxruntime computes", async () => {
    const onnx = buildOnnx(mixed);
    const picture = { kind: "picture", width: 3, height: 2, channels: 1 } as const;
    const compiled = await compileModel(onnx, optionsOf(samples, { outputs: [{ name: "drawing", meaning: picture }] }));
    const { manifest, program } = compiled.model;
    expect(manifest.input).toMatchObject({ name: "pixels, label, weight, noise", shape: [BYTES], dtype: "uint8" });
    expect(manifest.outputs).toMatchObject([{ name: "drawing", meaning: picture }]);
    expect(program.instructions.filter(({ op }) => op === "Gather")).toHaveLength(LABELS);
    expect(program.instructions.filter(({ op }) => op === "Clamp")).toHaveLength(2);
    const session = await InferenceSession.create(onnx, { logSeverityLevel: 3 });
    const [reference, kernels] = await bothEngines(compiled.model);
    for (const bytes of samples) {
      const expected = (await session.run(feeds(bytes))).picture.data as Float32Array;
      const answer = await reference.run(bytes);
      expect(toHex(await kernels.run(bytes))).toBe(toHex(answer));
      describeOutput(manifest, answer).values.drawing.forEach((value, i) => {
        expect(Math.abs(value - expected[i])).toBeLessThan(0.02);
      });
    }
    expect(compiled.parity.meanAbsoluteDifference).toBeLessThan(0.005);
  });

  it("knows each input by name, shape and type", () => {
    expect(new ModelGraph(buildOnnx(mixed)).inputs).toEqual([
      { name: "pixels", shape: [1, 2, 3] },
      { name: "label", shape: [1], type: "int64" },
      { name: "weight", shape: [1, 1] },
      { name: "noise", shape: [1, 2], type: "int32" },
    ]);
  });

  it.each<[string, Partial<CompileOptions>, string]>([
    [
      "fields of other lengths",
      { input: { ...optionsOf([]).input, meaning: fields(6, 2) } },
      `expected ${BYTES} bytes in all of input.meaning.fields, found 8`,
    ],
    [
      "a scale of row numbers",
      { input: { ...optionsOf([]).input, scales: { label: 1 / 2 } } },
      'input "label" is an index: its scale must be 1',
    ],
    [
      "a picture of another shape",
      { outputs: [{ meaning: { kind: "picture", width: 2, height: 3, channels: 1 } }] },
      'output "picture" of shape [1, 2, 3] is no picture [height 3, width 2, channels 1]',
    ],
    [
      "more outputs than there are",
      { outputs: [{ meaning: { kind: "numbers" } }, { meaning: { kind: "numbers" } }] },
      "2 meanings of outputs; the model has 1",
    ],
    [
      "pictures that differ more",
      { thresholds: { ...optionsOf([]).thresholds, absoluteDifference: 1e-9 } },
      "on average, at most 1e-9",
    ],
  ])("refuses %s", async (_what, more, message) => {
    await expect(compileModel(buildOnnx(mixed), optionsOf(samples, more))).rejects.toThrow(message);
  });

  it("refuses row numbers that are computed", async () => {
    const graph = { ...mixed, nodes: [node("Mul", ["label", "label"], "square"), ...mixed.nodes] };
    graph.nodes = graph.nodes.map((each) =>
      each.outputs[0] === "hot" ? node("Gather", ["oneHot", "square"], "hot") : each,
    );
    const few = samples.map((bytes) => bytes.with(6, bytes[6] % 2));
    const compiling = compileModel(buildOnnx(graph), optionsOf(few));
    await expect(compiling).rejects.toThrow(CompileError);
    await expect(compiling).rejects.toThrow("its indices must be an input");
  });
});

function fields(...lengths: number[]): CompileOptions["input"]["meaning"] {
  const meaning = { kind: "numbers" } as const;
  return { kind: "fields", fields: lengths.map((bytes, i) => ({ name: `part${i}`, bytes, meaning })) };
}
