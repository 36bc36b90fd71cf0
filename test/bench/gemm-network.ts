import type { ExecutableModel, TensorType } from "@openimo/runtime";
import { constantByteLength } from "../../runtime/src/tree/row-layout.ts";
import { type BuiltGraph, type BuiltNode, type BuiltTensor, buildOnnx } from "../onnx/build-onnx.ts";
import { randomBytes, randomFloats, randomInt8 } from "./engines.ts";

/** Number formats of onnxruntime's models; int8 is what its dynamic quantisation writes. */
export type NumberFormat = "int8" | "fp32";

const WEIGHT_SCALE = 0.01;

const int16 = (...shape: number[]): TensorType => ({ dtype: "int16", shape, log2Leaf: 8 });

/** One Gemm: rows times a square matrix of weights. */
export function gemmProgram(rows: number, size: number): ExecutableModel {
  const constant = { kind: "rows", rows: size, columns: size, log2Leaf: 8 } as const;
  const limits = { low: -32767, high: 32767 } as const;
  return {
    program: {
      input: int16(rows, size),
      constants: [constant],
      instructions: [{ op: "Gemm", operands: [0], constant: 0, shift: 44, ...limits, output: int16(rows, size) }],
      outputs: [1],
    },
    constants: [randomBytes(constantByteLength(constant))],
  };
}

/** The same product in ONNX. */
export function gemmOnnx(rows: number, size: number, format: NumberFormat): Uint8Array {
  const graph = new OnnxNetwork();
  const y = graph.linear("x", size, size, format);
  return graph.build({ x: { shape: [rows, size] } }, y);
}

/** Nodes and weights of an ONNX graph as it grows. */
export class OnnxNetwork {
  readonly #nodes: BuiltNode[] = [];
  readonly #initializers: Record<string, BuiltTensor> = {};

  node(operator: string, inputs: readonly string[], attributes: BuiltNode["attributes"] = {}): string {
    const name = `${operator}${this.#nodes.length}`;
    // The first of these is what is passed on; only this operator has more.
    const outputs = operator === "DynamicQuantizeLinear" ? [name, `${name}_scale`, `${name}_zero`] : [name];
    this.#nodes.push({ operator, inputs, outputs, attributes });
    return name;
  }

  constant(tensor: BuiltTensor): string {
    const name = `c${Object.keys(this.#initializers).length}`;
    this.#initializers[name] = tensor;
    return name;
  }

  number(value: number): string {
    return this.constant({ shape: [], values: [value] });
  }

  integers(...values: number[]): string {
    return this.constant({ shape: [values.length], values, type: "int64" });
  }

  linear(x: string, columns: number, channels: number, format: NumberFormat): string {
    const shape = [columns, channels];
    if (format === "fp32") {
      const weights = this.constant({ shape, values: randomFloats(columns * channels, columns) });
      return this.node("MatMul", [x, weights]);
    }
    const weights = this.constant({ shape, values: randomInt8(columns * channels), type: "int8" });
    const zero = this.constant({ shape: [], values: [0], type: "int8" });
    const quantised = this.node("DynamicQuantizeLinear", [x]);
    const product = this.node("MatMulInteger", [quantised, weights, `${quantised}_zero`, zero]);
    const scale = this.node("Mul", [`${quantised}_scale`, this.number(WEIGHT_SCALE)]);
    return this.node("Mul", [this.node("Cast", [product], { to: 1 }), scale]);
  }

  build(inputs: BuiltGraph["inputs"], output: string): Uint8Array {
    return buildOnnx({ opset: 17, nodes: this.#nodes, inputs, outputs: [output], initializers: this.#initializers });
  }
}
