import type { ConstantType, ExecutableModel, Instruction, TensorType } from "@openimo/runtime";
import { constantByteLength } from "../../runtime/src/tree/row-layout.ts";
import { randomBytes, randomFloats } from "./engines.ts";
import { OnnxNetwork } from "./gemm-network.ts";

/** Expansion, channels, repetitions and first stride of each group of blocks, from the paper on MobileNetV2. */
const BLOCKS = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const;
const SIZE = 224;
const LABELS = 1000;
const LAST = 1280;
const LIMITS = { low: -32767, high: 32767 } as const;

const int16 = (...shape: number[]): TensorType => ({ dtype: "int16", shape, log2Leaf: 8 });

/** A network of MobileNetV2's shape with random weights, as our program and in ONNX. `size` is the picture's, in pixels. */
export function mobileNet(size = SIZE): { readonly model: ExecutableModel; readonly onnx: Uint8Array } {
  const net = new MobileNetBuilder(size);
  net.layer("Conv2D", 3, 2, 32, true);
  for (const [expansion, channels, repetitions, stride] of BLOCKS) {
    for (let i = 0; i < repetitions; i++) net.block(expansion, channels, i === 0 ? stride : 1);
  }
  net.layer("Conv2D", 1, 1, LAST, true);
  return net.finish();
}

class MobileNetBuilder {
  readonly #instructions: Instruction[];
  readonly #constants: ConstantType[] = [];
  readonly #onnx = new OnnxNetwork();
  readonly #inputSize: number;
  #size: number;
  #channels = 3;
  #value = 1;
  #name = "x";

  constructor(size: number) {
    this.#inputSize = size;
    this.#size = size;
    this.#instructions = [{ op: "Clamp", operands: [0], low: 0, high: 255, output: int16(1, size, size, 3) }];
  }

  layer(op: "Conv2D" | "DepthwiseConv2D", kernel: number, stride: number, channels: number, active: boolean): void {
    const pad = (kernel - 1) / 2;
    const size = Math.floor((this.#size + 2 * pad - kernel) / stride) + 1;
    const inputs = op === "DepthwiseConv2D" ? 1 : this.#channels;
    const columns = kernel * kernel * inputs;
    const low = active ? 0 : LIMITS.low;
    const constant = this.#constants.push({ kind: "rows", rows: channels, columns, log2Leaf: 8 }) - 1;
    const output = int16(1, size, size, channels);
    const window = windowOf(kernel, stride, pad);
    this.#value = this.#instructions.push({
      ...{ op, operands: [this.#value], constant, shift: 40, ...LIMITS, low, ...window, output },
    });
    const weights = randomFloats(channels * columns, columns);
    const bias = this.#onnx.constant({ shape: [channels], values: randomFloats(channels) });
    const kernels = this.#onnx.constant({ shape: [channels, inputs, kernel, kernel], values: weights });
    this.#name = this.#onnx.node("Conv", [this.#name, kernels, bias], {
      ...{ strides: [stride, stride], pads: [pad, pad, pad, pad], kernel_shape: [kernel, kernel] },
      group: this.#channels / inputs,
    });
    if (active) this.#name = this.#onnx.node("Clip", [this.#name, this.#onnx.number(0), this.#onnx.number(6)]);
    this.#size = size;
    this.#channels = channels;
  }

  block(expansion: number, channels: number, stride: number): void {
    const [value, name, inputs] = [this.#value, this.#name, this.#channels];
    if (expansion > 1) this.layer("Conv2D", 1, 1, inputs * expansion, true);
    this.layer("DepthwiseConv2D", 3, stride, inputs * expansion, true);
    this.layer("Conv2D", 1, 1, channels, false);
    if (stride !== 1 || inputs !== channels) return;
    this.#value = this.#instructions.push({
      ...{ op: "Add", operands: [value, this.#value], leftMultiplier: 2 ** 29, rightMultiplier: 2 ** 29, shift: 30 },
      ...{ ...LIMITS, output: int16(1, this.#size, this.#size, channels) },
    });
    this.#name = this.#onnx.node("Add", [name, this.#name]);
  }

  finish(): { model: ExecutableModel; onnx: Uint8Array } {
    const pool = { multiplier: Math.round(2 ** 30 / this.#size ** 2), shift: 30, ...windowOf(this.#size, 1, 0) };
    const pooled = this.#instructions.push({
      ...{ op: "SumPool", operands: [this.#value], ...pool, output: int16(1, 1, 1, LAST) },
    });
    const constant = this.#constants.push({ kind: "rows", rows: LABELS, columns: LAST, log2Leaf: 8 }) - 1;
    const result = this.#instructions.push({
      ...{ op: "Gemm", operands: [pooled], constant, shift: 40, ...LIMITS, output: int16(1, LABELS) },
    });
    const flat = this.#onnx.node("Flatten", [this.#onnx.node("GlobalAveragePool", [this.#name])], { axis: 1 });
    const scores = this.#onnx.linear(flat, LAST, LABELS, "fp32");
    const program = {
      input: { dtype: "uint8", shape: [1, this.#inputSize, this.#inputSize, 3], log2Leaf: 8 },
      ...{ constants: this.#constants, instructions: this.#instructions, outputs: [result] },
    } as const;
    const constants = this.#constants.map((type) => randomBytes(constantByteLength(type)));
    return {
      model: { program, constants },
      onnx: this.#onnx.build({ x: { shape: [1, 3, this.#inputSize, this.#inputSize] } }, scores),
    };
  }
}

function windowOf(kernel: number, stride: number, pad: number) {
  return {
    ...{ kernelHeight: kernel, kernelWidth: kernel, strideHeight: stride, strideWidth: stride },
    ...{ dilationHeight: 1, dilationWidth: 1, padTop: pad, padLeft: pad },
  };
}
