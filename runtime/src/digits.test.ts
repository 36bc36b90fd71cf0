import { readFileSync } from "node:fs";
import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, it } from "vitest";
import { readMnist } from "../../models/digits/mnist.ts";
import { ENGINES } from "../testing/both-engines.ts";
import { nodePackageFiles } from "../testing/node-package-files.ts";
import { nodeThreads } from "../testing/node-threads.ts";
import { measureParity } from "./compiler/measure-parity.ts";
import { ModelGraph } from "./compiler/model-graph.ts";
import { ProgramExecutor } from "./executor/program-executor.ts";
import { WebAssemblyMachine } from "./executor/webassembly-machine.ts";
import {
  createExecutor,
  createHasher,
  describeOutput,
  loadPackage,
  parseGolden,
  parseParity,
  toHex,
  traceRoot,
} from "./index.ts";

const FOLDER = new URL("../../models/digits/", import.meta.url);
const PACKAGE = new URL("package/", FOLDER);

describe("the model digits", async () => {
  const model = await loadPackage(nodePackageFiles(PACKAGE));
  const test = readMnist("test");
  const [reference, kernels] = await Promise.all(ENGINES.map((engine) => createExecutor(model, { engine })));

  it("is what it was: a change of these hashes is a new model", () => {
    expect(model.modelHash).toBe("0x881abb703268e119386a99ba47aff76af3692cfccf2987670558870a21b74322");
    expect(model.manifest.instructions.map(({ op }) => op)).toEqual(["Clamp", "Gemm", "Gemm", "ArgMax"]);
  });

  it("is compiled from the model and card that are beside it: else run models/digits/compile.ts", () => {
    const onnx = new Uint8Array(readFileSync(new URL("digits.onnx", FOLDER)));
    expect(model.manifest.source.sha256).toBe(toHex(sha256(onnx)));
    expect(model.card).toBe(readFileSync(new URL("README.md", FOLDER), "utf8"));
  });

  it("gives the same bits in the reference and in WebAssembly on all 10,000 test images", async () => {
    expect(test.inputs).toHaveLength(10_000);
    for (let i = 0; i < test.inputs.length; i++) {
      const [expected, found] = [await reference.run(test.inputs[i]), await kernels.run(test.inputs[i])];
      if (Buffer.compare(expected, found) !== 0) expect(toHex(found), `image ${i}`).toBe(toHex(expected));
    }
  });

  it.each([2, 3])("gives the same bits on %i threads", async (count) => {
    const sharing = { partWork: 64, helps: false };
    const executor = new ProgramExecutor(await WebAssemblyMachine.create(model, nodeThreads(count), sharing));
    for (const input of test.inputs.slice(0, 300)) {
      expect(toHex(await executor.run(input))).toBe(toHex(await kernels.run(input)));
    }
    executor.dispose();
  });

  it("has the parity that parity.json says", async () => {
    const written = parseParity(new Uint8Array(readFileSync(new URL("parity.json", PACKAGE))));
    const graph = new ModelGraph(new Uint8Array(readFileSync(new URL("digits.onnx", FOLDER))));
    const { input, outputs } = model.manifest;
    const measured = await measureParity({ graph, executor: kernels, input, scores: outputs[1] }, test);
    expect(measured).toEqual(written);
    expect(measured.floatTop1).toBeGreaterThanOrEqual(0.98);
    expect(measured.floatTop1 - measured.integerTop1).toBeLessThanOrEqual(0.002);
  });

  it.each(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])("reproduces the golden run of %s", async (digit) => {
    const path = `golden/${digit}.json`;
    const golden = parseGolden(path, new Uint8Array(readFileSync(new URL(path, PACKAGE))));
    const hasher = await createHasher();
    for (const executor of [reference, kernels]) {
      const { tensors, answer } = await executor.trace(golden.input);
      expect(toHex(answer)).toBe(toHex(golden.answer));
      expect(toHex(traceRoot(hasher, model.program, tensors))).toBe(golden.traceRoot);
    }
    expect(golden.answer).toHaveLength(24);
    const { label, labelIndex, values } = describeOutput(model.manifest, golden.answer);
    expect(label).toBe(digit);
    expect(golden.answer[0]).toBe(labelIndex);
    expect(values.logits).toHaveLength(10);
  });
});
