import { describe, expect, it } from "vitest";
import { type BuiltNode, type BuiltTensor, buildOnnx } from "../../../../test/onnx/build-onnx.ts";
import { Random } from "../../../testing/random.ts";
import { createDecoder } from "../../executor/create-decoder.ts";
import { createMachine } from "../../executor/create-machine.ts";
import { decodeTensor } from "../../program/tensor-values.ts";
import { CompileError } from "../compile-error.ts";
import { cosine } from "../measure-parity.ts";
import { compileStepModel } from "./compile-step-model.ts";
import { forcedLogits } from "./run-parity.ts";
import { StepGraph } from "./step-graph.ts";
import type { StepCompileOptions } from "./step-options.ts";

const [VOCABULARY, WIDTH, STEPS, SIZE, GROUP] = [24, 16, 10, 8, 2];
const MUTANTS = 200;
const random = new Random(7);

function weights(...shape: number[]): BuiltTensor {
  const count = shape.reduce((all, size) => all * size, 1);
  return { shape, values: Array.from({ length: count }, () => 2 * random.unit() - 1) };
}
const table = (columns: number, at: (position: number, column: number) => number): BuiltTensor => ({
  shape: [STEPS, columns],
  values: Array.from({ length: STEPS * columns }, (_, i) => at(Math.floor(i / columns), i % columns)),
});
const ints = (...values: number[]): BuiltTensor => ({ shape: [values.length], values, type: "int64" });
const angle = (position: number, column: number) => position / 100 ** ((column % (SIZE / 2)) / (SIZE / 2));

const CONSTANTS: Readonly<Record<string, BuiltTensor>> = {
  embedding: weights(VOCABULARY, WIDTH),
  wq: weights(WIDTH, GROUP * SIZE),
  bq: weights(GROUP * SIZE),
  wk: weights(SIZE, WIDTH),
  wv: weights(SIZE, WIDTH),
  wo: weights(WIDTH, GROUP * SIZE),
  gamma: weights(WIDTH),
  head: weights(VOCABULARY, WIDTH),
  cosines: table(SIZE, (position, column) => Math.cos(angle(position, column))),
  sines: table(SIZE, (position, column) => Math.sin(angle(position, column))),
  mask: table(STEPS + 1, (position, row) => (row < position || row === STEPS ? 0 : -1e9)),
  grouped: ints(1, GROUP, SIZE),
  single: ints(1, 1, SIZE),
  row: ints(1, GROUP * SIZE),
  root: { shape: [], values: [Math.sqrt(SIZE)] },
  epsilon: { shape: [], values: [1e-5] },
};

const node = (
  operator: string,
  inputs: string,
  outputs: string,
  attributes: BuiltNode["attributes"] = {},
): BuiltNode => ({ operator, inputs: inputs.split(" "), outputs: outputs.split(" "), attributes });

function rotate(x: string, output: string): BuiltNode[] {
  return [
    node("Split", x, `${x}.low ${x}.high`, { axis: -1 }),
    node("Neg", `${x}.high`, `${x}.negative`),
    node("Concat", `${x}.negative ${x}.low`, `${x}.crossed`, { axis: -1 }),
    node("Mul", `${x} cos`, `${x}.cos`),
    node("Mul", `sin ${x}.crossed`, `${x}.sin`),
    node("Add", `${x}.sin ${x}.cos`, output),
  ];
}

/**
 * A step as exporters write it that keep keys and own key in one tensor: two heads that share one of keys, weights of
 * MatMul with a bias, scores divided after the product.
 */
const NODES: readonly BuiltNode[] = [
  node("Gather", "embedding token", "x"),
  node("Gather", "cosines position", "cos"),
  node("Gather", "sines position", "sin"),
  node("Gather", "mask position", "masks"),
  node("Mul", "x x", "squares"),
  node("ReduceMean", "squares", "mean", { axes: [-1], keepdims: 1 }),
  node("Add", "mean epsilon", "above"),
  node("Sqrt", "above", "rms"),
  node("Div", "x rms", "unit"),
  node("Mul", "unit gamma", "normal"),
  node("MatMul", "normal wq", "q.product"),
  node("Add", "q.product bq", "q.flat"),
  node("Reshape", "q.flat grouped", "q"),
  node("Gemm", "normal wk", "k.flat", { transB: 1 }),
  node("Reshape", "k.flat single", "k"),
  node("Gemm", "normal wv", "v.flat", { transB: 1 }),
  node("Reshape", "v.flat single", "new.v"),
  ...rotate("q", "q.turned"),
  ...rotate("k", "new.k"),
  node("Concat", "past.k new.k", "keys", { axis: 1 }),
  node("Transpose", "keys", "keys.turned", { perm: [0, 2, 1] }),
  node("MatMul", "q.turned keys.turned", "products"),
  node("Div", "products root", "scores"),
  node("Add", "masks scores", "masked"),
  node("Softmax", "masked", "shares", { axis: -1 }),
  node("Concat", "past.v new.v", "values", { axis: -2 }),
  node("MatMul", "shares values", "mixed"),
  node("Reshape", "mixed row", "flat"),
  node("Gemm", "flat wo", "out", { transB: 1 }),
  node("Add", "x out", "y"),
  node("Gemm", "y head", "logits", { transB: 1 }),
];

interface Changes {
  readonly constants?: Readonly<Record<string, BuiltTensor>>;
  readonly nodes?: (node: BuiltNode) => BuiltNode;
}

function stepOnnx({ constants = {}, nodes = (each) => each }: Changes = {}): Uint8Array {
  const cache = { shape: [1, STEPS, SIZE] };
  const index = { shape: [1], type: "int64" } as const;
  return buildOnnx({
    opset: 17,
    nodes: NODES.map(nodes),
    initializers: { ...CONSTANTS, ...constants },
    inputs: { token: index, position: index, "past.k": cache, "past.v": cache },
    outputs: ["logits", "new.k", "new.v"],
  });
}

const runs = Array.from({ length: 12 }, () => Array.from({ length: STEPS }, () => random.integer(0, VOCABULARY - 1)));
const OPTIONS: StepCompileOptions = {
  ...{ name: "small", description: "A step.", licence: "MIT", card: "# small\n", tokenizer: null },
  ...{ promptLimit: 4, tokenLimit: 6, stopToken: -1, calibration: runs.slice(0, 8), evaluation: runs.slice(8) },
  golden: [{ text: "\u0001\u0002", seed: new Uint8Array(16) }],
  thresholds: { perplexityRatio: 1.01 },
};

describe("compileStepModel", () => {
  it("gives the float step's logits, caches, shared heads and turned positions and all", async () => {
    const onnx = stepOnnx();
    const { model, parity } = await compileStepModel(onnx, OPTIONS);
    expect(parity.samples).toBe(4 * (STEPS - 1));
    expect(parity.minCosine).toBeGreaterThan(0.999);
    const operations = model.program.instructions.map(({ op }) => op);
    expect(operations.filter((op) => ["Rope", "CacheAppend", "AttentionScores"].includes(op))).toHaveLength(5);
    expect(operations.at(-1)).toBe("ArgMax");
    const machine = await createMachine(model, { engine: "reference" });
    const [value = 0] = model.program.instructions.at(-1)?.operands ?? [];
    const step = new StepGraph(onnx);
    for (const run of runs.slice(8)) {
      const caches = step.emptyCaches();
      let position = 0;
      for (const logits of forcedLogits(machine, { value, scale: 1 }, run)) {
        const expected = step.step(run[position], position, caches).values;
        expect(cosine(expected, logits), `step ${position}`).toBeGreaterThan(0.999);
        position++;
      }
    }
  });

  it("draws tokens by the seed where there is a temperature", async () => {
    const { model } = await compileStepModel(stepOnnx(), { ...OPTIONS, temperature: 1 });
    expect(model.program.instructions.at(-1)?.op).toBe("Sample");
    const decoder = await createDecoder(model);
    const answers = await Promise.all(
      [1, 2, 3, 4].map(async (seed) => {
        const answer = await decoder.run(Uint8Array.of(1, 2), { seed: new Uint8Array(16).fill(seed) });
        return decodeTensor("uint8", answer).join();
      }),
    );
    expect(new Set(answers).size).toBeGreaterThan(1);
  });

  it("gives the head the embedding's constant where both have the same weights", async () => {
    const tied = (each: BuiltNode) => (each.outputs[0] === "logits" ? { ...each, inputs: ["y", "embedding"] } : each);
    const { model, parity } = await compileStepModel(stepOnnx({ nodes: tied }), OPTIONS);
    const untied = await compileStepModel(stepOnnx(), OPTIONS);
    const [gather, head] = [model.program.instructions[0], model.program.instructions.at(-2)];
    expect(head).toMatchObject({ op: "Gemm", constant: "constant" in gather ? gather.constant : null });
    expect(untied.model.constants).toHaveLength(model.constants.length + 1);
    expect(parity.minCosine).toBeGreaterThan(0.999);
  });
});

const renamed = (output: string, inputs: string) => (each: BuiltNode) =>
  each.outputs[0] === output ? { ...each, inputs: inputs.split(" ") } : each;

describe("what compileStepModel refuses", () => {
  const { mask, cosines } = CONSTANTS;
  const [, ...others] = Array.from(mask.values);
  const refused: readonly { what: string; changes: Changes; message: string }[] = [
    {
      ...{ what: "a mask that lets a row in", changes: { constants: { mask: { ...mask, values: [0, ...others] } } } },
      message: 'Add "masked_node": its mask is not 0',
    },
    {
      ...{ what: "scores without a mask", changes: { nodes: renamed("shares", "scores") } },
      message: 'Softmax "shares_node": its scores have no mask',
    },
    {
      ...{ what: "values that are no cache's", changes: { nodes: renamed("values", "past.k new.v") } },
      message: 'Softmax "shares_node": its shares mix no cached values',
    },
    {
      ...{ what: "halves that turn differently", message: 'Gather "cos_node" reads "position"' },
      changes: {
        constants: { cosines: { ...cosines, values: Array.from(cosines.values, (each, i) => each + i / 1000) } },
      },
    },
    {
      ...{ what: "a table that makes longer", message: "its cos and sin do more than turn" },
      changes: { constants: { cosines: { ...cosines, values: Array.from(cosines.values, (each) => each * 1.1) } } },
    },
    {
      ...{ what: "the own key before the others", changes: { nodes: renamed("keys", "new.k past.k") } },
      message: 'Add "masked_node": unknown scores, in the attention of Softmax "shares_node"',
    },
    {
      ...{ what: "a token of another name", changes: { nodes: renamed("x", "embedding other") } },
      message: 'reads "other" before',
    },
  ];

  it.each(refused)("$what", async ({ changes, message }) => {
    await expect(async () => compileStepModel(stepOnnx(changes), OPTIONS)).rejects.toThrow(message);
    await expect(async () => compileStepModel(stepOnnx(changes), OPTIONS)).rejects.toHaveProperty(
      "name",
      "CompileError",
    );
  });

  it("runs of tokens that the model does not have, and a program below the threshold", async () => {
    const wrong = { ...OPTIONS, calibration: [[0, VOCABULARY]] };
    await expect(compileStepModel(stepOnnx(), wrong)).rejects.toThrow(`${VOCABULARY} is none of ${VOCABULARY} tokens`);
    const strict = { ...OPTIONS, thresholds: { perplexityRatio: 0.5 } };
    await expect(compileStepModel(stepOnnx(), strict)).rejects.toThrow("not good enough: perplexity");
  });

  it("an operator that only the compiler writes", () => {
    const own = (each: BuiltNode) => (each.operator === "Softmax" ? { ...each, operator: "CausalAttention" } : each);
    expect(() => new StepGraph(stepOnnx({ nodes: own }))).toThrow("operator CausalAttention of operator set 17 is not");
  });

  it("damaged files, by no other error than a CompileError", async () => {
    const seed = Random.seed();
    const mutations = new Random(seed);
    const onnx = stepOnnx();
    let refused = 0;
    for (let mutant = 0; mutant < MUTANTS; mutant++) {
      const damaged = onnx.slice();
      for (let i = 0; i < 4; i++) damaged[mutations.integer(0, damaged.length - 1)] = mutations.integer(0, 255);
      try {
        await compileStepModel(damaged, { ...OPTIONS, golden: [], evaluation: [[0, 1]] });
      } catch (error) {
        refused++;
        if (!(error instanceof CompileError)) throw new Error(`seed ${seed} mutant ${mutant}`, { cause: error });
      }
    }
    expect(refused).toBeGreaterThan(0);
  });
});
