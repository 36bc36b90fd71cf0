import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { type BuiltNode, type BuiltTensor, buildOnnx } from "../../../test/onnx/build-onnx.ts";
import { Random } from "../../testing/random.ts";
import { compileModel } from "./compile-model.ts";
import { ModelGraph } from "./model-graph.ts";

const SHAPE = [1, 3, 6, 6];
const COUNT = 3 * 6 * 6;
const SAMPLES = 16;
const STEP = 1 / 255;

const random = new Random(21);
const scalar = (value: number): BuiltTensor => ({ shape: [], values: [value] });
const zero = (type: "uint8" | "int8", value: number): BuiltTensor => ({ shape: [], values: [value], type });
const bytes = (shape: readonly number[], type: "uint8" | "int8" = "int8"): BuiltTensor => {
  const count = shape.reduce((all, size) => all * size, 1);
  const least = type === "int8" ? -127 : 0;
  return { shape, type, values: Array.from({ length: count }, () => random.integer(least, least + 254)) };
};

const node = (
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: BuiltNode["attributes"] = {},
) => ({
  ...{ operator, inputs, outputs: [output], attributes },
});

/** QuantizeLinear, QLinearConv, QLinearMatMul, DequantizeLinear: as older tools write a quantised model. */
function operatorModel(): Uint8Array {
  return buildOnnx({
    opset: 13,
    inputs: { x: { shape: SHAPE } },
    outputs: ["y"],
    nodes: [
      node("QuantizeLinear", ["x", "xs", "xz"], "xq"),
      node("QLinearConv", ["xq", "xs", "xz", "w", "ws", "wz", "hs", "hz", "b"], "hq"),
      node("DequantizeLinear", ["hq", "hs", "hz"], "h"),
      node("Flatten", ["h"], "f"),
      node("QuantizeLinear", ["f", "hs", "hz"], "fq"),
      node("QLinearMatMul", ["fq", "hs", "hz", "m", "ms", "mz", "ys", "yz"], "yq"),
      node("DequantizeLinear", ["yq", "ys", "yz"], "y"),
    ],
    initializers: {
      ...{ xs: scalar(STEP), xz: zero("uint8", 0), hs: scalar(0.02), hz: zero("uint8", 128) },
      ...{ w: bytes([4, 3, 3, 3]), ws: { shape: [4], values: [0.004, 0.003, 0.005, 0.002] } },
      wz: { shape: [4], values: [0, 0, 0, 0], type: "int8" },
      b: { shape: [4], values: [900, -500, 100, 0], type: "int32" },
      ...{ m: bytes([64, 5]), ms: scalar(0.003), mz: zero("int8", 3), ys: scalar(0.04), yz: zero("uint8", 120) },
    },
  });
}

/** Quantise and dequantise around float operators: as newer tools write one. */
function pairModel(): Uint8Array {
  return buildOnnx({
    opset: 13,
    inputs: { x: { shape: SHAPE } },
    outputs: ["y"],
    nodes: [
      node("QuantizeLinear", ["x", "xs", "xz"], "xq"),
      node("DequantizeLinear", ["xq", "xs", "xz"], "xd"),
      node("DequantizeLinear", ["w", "ws", "wz"], "wd", { axis: 0 }),
      node("Conv", ["xd", "wd"], "c"),
      node("Relu", ["c"], "r"),
      node("QuantizeLinear", ["r", "hs", "xz"], "hq"),
      node("DequantizeLinear", ["hq", "hs", "xz"], "h"),
      node("GlobalAveragePool", ["h"], "y"),
    ],
    initializers: {
      ...{ xs: scalar(STEP), xz: zero("uint8", 0), hs: scalar(0.01) },
      ...{ w: bytes([4, 3, 3, 3]), ws: { shape: [4], values: [0.004, 0.003, 0.005, 0.002] } },
      wz: { shape: [4], values: [0, 0, 0, 0], type: "int8" },
    },
  });
}

/** Dynamic quantisation: the scale of the activations is found as they come. */
function dynamicModel(): Uint8Array {
  return buildOnnx({
    opset: 13,
    inputs: { x: { shape: [1, COUNT] } },
    outputs: ["y"],
    nodes: [
      { operator: "DynamicQuantizeLinear", inputs: ["x"], outputs: ["xq", "xs", "xz"] },
      node("MatMulInteger", ["xq", "w", "xz", "wz"], "i"),
      node("Cast", ["i"], "f", { to: 1 }),
      node("Mul", ["xs", "ws"], "s"),
      node("Mul", ["f", "s"], "p"),
      node("Add", ["p", "b"], "y"),
    ],
    initializers: {
      ...{ w: bytes([COUNT, 6]), ws: scalar(0.004), wz: zero("int8", 0) },
      b: { shape: [6], values: [1, -1, 0.5, 0, 2, -2] },
    },
  });
}

describe("compileModel on quantised models", () => {
  it.each([
    { what: "operators of 8 bits", onnx: operatorModel(), operations: "Clamp Transpose Conv2D Transpose Gemm" },
    {
      what: "pairs of QuantizeLinear and DequantizeLinear",
      onnx: pairModel(),
      operations: "Clamp Transpose Conv2D SumPool",
    },
    { what: "dynamic quantisation", onnx: dynamicModel(), operations: "Clamp Gemm" },
  ])("takes $what, with more bits and the same ranges", async ({ onnx, operations }) => {
    const inputs = Array.from({ length: 2 * SAMPLES }, () => random.bytes(COUNT));
    const graph = new ModelGraph(onnx);
    const session = await InferenceSession.create(onnx, { logSeverityLevel: 4 });
    const sample = Float64Array.from(inputs[0], (byte) => byte * STEP);
    const expected = await session.run({ x: new Tensor("float32", Float32Array.from(sample), graph.inputs[0].shape) });
    const reference = expected.y.data as Float32Array;
    const largest = reference.reduce((all, each) => Math.max(all, Math.abs(each)), 0);
    // A half may be rounded otherwise: by a step of 8 bits.
    graph.evaluate(sample).values.forEach((value, i) => {
      expect(Math.abs(value - reference[i])).toBeLessThan(largest / 50);
    });
    const { model, parity } = await compileModel(onnx, {
      ...{ name: "quantised", description: "", licence: "MIT", card: "" },
      input: { meaning: { kind: "numbers" }, preprocessing: null, scale: STEP },
      calibration: inputs.slice(0, SAMPLES),
      evaluation: { inputs: inputs.slice(SAMPLES) },
      thresholds: { floatTop1: 0, top1Drop: 1, agreement: 0.8, cosine: 0.999 },
    });
    const found = model.program.instructions.map(({ op }) => op).join(" ");
    console.log(`${found}\n${JSON.stringify(parity)}`);
    expect(found.replace(/ Clamp/g, "")).toBe(operations);
  });
});
