import { createDecoder } from "@openimo/runtime";
import { Random } from "../../runtime/testing/random.ts";
import { stepModel } from "../../runtime/testing/step-model.ts";
import { randomFloats, theirs, type Work } from "./engines.ts";
import { type NumberFormat, OnnxNetwork } from "./gemm-network.ts";

const [SIZE, HIDDEN, LAYERS, HEADS, VOCABULARY] = [288, 768, 6, 6, 32000];
const HEAD = SIZE / HEADS;
/** Our runs have this many tokens; theirs is a step in the middle of such a run. */
const TOKENS = 200;
const PAST = TOKENS / 2;

/** A run of a decoder of 15 million parameters, by tokens. */
export async function decoderTokens(): Promise<Work> {
  const shape = { vocabulary: VOCABULARY, size: SIZE, hidden: HIDDEN, layers: LAYERS, heads: HEADS, keyHeads: HEADS };
  const loop = { stepLimit: 256, promptLimit: 8, tokenLimit: TOKENS, stopToken: -1, token: "int32" } as const;
  const decoder = await createDecoder(stepModel(new Random(1), { ...shape, ...loop, sampled: false, tied: true }));
  const prompt = new Uint8Array(Int32Array.of(1).buffer);
  return async () => {
    await decoder.run(prompt);
    return TOKENS;
  };
}

/** One step of a decoder of the same shape in native onnxruntime. */
export function decoderOnnx(format: NumberFormat): Promise<Work> {
  const net = new OnnxNetwork();
  const cache = [HEADS, PAST, HEAD];
  const inputs: Record<string, { shape: number[] }> = { x: { shape: [1, SIZE] } };
  const linear = (x: string, columns: number, channels: number) => net.linear(x, columns, channels, format);
  const heads = net.integers(HEADS, 1, HEAD);
  const row = net.integers(1, SIZE);
  const [cos, sin] = [0, 1].map(() => net.constant({ shape: [1, 1, HEAD], values: randomFloats(HEAD) }));
  const axis = net.integers(2);
  const half = (x: string, from: number) =>
    net.node("Slice", [x, net.integers(from), net.integers(from + HEAD / 2), axis]);
  const rope = (x: string) => {
    const turned = net.node("Concat", [net.node("Neg", [half(x, HEAD / 2)]), half(x, 0)], { axis: 2 });
    return net.node("Add", [net.node("Mul", [x, cos]), net.node("Mul", [turned, sin])]);
  };
  const norm = (x: string) => {
    const mean = net.node("ReduceMean", [net.node("Pow", [x, net.number(2)])], { axes: [-1], keepdims: 1 });
    const root = net.node("Sqrt", [net.node("Add", [mean, net.number(1e-5)])]);
    return net.node("Mul", [net.node("Div", [x, root]), net.constant({ shape: [SIZE], values: randomFloats(SIZE) })]);
  };
  let x = "x";
  for (let layer = 0; layer < LAYERS; layer++) {
    const normed = norm(x);
    const [q, k, v] = [0, 1, 2].map(() => net.node("Reshape", [linear(normed, SIZE, SIZE), heads]));
    const [keys, values] = [rope(k), v].map((now, i) => {
      const past = `past${layer}_${i}`;
      inputs[past] = { shape: cache };
      return net.node("Concat", [past, now], { axis: 1 });
    });
    const scores = net.node("MatMul", [rope(q), net.node("Transpose", [keys], { perm: [0, 2, 1] })]);
    const shares = net.node("Softmax", [net.node("Div", [scores, net.number(Math.sqrt(HEAD))])], { axis: -1 });
    const mixed = net.node("Reshape", [net.node("MatMul", [shares, values]), row]);
    x = net.node("Add", [x, linear(mixed, SIZE, SIZE)]);
    const second = norm(x);
    const [gate, up] = [linear(second, SIZE, HIDDEN), linear(second, SIZE, HIDDEN)];
    const active = net.node("Mul", [net.node("Mul", [gate, net.node("Sigmoid", [gate])]), up]);
    x = net.node("Add", [x, linear(active, HIDDEN, SIZE)]);
  }
  const logits = linear(norm(x), SIZE, VOCABULARY);
  const onnx = net.build(inputs, logits);
  return theirs("node", onnx, Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, shape])));
}
