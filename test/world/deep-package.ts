import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { compileModel } from "@openimo/runtime/compiler";
import { Random } from "../../runtime/testing/random.ts";
import { writeOnnx } from "../../runtime/testing/write-onnx.ts";

const COLUMNS = 4;
const SAMPLES = 20;

/** A folder with a package of so many layers that contracts check its program in several transactions. */
export async function deepPackage(layers: number) {
  const random = new Random(5);
  const identity = Array.from({ length: COLUMNS ** 2 }, (_, i) => (i % (COLUMNS + 1) === 0 ? 1 : 0));
  const names = Array.from({ length: layers }, (_, i) => `layer${i}`);
  const onnx = writeOnnx({
    opset: 17,
    inputShape: ["batch", COLUMNS],
    outputShape: [1, COLUMNS],
    nodes: names.flatMap((name, i) => [
      { operator: "Gemm", inputs: [i === 0 ? "x" : `active${i - 1}`, `w${i}`, `b${i}`], output: name },
      { operator: "Relu", inputs: [name], output: `active${i}` },
    ]),
    initializers: Object.fromEntries(
      names.flatMap((_, i) => [
        [`w${i}`, { shape: [COLUMNS, COLUMNS], values: identity }],
        [`b${i}`, { shape: [COLUMNS], values: Array.from({ length: COLUMNS }, () => random.unit() / layers) }],
      ]),
    ),
  });
  const inputs = Array.from({ length: SAMPLES }, () => random.bytes(COLUMNS));
  const compiled = await compileModel(onnx, {
    ...{ name: "deep", description: "For a story.", licence: "MIT", card: "# deep\n" },
    input: { meaning: { kind: "numbers" }, preprocessing: null, scale: 1 / 255 },
    calibration: inputs,
    evaluation: { inputs },
    thresholds: { floatTop1: 0, top1Drop: 1, agreement: 0, cosine: 0 },
  });
  const folder = mkdtempSync(join(tmpdir(), "openimo-deep-"));
  for (const [path, bytes] of compiled.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return { folder, program: compiled.model.program };
}
