import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type BuiltNode, type BuiltTensor, buildOnnx } from "../../../../test/onnx/build-onnx.ts";
import { FailedError } from "../../command-line/errors.ts";
import type { CompileJob } from "./compile-job.ts";
import { compileLimited } from "./compile-limited.ts";

const LENIENT = { memoryMegabytes: 2_000, timeoutSeconds: 120 };
const CHAIN = 24;
const SAMPLES = 5;

type Graph = { nodes: BuiltNode[]; initializers?: Record<string, BuiltTensor> };

const node = (operator: string, inputs: string[], output: string): BuiltNode => {
  return { operator, inputs, outputs: [output] };
};
const shape = (...values: number[]): BuiltTensor => ({ shape: [values.length], values, type: "int64" });

/** y = x + 1, beside whatever else the file makes a compiler do: what is constant is computed, read or not. */
function jobOf({ nodes, initializers = {} }: Graph): CompileJob {
  const folder = mkdtempSync(join(tmpdir(), "openimo-"));
  const onnx = buildOnnx({
    opset: 17,
    nodes: [...nodes, node("Add", ["x", "one"], "y")],
    initializers: { one: { shape: [1], values: [1] }, ...initializers },
    inputs: { x: { shape: [1, 4] } },
    outputs: ["y"],
  });
  writeFileSync(join(folder, "model.onnx"), onnx);
  const idx = Buffer.from([0, 0, 8, 2, 0, 0, 0, SAMPLES, 0, 0, 0, 4]);
  const samples = join(folder, "samples");
  writeFileSync(samples, Buffer.concat([idx, Buffer.from(Array.from({ length: 4 * SAMPLES }, (_, i) => 12 * i))]));
  return {
    onnx: join(folder, "model.onnx"),
    out: join(folder, "package"),
    ...{ name: "model", description: "", licence: "MIT", card: undefined, image: undefined, preprocessing: null },
    ...{ meaning: { kind: "numbers" }, outputs: [], inputScale: 1, calibrationSamples: 10 },
    data: { calibrate: samples, evaluate: samples },
    thresholds: { floatTop1: 0, top1Drop: 1, agreement: 0, cosine: 0.999 },
  };
}

/** Constants of a quarter of a gibibyte each, all of which stay. */
function allocating(): Graph {
  const nodes = [node("ConstantOfShape", ["size"], "c0")];
  for (let i = 0; i < CHAIN; i++) nodes.push(node("Add", [`c${i}`, "one"], `c${i + 1}`));
  return { nodes, initializers: { size: shape(2 ** 25) } };
}

/** Products of a second or so each, of few and small matrices. */
function computing(): Graph {
  const nodes = [node("ConstantOfShape", ["size"], "c0")];
  for (let i = 0; i < CHAIN; i++) nodes.push(node("MatMul", [`c${i}`, `c${i}`], `c${i + 1}`));
  return { nodes, initializers: { size: shape(1024, 1024) } };
}

const silent = () => undefined;

describe("a compilation with limits", () => {
  test("gives a package, tells how far it is and what it took", async () => {
    const job = jobOf({ nodes: [] });
    const stages = new Set<string>();
    const result = await compileLimited(job, LENIENT, (stage) => stages.add(stage));
    expect(result.modelHash).toMatch(/^0x[0-9a-f]{64}$/);
    expect(result.parity.meanAbsoluteDifference).toBeLessThan(0.01);
    expect(result.compileSeconds).toBeGreaterThan(0);
    expect(result.peakMemoryMegabytes).toBeGreaterThan(10);
    expect([...stages]).toEqual(["decode", "calibrate", "quantise", "parity", "pack"]);
    expect(existsSync(join(job.out, "manifest.json"))).toBe(true);
  });

  test.each([
    ["allocates without end", allocating(), { memoryMegabytes: 700 }, "more than 700 MB of memory, the limit that"],
    ["computes without end", computing(), { timeoutSeconds: 4 }, "longer than 4 s, the limit that --timeout sets"],
  ])("ends a file that %s", { timeout: 60_000 }, async (_what, graph, limit, sentence) => {
    const job = jobOf(graph);
    const compiling = compileLimited(job, { ...LENIENT, ...limit }, silent);
    await expect(compiling).rejects.toThrow(FailedError);
    await expect(compiling).rejects.toThrow(sentence);
    expect(existsSync(job.out)).toBe(false);
  });

  test("names what can't be compiled, and keeps wrong usage apart", async () => {
    const loop = jobOf({ nodes: [node("Loop", ["one"], "c")] });
    await expect(compileLimited(loop, LENIENT, silent)).rejects.toThrow("operator Loop of operator set 17");
    const nowhere = { ...loop, data: { calibrate: "/nowhere" } };
    await expect(compileLimited(nowhere, LENIENT, silent)).rejects.toMatchObject({ kind: "usage" });
  });
});
