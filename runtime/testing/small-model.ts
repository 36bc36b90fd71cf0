import { compileModel } from "../src/compiler/compile-model.ts";
import type { CompiledModel, CompileOptions } from "../src/compiler/compile-options.ts";
import { Random } from "./random.ts";
import { writeOnnx } from "./write-onnx.ts";

const COLUMNS = 12;
const LABELS = 3;
const SAMPLES = 40;

/** An ONNX classifier of 12 bytes to 3 labels, small enough for a test to corrupt in many ways. */
export function smallOnnx(): Uint8Array {
  const random = new Random(11);
  const values = (count: number) => Array.from({ length: count }, () => random.unit() * 2 - 1);
  return writeOnnx({
    opset: 17,
    inputShape: ["batch", COLUMNS],
    outputShape: [1, LABELS],
    nodes: [
      { operator: "Gemm", inputs: ["x", "w1", "b1"], output: "hidden", integers: { transB: 1 } },
      { operator: "Relu", inputs: ["hidden"], output: "active" },
      { operator: "Gemm", inputs: ["active", "w2", "b2"], output: "scores", integers: { transB: 1 } },
    ],
    initializers: {
      w1: { shape: [8, COLUMNS], values: values(8 * COLUMNS) },
      b1: { shape: [8], values: values(8) },
      w2: { shape: [LABELS, 8], values: values(LABELS * 8) },
      b2: { shape: [LABELS], values: values(LABELS) },
    },
  });
}

/** Options for `smallOnnx`; its labels mean nothing, so no accuracy is asked for. */
export function smallOptions(): CompileOptions & { golden: readonly Uint8Array[] } {
  const random = new Random(12);
  const inputs = Array.from({ length: SAMPLES }, () => random.bytes(COLUMNS));
  return {
    name: "small",
    description: "For tests.",
    licence: "MIT",
    card: "# small\n",
    input: { meaning: { kind: "numbers" }, preprocessing: null, scale: 1 / 255 },
    labels: ["a", "b", "c"],
    calibration: inputs,
    evaluation: { inputs, labels: inputs.map((_, i) => i % LABELS) },
    golden: inputs.slice(0, LABELS),
    thresholds: { floatTop1: 0, top1Drop: 1, agreement: 0.9, cosine: 0.999 },
  };
}

export function compileSmallModel(): Promise<CompiledModel> {
  return compileModel(smallOnnx(), smallOptions());
}
