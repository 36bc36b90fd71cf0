import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { type BuiltAttribute, type BuiltNode, type BuiltTensor, buildOnnx } from "../../../../test/onnx/build-onnx.ts";
import { Random } from "../../../testing/random.ts";
import { compileModel } from "../compile-model.ts";
import { ModelGraph } from "../model-graph.ts";

const SAMPLES = 12;
const INPUT_STEP = 1 / 32;
/** Every input is brought to -4 .. 4 first, so that functions are seen on both sides of zero. */
const CENTRE = 4;

type Constant = BuiltTensor | readonly number[];

interface Case {
  readonly operator: string;
  readonly shape: readonly number[];
  /** Further inputs: constants, or "x" again. */
  readonly inputs?: readonly (Constant | "x" | "")[];
  readonly attributes?: Readonly<Record<string, BuiltAttribute>>;
  readonly opsets?: readonly number[];
  /** Where the constant comes first. */
  readonly isSecond?: boolean;
  /** Least cosine of the program; null where there are no instructions. */
  readonly cosine?: number | null;
  readonly outputs?: number;
  /** Added to the input before the operator, for functions of positive numbers. */
  readonly offset?: number;
}

const ints = (...values: number[]): BuiltTensor => ({ shape: [values.length], values, type: "int64" });
const scalar = (value: number): BuiltTensor => ({ shape: [], values: [value] });
const random = new Random(3);
const weights = (...shape: number[]): BuiltTensor => ({
  shape,
  values: Array.from({ length: shape.reduce((all, size) => all * size, 1) }, () => 2 * random.unit() - 1),
});
const IMAGE = [1, 4, 6, 6];
const OLD_AND_NEW = [7, 10, 12, 13, 17, 21];
const unary = (operator: string, rest: Partial<Case> = {}): Case => ({
  operator,
  shape: [2, 9],
  opsets: OLD_AND_NEW,
  ...rest,
});

const CASES: readonly Case[] = [
  ...["Abs", "Elu", "LeakyRelu", "Neg", "Relu", "Selu", "Sigmoid", "Softplus", "Softsign", "Tanh"].map((op) =>
    unary(op),
  ),
  ...["HardSigmoid", "ThresholdedRelu", "Exp"].map((op) => unary(op)),
  unary("Erf", { opsets: [9, 13] }),
  unary("Celu", { opsets: [12] }),
  unary("HardSwish", { opsets: [14] }),
  unary("Mish", { opsets: [18] }),
  unary("Gelu", { opsets: [20, 21] }),
  unary("Gelu", { opsets: [20], attributes: { approximate: "tanh" } }),
  unary("Sqrt", { offset: 5 }),
  unary("Reciprocal", { offset: 5 }),
  unary("Log", { offset: 5 }),
  unary("Pow", { inputs: [scalar(2)] }),
  unary("Pow", { inputs: [scalar(0.5)], offset: 5 }),
  unary("Identity"),
  unary("Dropout", { opsets: [7, 12, 13] }),
  unary("Cast", { attributes: { to: 1 } }),
  unary("Clip", { opsets: [7, 10], attributes: { min: { float: -1 }, max: { float: 2 } } }),
  unary("Clip", { opsets: [11, 13], inputs: [scalar(-1), scalar(2)] }),
  unary("Clip", { opsets: [13], inputs: ["", scalar(2)] }),
  ...["Add", "Sub", "Mul", "Div"].flatMap((operator): Case[] => [
    { operator, shape: [2, 9], inputs: [scalar(1.5)] },
    { operator, shape: [2, 9], inputs: [weights(9)] },
    { operator, shape: [1, 4, 3, 3], inputs: [weights(4, 1, 1)] },
    {
      operator,
      shape: [2, 9],
      inputs: [weights(2, 1)],
      isSecond: operator !== "Div",
    },
  ]),
  { operator: "Mul", shape: [2, 9], inputs: [scalar(-2)] },
  { operator: "Div", shape: [2, 9], inputs: [scalar(2)], isSecond: true, offset: 5 },
  { operator: "Mul", shape: [2, 9], inputs: ["x"] },
  { operator: "Add", shape: [2, 9], inputs: ["x"] },
  { operator: "Sub", shape: [2, 9], inputs: [weights(3, 2, 9)], isSecond: true },
  { operator: "Sum", shape: [2, 9], inputs: [weights(9), weights(2, 1)], opsets: [8, 13] },
  { operator: "Max", shape: [2, 9], inputs: [scalar(0.5)], opsets: [8, 13] },
  { operator: "Min", shape: [2, 9], inputs: [scalar(0.5)], opsets: [8, 13] },
  { operator: "PRelu", shape: [2, 9], inputs: [weights(9)], opsets: [9, 16] },
  { operator: "PRelu", shape: IMAGE, inputs: [weights(4, 1, 1)], opsets: [9, 16] },
  {
    operator: "Conv",
    shape: IMAGE,
    inputs: [weights(5, 4, 3, 3), weights(5)],
    attributes: { pads: [1, 0, 1, 2], strides: [2, 1] },
  },
  {
    operator: "Conv",
    shape: IMAGE,
    inputs: [weights(5, 4, 2, 3)],
    attributes: { dilations: [2, 2], auto_pad: "VALID" },
  },
  {
    operator: "Conv",
    shape: IMAGE,
    inputs: [weights(4, 1, 3, 3), weights(4)],
    attributes: { group: 4, auto_pad: "SAME_UPPER" },
  },
  {
    operator: "Conv",
    shape: IMAGE,
    inputs: [weights(6, 2, 3, 3), weights(6)],
    attributes: { group: 2, auto_pad: "SAME_LOWER" },
  },
  { operator: "Conv", shape: [1, 3, 20], inputs: [weights(4, 3, 5)], attributes: { strides: [2] } },
  { operator: "Conv", shape: [1, 520, 3, 3], inputs: [weights(2, 520, 3, 3), weights(2)], opsets: [13] },
  {
    operator: "Gemm",
    shape: [3, 8],
    inputs: [weights(8, 5), weights(5)],
    attributes: { alpha: 0.5, beta: { float: 2 } },
  },
  { operator: "Gemm", shape: [3, 8], inputs: [weights(5, 8), weights(3, 5)], attributes: { transB: 1 } },
  { operator: "Gemm", shape: [8, 3], inputs: [weights(8, 5), weights(1)], attributes: { transA: 1 } },
  { operator: "Gemm", shape: [3, 8], inputs: ["x"], attributes: { transB: 1 }, opsets: [11, 13] },
  { operator: "Gemm", shape: [1, 5000], inputs: [weights(5000, 3), weights(3)], opsets: [13] },
  { operator: "MatMul", shape: [2, 3, 8], inputs: [weights(8, 5)] },
  { operator: "MatMul", shape: [2, 3, 8], inputs: [weights(2, 8, 5)], opsets: [13] },
  { operator: "MatMul", shape: [2, 8, 3], inputs: [weights(5, 8)], isSecond: true },
  { operator: "MatMul", shape: [2, 4, 4], inputs: ["x"] },
  {
    operator: "BatchNormalization",
    shape: IMAGE,
    inputs: [weights(4), weights(4), weights(4), { shape: [4], values: [1, 2, 0.5, 1] }],
    opsets: [9, 15],
  },
  { operator: "MaxPool", shape: IMAGE, attributes: { kernel_shape: [3, 2], strides: [2, 2], pads: [1, 0, 1, 1] } },
  {
    operator: "MaxPool",
    shape: [1, 3, 12],
    attributes: { kernel_shape: [3], ceil_mode: 1, strides: [2] },
    opsets: [10, 12],
  },
  { operator: "AveragePool", shape: IMAGE, attributes: { kernel_shape: [2, 3], strides: [2, 1] } },
  {
    operator: "AveragePool",
    shape: IMAGE,
    attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1], count_include_pad: 1 },
  },
  { operator: "AveragePool", shape: IMAGE, attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1] } },
  { operator: "GlobalAveragePool", shape: IMAGE },
  { operator: "GlobalAveragePool", shape: [1, 3, 9, 9] },
  { operator: "GlobalMaxPool", shape: IMAGE },
  ...["ReduceMean", "ReduceSum", "ReduceMax"].flatMap((operator): Case[] => {
    const isSum = operator === "ReduceSum";
    const [old, inputs] = [isSum ? [7, 11] : [7, 11, 13, 17], isSum ? [13, 18] : [18]];
    return [
      { operator, shape: [2, 3, 7], attributes: { axes: [-1] }, opsets: old },
      { operator, shape: [2, 3, 7], attributes: { axes: [1], keepdims: 0 }, opsets: old },
      { operator, shape: [2, 3, 7], inputs: [ints(0, 2)], opsets: inputs },
      { operator, shape: IMAGE, inputs: [ints(2, 3)], attributes: { keepdims: 0 }, opsets: inputs },
    ];
  }),
  { operator: "ReduceMin", shape: [2, 3, 7], opsets: [13], cosine: null },
  { operator: "Softmax", shape: [2, 3, 5], opsets: [7, 11] },
  { operator: "Softmax", shape: [2, 3, 5], opsets: [13, 17], attributes: { axis: 1 } },
  { operator: "LogSoftmax", shape: [2, 5], opsets: [13], cosine: null },
  { operator: "LayerNormalization", shape: [2, 3, 8], inputs: [weights(8), weights(8)], opsets: [17] },
  { operator: "LayerNormalization", shape: [2, 3, 8], inputs: [weights(3, 8)], attributes: { axis: 1 }, opsets: [17] },
  { operator: "Gather", shape: [4, 5], inputs: [ints(1, 3)], attributes: { axis: 1 } },
  { operator: "Slice", shape: [4, 6], attributes: { starts: [1, -4], ends: [3, 9] }, opsets: [7, 9] },
  { operator: "Slice", shape: [4, 6], inputs: [ints(0), ints(-1), ints(1), ints(2)], opsets: [10, 13] },
  { operator: "Concat", shape: [2, 3], inputs: ["x", weights(2, 4)], attributes: { axis: 1 } },
  { operator: "Split", shape: [2, 6], attributes: { axis: 1, split: [2, 4] }, opsets: [7, 11], outputs: 2 },
  { operator: "Split", shape: [2, 6], inputs: [ints(1, 5)], attributes: { axis: 1 }, opsets: [13], outputs: 2 },
  { operator: "Transpose", shape: [2, 3, 4], attributes: { perm: [2, 0, 1] } },
  { operator: "Transpose", shape: [2, 3] },
  { operator: "Reshape", shape: [2, 6], inputs: [ints(0, -1, 3)] },
  { operator: "Flatten", shape: [2, 3, 4], attributes: { axis: 2 } },
  { operator: "Squeeze", shape: [1, 3, 1], attributes: { axes: [2] }, opsets: [7, 11] },
  { operator: "Squeeze", shape: [1, 3, 1], inputs: [ints(0)], opsets: [13] },
  { operator: "Unsqueeze", shape: [2, 3], attributes: { axes: [1] }, opsets: [7, 11] },
  { operator: "Unsqueeze", shape: [2, 3], inputs: [ints(-1)], opsets: [13] },
  { operator: "Pad", shape: [2, 3], attributes: { pads: [0, 1, 1, 2], value: 1.5 }, opsets: [7, 10] },
  { operator: "Pad", shape: [2, 3], inputs: [ints(1, 0, 0, 2), scalar(-1)], opsets: [11, 13] },
  { operator: "Resize", shape: IMAGE, inputs: [{ shape: [4], values: [1, 1, 2, 3] }], opsets: [10] },
  {
    operator: "Resize",
    shape: IMAGE,
    inputs: ["", { shape: [4], values: [1, 1, 2, 2] }],
    attributes: { coordinate_transformation_mode: "asymmetric", nearest_mode: "floor" },
    opsets: [13, 18],
  },
  { operator: "Upsample", shape: IMAGE, inputs: [{ shape: [4], values: [1, 1, 2, 2] }], opsets: [9] },
  { operator: "ArgMax", shape: [3, 7], attributes: { axis: 1 }, cosine: 0.9 },
  { operator: "ArgMax", shape: [3, 7], attributes: { axis: 0, keepdims: 0 }, cosine: 0.9 },
];

function build(test: Case, opset: number): Uint8Array {
  const initializers: Record<string, BuiltTensor> = { shift: scalar((test.offset ?? 0) - CENTRE) };
  const others = (test.inputs ?? []).map((input, i) => {
    if (input === "x") return "c";
    if (input === "") return "";
    initializers[`k${i}`] = input as BuiltTensor;
    return `k${i}`;
  });
  const inputs = test.isSecond ? [...others, "c"] : ["c", ...others];
  const outputs = Array.from({ length: test.outputs ?? 1 }, (_, i) => `y${i}`);
  const nodes: BuiltNode[] = [
    { operator: "Add", inputs: ["x", "shift"], outputs: ["c"] },
    { operator: test.operator, inputs, outputs, attributes: test.attributes ?? {} },
  ];
  const outputType = test.operator === "ArgMax" ? "int64" : "float";
  return buildOnnx({ opset, nodes, initializers, inputs: { x: { shape: test.shape } }, outputs, outputType });
}

const isKnown = (error: unknown) => /opset|Not implemented|NOT_IMPLEMENTED|No Op registered/i.test(String(error));

describe("operators", () => {
  const named = CASES.map((test, i) => ({ ...test, name: `${test.operator} ${i}` }));
  it.each(named)("$name: as onnxruntime in floats, and close to it in integers", async (test) => {
    const count = test.shape.reduce((all, size) => all * size, 1);
    const bytes = Array.from({ length: SAMPLES }, () => random.bytes(count));
    let reached = 0;
    for (const opset of test.opsets ?? OLD_AND_NEW) {
      const onnx = build(test, opset);
      const graph = new ModelGraph(onnx);
      const input = Float64Array.from(bytes[0], (byte) => byte * INPUT_STEP);
      const session = await InferenceSession.create(onnx, { logSeverityLevel: 4 }).catch((error: unknown) => {
        if (isKnown(error)) return null;
        throw error;
      });
      if (session !== null) {
        const expected = await session.run({ x: new Tensor("float32", Float32Array.from(input), test.shape) });
        graph.evaluateOutputs(input).forEach((found, o) => {
          const { data, dims } = expected[graph.outputNames[o]];
          expect(found.shape, `opset ${opset}`).toEqual(dims);
          (data as Float32Array).forEach((value, i) => {
            const difference = Math.abs(found.values[i] - Number(value));
            expect(difference, `opset ${opset}, element ${i}`).toBeLessThan(
              1e-3 * Math.max(1, Math.abs(Number(value))),
            );
          });
        });
        reached++;
      }
      if (test.cosine === null) continue;
      const { parity } = await compileModel(onnx, {
        ...{ name: test.operator, description: "", licence: "MIT", card: "" },
        input: { meaning: { kind: "numbers" }, preprocessing: null, scale: INPUT_STEP },
        calibration: bytes,
        evaluation: { inputs: bytes },
        thresholds: { floatTop1: 0, top1Drop: 1, agreement: 0, cosine: test.cosine ?? 0.9995 },
      });
      expect(parity.samples).toBe(SAMPLES);
    }
    expect(reached, "operator sets that onnxruntime runs").toBeGreaterThan(0);
  });
});
