import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { type BuiltGraph, type BuiltNode, type BuiltTensor, buildOnnx } from "../../../test/onnx/build-onnx.ts";
import { Random } from "../../testing/random.ts";
import { compileModel } from "./compile-model.ts";
import type { CompileOptions } from "./compile-options.ts";
import { ModelGraph } from "./model-graph.ts";

const SAMPLES = 24;

/** Nodes and initializers of a network, written one after the other. */
class Network {
  readonly nodes: BuiltNode[] = [];
  readonly initializers: Record<string, BuiltTensor> = {};
  readonly #random = new Random(77);

  node(operator: string, inputs: readonly string[], attributes: BuiltNode["attributes"] = {}): string {
    const output = `v${this.nodes.length}`;
    this.nodes.push({ operator, inputs, outputs: [output], attributes });
    return output;
  }

  /** Random weights of a spread that keeps activations in size. */
  weights(shape: readonly number[], spread: number, centre = 0): string {
    const count = shape.reduce((all, size) => all * size, 1);
    return this.constant(
      shape,
      Array.from({ length: count }, () => centre + (2 * this.#random.unit() - 1) * spread),
    );
  }

  constant(shape: readonly number[], values: readonly number[], type?: BuiltTensor["type"]): string {
    const name = `c${Object.keys(this.initializers).length}`;
    this.initializers[name] = { shape, values, ...(type === undefined ? {} : { type }) };
    return name;
  }

  conv(x: string, shape: readonly number[], attributes: BuiltNode["attributes"] = {}): string {
    const fan = shape.slice(1).reduce((all, size) => all * size, 1);
    return this.node("Conv", [x, this.weights(shape, Math.sqrt(3 / fan)), this.weights([shape[0]], 0.2)], attributes);
  }

  batchNorm(x: string, channels: number): string {
    const list = (spread: number, centre: number) => this.weights([channels], spread, centre);
    return this.node("BatchNormalization", [x, list(0.3, 1), list(0.3, 0), list(0.3, 0), list(0.3, 1)]);
  }

  linear(x: string, columns: number, channels: number): string {
    const product = this.node("MatMul", [x, this.weights([columns, channels], Math.sqrt(3 / columns))]);
    return this.node("Add", [product, this.weights([channels], 0.2)]);
  }

  number(value: number): string {
    return this.constant([], [value]);
  }

  graph(shape: readonly number[], opset = 17): BuiltGraph {
    const outputs = [`v${this.nodes.length - 1}`];
    return { opset, nodes: this.nodes, initializers: this.initializers, inputs: { x: { shape } }, outputs };
  }
}

function convolutional(): BuiltGraph {
  const net = new Network();
  let x = net.node("Relu", [net.batchNorm(net.conv("x", [8, 3, 3, 3], { pads: [1, 1, 1, 1] }), 8)]);
  x = net.node("MaxPool", [x], { kernel_shape: [2, 2], strides: [2, 2] });
  const skip = x;
  x = net.node("Relu", [net.batchNorm(net.conv(x, [8, 8, 3, 3], { pads: [1, 1, 1, 1] }), 8)]);
  x = net.node("Relu", [net.node("Add", [x, skip])]);
  x = net.node("AveragePool", [x], { kernel_shape: [2, 2], strides: [2, 2] });
  x = net.node("Flatten", [net.node("GlobalAveragePool", [x])]);
  net.node("Gemm", [x, net.weights([10, 8], 0.6), net.weights([10], 0.2)], { transB: 1 });
  return net.graph([1, 3, 12, 12]);
}

function mobile(): BuiltGraph {
  const net = new Network();
  const swish = (x: string) => net.node("HardSwish", [x]);
  let x = swish(net.batchNorm(net.conv("x", [16, 3, 3, 3], { pads: [1, 1, 1, 1], strides: [2, 2] }), 16));
  const skip = x;
  x = net.node("Clip", [net.batchNorm(net.conv(x, [32, 16, 1, 1]), 32), net.number(0), net.number(6)]);
  x = swish(net.batchNorm(net.conv(x, [32, 1, 3, 3], { group: 32, pads: [1, 1, 1, 1] }), 32));
  let gate = net.node("Relu", [net.conv(net.node("GlobalAveragePool", [x]), [8, 32, 1, 1])]);
  gate = net.node("HardSigmoid", [net.conv(gate, [32, 8, 1, 1])]);
  x = net.batchNorm(net.conv(net.node("Mul", [x, gate]), [16, 32, 1, 1]), 16);
  x = net.node("Add", [x, skip]);
  x = net.node("Reshape", [net.node("ReduceMean", [x], { axes: [2, 3] }), net.constant([2], [1, -1], "int64")]);
  net.linear(x, 16, 10);
  return net.graph([1, 3, 16, 16]);
}

/** LayerNorm and GELU as exporters take them apart. */
function perceptron(): BuiltGraph {
  const net = new Network();
  const [tokens, width] = [6, 24];
  let x = net.linear("x", 12, width);
  const skip = x;
  const centred = net.node("Sub", [x, net.node("ReduceMean", [x], { axes: [-1] })]);
  const variance = net.node("ReduceMean", [net.node("Pow", [centred, net.number(2)])], { axes: [-1] });
  const root = net.node("Sqrt", [net.node("Add", [variance, net.number(1e-5)])]);
  const scaled = net.node("Mul", [net.node("Div", [centred, root]), net.weights([width], 0.3, 1)]);
  x = net.linear(net.node("Add", [scaled, net.weights([width], 0.3)]), width, 4 * width);
  const erf = net.node("Erf", [net.node("Div", [x, net.number(Math.SQRT2)])]);
  x = net.node("Mul", [net.node("Mul", [x, net.node("Add", [erf, net.number(1)])]), net.number(0.5)]);
  x = net.node("Add", [net.linear(x, 4 * width, width), skip]);
  x = net.node("ReduceMean", [x], { axes: [1], keepdims: 0 });
  net.linear(x, width, 10);
  return net.graph([1, tokens, 12]);
}

/** Two heads of causal attention with the weights of query, key and value in one matrix. */
function attention(): BuiltGraph {
  const net = new Network();
  const [tokens, width, heads] = [8, 16, 2];
  const size = width / heads;
  const list = (...values: number[]) => net.constant([values.length], values, "int64");
  const x = net.node("Add", [net.linear("x", 12, width), net.weights([1, tokens, width], 0.5)]);
  const qkv = net.node("Reshape", [net.linear(x, width, 3 * width), list(1, tokens, 3, heads, size)]);
  const turned = net.node("Transpose", [qkv], { perm: [2, 0, 3, 1, 4] });
  const [q, k, v] = [0, 1, 2].map((i) => net.node("Gather", [turned, net.constant([], [i], "int64")], { axis: 0 }));
  const scores = net.node("MatMul", [q, net.node("Transpose", [k], { perm: [0, 1, 3, 2] })]);
  const mask = Array.from({ length: tokens * tokens }, (_, i) => (i % tokens > Math.floor(i / tokens) ? -1e9 : 0));
  const masked = net.node("Add", [
    net.node("Div", [scores, net.number(Math.sqrt(size))]),
    net.constant([1, 1, tokens, tokens], mask),
  ]);
  const mixed = net.node("MatMul", [net.node("Softmax", [masked], { axis: -1 }), v]);
  const joined = net.node("Reshape", [net.node("Transpose", [mixed], { perm: [0, 2, 1, 3] }), list(1, tokens, width)]);
  const y = net.node("Add", [net.linear(joined, width, width), x]);
  const mean = net.node("ReduceMean", [net.node("Mul", [y, y])], { axes: [-1] });
  const root = net.node("Sqrt", [net.node("Add", [mean, net.number(1e-6)])]);
  const normal = net.node("Mul", [net.node("Mul", [y, net.node("Reciprocal", [root])]), net.weights([width], 0.3, 1)]);
  const last = net.node("Slice", [normal, list(tokens - 1), list(tokens), list(1)]);
  net.linear(net.node("Reshape", [last, list(1, width)]), width, 10);
  return net.graph([1, tokens, 12]);
}

/** A decoder's doubling layers as exporters write them: kernels of 4 and 3 with a stride of 2, one in groups, one that crops. */
function decoder(): BuiltGraph {
  const net = new Network();
  const up = (x: string, shape: readonly number[], attributes: BuiltNode["attributes"]) => {
    const weights = net.weights(shape, Math.sqrt(6 / (shape[0] * shape[2])));
    const groups = typeof attributes?.group === "number" ? attributes.group : 1;
    return net.node("ConvTranspose", [x, weights, net.weights([shape[1] * groups], 0.2)], attributes);
  };
  let x = net.node("Relu", [up("x", [6, 8, 4, 4], { strides: [2, 2], pads: [1, 1, 1, 1] })]);
  x = net.node("Relu", [
    up(x, [8, 4, 3, 3], { strides: [2, 1], pads: [1, 1, 1, 1], output_padding: [1, 0], group: 2 }),
  ]);
  x = net.node("Sigmoid", [up(x, [8, 3, 1, 2], { strides: [2, 3], dilations: [1, 2], pads: [0, 3, 1, 0] })]);
  net.linear(net.node("Flatten", [x]), 3 * 22 * 21, 10);
  return net.graph([1, 6, 3, 4]);
}

function options(count: number, rest: Partial<CompileOptions> = {}): CompileOptions {
  const random = new Random(5);
  const inputs = Array.from({ length: 2 * SAMPLES }, () => random.bytes(count));
  return {
    ...{ name: "network", description: "For tests.", licence: "MIT", card: "# network\n" },
    input: { meaning: { kind: "numbers" }, preprocessing: null, scale: 1 / 64 },
    calibration: inputs.slice(0, SAMPLES),
    evaluation: { inputs: inputs.slice(SAMPLES) },
    golden: inputs.slice(0, 1),
    thresholds: { floatTop1: 0, top1Drop: 1, agreement: 0.9, cosine: 0.999 },
    ...rest,
  };
}

async function referenceOutput(onnx: Uint8Array, shape: readonly number[], input: Float64Array) {
  const session = await InferenceSession.create(onnx, { logSeverityLevel: 3 });
  const result = await session.run({ x: new Tensor("float32", Float32Array.from(input), shape) });
  return Object.values(result)[0].data as Float32Array;
}

describe("compileModel on networks", () => {
  it.each([
    { what: "a convolutional network with batch norms and a skip", build: convolutional, cosine: 0.9995 },
    { what: "a MobileNetV3 block", build: mobile, cosine: 0.9995 },
    { what: "a perceptron block with a decomposed LayerNorm and GELU", build: perceptron, cosine: 0.9995 },
    { what: "a decoder of transposed convolutions", build: decoder, cosine: 0.9995 },
    { what: "an attention block with a mask and a decomposed RMSNorm", build: attention, cosine: 0.999 },
  ])("$what: as onnxruntime in floats, and close to it in integers", async ({ what, build, cosine }) => {
    const graph = build();
    const onnx = buildOnnx(graph);
    const { shape } = graph.inputs.x;
    const count = shape.reduce((all, size) => all * size, 1);
    const model = new ModelGraph(onnx);
    const given = options(count, { labels: Array.from({ length: 10 }, (_, i) => `${i}`) });
    for (const bytes of given.evaluation.inputs.slice(0, 3)) {
      const input = Float64Array.from(bytes, (byte) => byte / 64);
      const expected = await referenceOutput(onnx, shape, input);
      model.evaluate(input).values.forEach((value, i) => {
        expect(Math.abs(value - expected[i])).toBeLessThan(1e-4);
      });
    }
    const compiled = await compileModel(onnx, given);
    const { parity } = compiled;
    const operations = compiled.model.program.instructions.map(({ op }) => op).join(" ");
    console.log(`${what}: ${JSON.stringify(parity)}\n${operations}`);
    expect(parity.meanCosine).toBeGreaterThan(cosine);
    expect(parity.agreement).toBeGreaterThanOrEqual(0.9);
  });

  it("takes a model of tokens with several outputs and no labels", async () => {
    const net = new Network();
    const [vocabulary, tokens, width] = [40, 5, 8];
    const index = net.node("Cast", ["x"], { to: 7 });
    const x = net.node("Gather", [net.weights([vocabulary, width], 1), index]);
    const gate = net.linear(x, width, width);
    const y = net.node("Mul", [net.node("Mul", [gate, net.node("Sigmoid", [gate])]), x]);
    const exp = net.node("Exp", [net.node("Sub", [y, net.node("ReduceMax", [y], { axes: [2] })])]);
    const shares = net.node("Div", [exp, net.node("ReduceSum", [exp, net.constant([1], [2], "int64")])]);
    const onnx = buildOnnx({ ...net.graph([1, tokens]), outputs: [y, shares] });
    const random = new Random(9);
    const inputs = Array.from({ length: SAMPLES }, () =>
      Uint8Array.from({ length: tokens }, () => random.integer(0, 39)),
    );
    const { input } = options(tokens);
    const thresholds = { floatTop1: 0, top1Drop: 1, agreement: 0.9, cosine: 0.999, scoreDifference: 0.01 };
    const { model, parity } = await compileModel(
      onnx,
      options(tokens, {
        input: { ...input, scale: 1 },
        calibration: inputs,
        evaluation: { inputs },
        golden: inputs,
        thresholds,
      }),
    );
    expect(model.program.instructions.map(({ op }) => op).filter((op) => op !== "Reshape")).toEqual([
      ...["Gather", "Gemm", "Lut", "Mul", "RowMax", "ExpShift", "RowSum", "SoftmaxNormalise"],
    ]);
    expect(model.manifest.outputs.map(({ name, meaning }) => [name, meaning.kind])).toEqual([
      [y, "numbers"],
      [shares, "numbers"],
    ]);
    expect(parity.meanCosine).toBeGreaterThan(0.9999);
    await expect(
      compileModel(
        onnx,
        options(tokens, { input: { ...input, scale: 1 / 64 }, calibration: inputs, evaluation: { inputs } }),
      ),
    ).rejects.toThrow('input "x" is an index: its scale must be 1');
  });
});
