import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { Random } from "../../testing/random.ts";
import { smallOnnx, smallOptions } from "../../testing/small-model.ts";
import { type NodeToWrite, type TensorToWrite, writeOnnx } from "../../testing/write-onnx.ts";
import { createExecutor } from "../executor/create-executor.ts";
import { toHex } from "../hash/hex.ts";
import { parseGolden } from "../package/golden-run.ts";
import { CompileError } from "./compile-error.ts";
import { compileModel } from "./compile-model.ts";
import { ModelGraph } from "./model-graph.ts";

const GRAPHS = 60;

interface RandomGraph {
  readonly onnx: Uint8Array;
  readonly columns: number;
  readonly labels: number;
}

/** A random chain of the supported operators, ending in scores [1, labels]. */
function randomGraph(random: Random): RandomGraph {
  const nodes: NodeToWrite[] = [];
  const initializers: Record<string, TensorToWrite> = {};
  const opset = random.integer(7, 21);
  const values = (count: number) => Array.from({ length: count }, () => random.unit() * 2 - 1);
  let last = "x";
  const push = (operator: string, inputs: string[], rest: Partial<NodeToWrite> = {}) => {
    last = `v${nodes.length}`;
    nodes.push({ operator, inputs, output: last, ...rest });
  };
  const tensor = (shape: number[], content: Pick<TensorToWrite, "values" | "type">) => {
    const name = `c${Object.keys(initializers).length}`;
    initializers[name] = { shape, ...content };
    return name;
  };
  const activation = () => {
    const choice = random.integer(0, 3);
    if (choice === 0) push("Relu", [last]);
    if (choice === 1 && opset < 11) push("Clip", [last], { floats: { min: 0, max: 1 + random.unit() } });
    if (choice === 1 && opset >= 11) {
      push("Clip", [last, tensor([], { values: [-random.unit()] }), tensor([], { values: [1] })]);
    }
    if (choice === 2) push("Identity", [last]);
  };
  const linear = (columns: number, channels: number) => {
    const scaled = (count: number) => values(count).map((value) => value / Math.sqrt(columns));
    if (random.unit() < 0.5) {
      const transB = random.integer(0, 1);
      const w = tensor(transB ? [channels, columns] : [columns, channels], { values: scaled(columns * channels) });
      const bias = random.pick([[channels], [1, channels]]);
      const floats: Record<string, number> = random.unit() < 0.5 ? { alpha: 0.5, beta: 2 } : {};
      const c = tensor(bias, { values: values(channels) });
      push("Gemm", [last, w, c], { integers: { transB }, floats });
    } else {
      push("MatMul", [last, tensor([columns, channels], { values: scaled(columns * channels) })]);
      const bias = tensor([channels], { values: values(channels) });
      if (random.unit() < 0.8)
        push(
          "Add",
          random.pick([
            [last, bias],
            [bias, last],
          ]),
        );
    }
    activation();
  };

  const [height, width] = [random.integer(1, 6), random.integer(1, 9)];
  const columns = height * width;
  if (random.unit() < 0.5) push("Flatten", ["x"], { integers: { axis: 1 } });
  else push("Reshape", ["x", tensor([2], { values: [random.pick([0, 1]), -1], type: "int64" })]);
  const widths = [columns, ...Array.from({ length: random.integer(1, 3) }, () => random.integer(2, 12))];
  const labels = random.integer(2, 7);
  for (const [i, channels] of [...widths.slice(1), labels].entries()) linear(widths[i], channels);
  const onnx = writeOnnx({
    opset,
    inputShape: [random.pick(["n", 1]), height, width],
    nodes,
    initializers,
    outputShape: [1, labels],
  });
  return { onnx, columns, labels };
}

describe("compileModel", () => {
  it("reads operators as onnxruntime does, and its program is close to the floats", { timeout: 60_000 }, async () => {
    const seed = Random.seed();
    console.log(`compileModel: OPENIMO_SEED=${seed}`);
    const random = new Random(seed);
    for (let g = 0; g < GRAPHS; g++) {
      const { onnx, columns, labels } = randomGraph(random);
      const graph = new ModelGraph(onnx);
      const session = await InferenceSession.create(onnx, { logSeverityLevel: 3 });
      const inputs = Array.from({ length: 20 }, () => random.bytes(columns));
      let reach = 0;
      for (const input of inputs) {
        const floats = Float32Array.from(input, (byte) => byte / 255);
        const expected = await session.run({ x: new Tensor("float32", floats, graph.inputs[0].shape) });
        const found = graph.evaluate(Float64Array.from(floats)).values;
        const reference = expected[graph.outputName].data as Float32Array;
        expect(found).toHaveLength(labels);
        reach = Math.max(reach, ...reference.map(Math.abs));
        found.forEach((value, i) => {
          expect(Math.abs(value - reference[i]), `seed ${seed} graph ${g}`).toBeLessThan(1e-4);
        });
      }
      const options = smallOptions();
      const { parity } = await compileModel(onnx, {
        ...options,
        labels: Array.from({ length: labels }, (_, i) => `${i}`),
        calibration: inputs,
        evaluation: { inputs, labels: inputs.map(() => 0) },
        golden: [inputs[0]],
        thresholds: { ...options.thresholds, agreement: 0, cosine: 0 },
      });
      // Where scores nearly cancel, their direction says little; the error is to be small against what they are made of, about 1.
      const close = parity.meanCosine > 0.999 || parity.maxScoreDifference < 0.05 * Math.max(reach, 0.5);
      expect(close, `seed ${seed} graph ${g}: ${JSON.stringify(parity)}`).toBe(true);
    }
  });

  it("gives the same bytes each time", async () => {
    const [first, second] = [
      await compileModel(smallOnnx(), smallOptions()),
      await compileModel(smallOnnx(), smallOptions()),
    ];
    expect([...second.files.keys()]).toEqual([...first.files.keys()]);
    for (const [path, bytes] of first.files)
      expect(toHex(second.files.get(path) ?? new Uint8Array(0))).toBe(toHex(bytes));
  });

  it("fuses the ReLU, states the bounds and writes golden runs that executors reproduce", async () => {
    const { model, files } = await compileModel(smallOnnx(), smallOptions());
    expect(model.program.instructions.map(({ op }) => op)).toEqual(["Clamp", "Gemm", "Gemm", "ArgMax"]);
    expect(model.program.instructions[1]).toMatchObject({ low: 0, high: 32767 });
    expect(model.manifest.bounds.map(({ instruction }) => instruction)).toEqual([1, 2]);
    for (const { accumulator } of model.manifest.bounds) {
      expect(accumulator).toBeGreaterThan(0);
      expect(accumulator).toBeLessThan(2 ** 31);
    }
    const executor = await createExecutor(model);
    for (const index of [0, 1, 2]) {
      const path = `golden/${index}.json`;
      const { input, answer } = parseGolden(path, files.get(path) ?? new Uint8Array(0));
      expect(toHex(input)).toBe(toHex(smallOptions().golden[index]));
      expect(toHex(await executor.run(input))).toBe(toHex(answer));
    }
  });

  it("gives an input fewer bits where sums could overflow", async () => {
    // 2,500 weights of the largest integer: 32767 * 127 * 2500 is beyond 2^31, 4095 * 127 * 2500 is not.
    const wide = 2500;
    const graph = (columns: number) =>
      writeOnnx({
        opset: 13,
        inputShape: [1, 12],
        outputShape: [1, 3],
        nodes: [
          { operator: "MatMul", inputs: ["x", "spread"], output: "h" },
          { operator: "MatMul", inputs: ["h", "gather"], output: "y" },
        ],
        initializers: {
          spread: { shape: [12, columns], values: Array.from({ length: 12 * columns }, (_, i) => i % 7) },
          gather: { shape: [columns, 3], values: new Array(columns * 3).fill(1) },
        },
      });
    const options = { ...smallOptions(), thresholds: { floatTop1: 0, top1Drop: 1, agreement: 0, cosine: 0.99 } };
    const narrow = (await compileModel(graph(100), options)).model.program.instructions[1];
    expect(narrow).toMatchObject({ op: "Gemm", high: 32767 });
    const { model } = await compileModel(graph(wide), options);
    expect(model.program.instructions[1]).toMatchObject({ op: "Gemm", low: -4095, high: 4095 });
    expect(model.manifest.bounds[1].accumulator).toBeLessThan(2 ** 31);
    expect(2 * model.manifest.bounds[1].accumulator).toBeGreaterThan(2 ** 31);
  });

  const chain = (nodes: NodeToWrite[], initializers: Record<string, TensorToWrite> = {}, opset = 13) =>
    writeOnnx({ opset, inputShape: [1, 12], outputShape: [1, 3], nodes, initializers });
  it.each([
    {
      what: "an unsupported operator",
      onnx: chain([{ operator: "Loop", inputs: ["x"], output: "y" }]),
      message: 'node "y_node": operator Loop of operator set 13 is not supported; supported are Abs, Add, And, ArgMax',
    },
    {
      what: "an operator set that is too new",
      onnx: chain([{ operator: "Relu", inputs: ["x"], output: "y" }], {}, 22),
      message: "operator set 22 is not supported; supported are 7 to 21",
    },
    {
      what: "an operator without instructions",
      onnx: chain([{ operator: "LogSoftmax", inputs: ["x"], output: "y" }]),
      message: 'LogSoftmax "y_node": there are no instructions for it',
    },
    {
      what: "another number of scores than labels",
      onnx: chain([{ operator: "Relu", inputs: ["x"], output: "y" }]),
      message: "output of shape [1, 12] for 3 labels",
    },
    { what: "bytes that are no ONNX", onnx: new Uint8Array([1, 2, 3, 4]), message: "not a" },
    { what: "an empty file", onnx: new Uint8Array(0), message: "no graph or no operator set" },
    { what: "a truncated file", onnx: smallOnnx().slice(0, 300), message: "not a readable ONNX file" },
  ])("refuses $what", async ({ onnx, message }) => {
    const compiling = compileModel(onnx, smallOptions());
    await expect(compiling).rejects.toThrow(CompileError);
    await expect(compileModel(onnx, smallOptions())).rejects.toThrow(message);
  });

  it("refuses a program below a threshold of parity", async () => {
    const options = smallOptions();
    const { parity } = await compileModel(smallOnnx(), options);
    expect(parity.floatTop1).toBeLessThan(1);
    const demanding = { ...options, thresholds: { ...options.thresholds, floatTop1: 1 } };
    await expect(compileModel(smallOnnx(), demanding)).rejects.toThrow(
      `the program is not good enough: float top-1 ${parity.floatTop1}, at least 1`,
    );
  });

  it("refuses samples of another length and labels that do not exist", async () => {
    const options = smallOptions();
    const short = { ...options, calibration: [new Uint8Array(11)] };
    await expect(compileModel(smallOnnx(), short)).rejects.toThrow("a sample has 11 bytes, the model takes 12");
    const evaluation = { inputs: [new Uint8Array(12)], labels: [3] };
    await expect(compileModel(smallOnnx(), { ...options, evaluation })).rejects.toThrow("3 is the index of no label");
    const crowd = { ...options, golden: new Array(65).fill(options.golden[0]) };
    await expect(compileModel(smallOnnx(), crowd)).rejects.toThrow("at most 64 golden runs");
    await expect(compileModel(smallOnnx(), { ...options, calibration: [] })).rejects.toThrow("at least one sample");
  });

  it("tells how far it is", async () => {
    const calls: string[] = [];
    const onProgress = (stage: string, done: number, total: number) => calls.push(`${stage} ${done}/${total}`);
    await compileModel(smallOnnx(), { ...smallOptions(), onProgress });
    expect(calls).toEqual(
      expect.arrayContaining(["decode 1/1", "calibrate 40/40", "quantise 3/3", "parity 40/40", "pack 1/1"]),
    );
  });
});
