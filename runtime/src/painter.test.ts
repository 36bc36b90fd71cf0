import { readFileSync } from "node:fs";
import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, it } from "vitest";
import { painterInputs } from "../../models/painter/painter-inputs.ts";
import { PaintingReader } from "../../models/painter/read-paintings.ts";
import { ENGINES } from "../testing/both-engines.ts";
import { nodePackageFiles } from "../testing/node-package-files.ts";
import { ModelGraph } from "./compiler/model-graph.ts";
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

const FOLDER = new URL("../../models/painter/", import.meta.url);
const PACKAGE = new URL("package/", FOLDER);
const READ_PICTURES = 200;
const LEAST_READ_SHARE = 0.96;
const COMPARED_PICTURES = 20;
const MOST_MEAN_DIFFERENCE = 0.003;

describe("the model painter", async () => {
  const model = await loadPackage(nodePackageFiles(PACKAGE));
  const [reference, kernels] = await Promise.all(ENGINES.map((engine) => createExecutor(model, { engine })));
  const file = (name: string, folder = FOLDER) => new Uint8Array(readFileSync(new URL(name, folder)));

  it("is compiled from the model and card that are beside it: else run models/painter/compile.ts", () => {
    expect(model.manifest.source.sha256).toBe(toHex(sha256(file("painter.onnx"))));
    expect(model.card).toBe(new TextDecoder().decode(file("README.md")));
  });

  it("takes a label and a seed as one input and draws a picture", () => {
    const { input, outputs, instructions } = model.manifest;
    expect(input).toMatchObject({ dtype: "uint8", shape: [9] });
    expect(outputs.map(({ meaning }) => meaning)).toEqual([{ kind: "picture", width: 28, height: 28, channels: 1 }]);
    const starts = instructions.flatMap((each) => (each.op === "Slice" ? [[each.start, ...each.output.shape]] : []));
    expect(starts).toEqual([
      [0, 1],
      [1, 8],
    ]);
  });

  it.each(Array.from({ length: 10 }, (_, i) => i))("reproduces the golden run of %i in both engines", async (label) => {
    const path = `golden/${label}.json`;
    const golden = parseGolden(path, file(path, PACKAGE));
    const hasher = await createHasher();
    expect(golden.input[0]).toBe(label);
    for (const executor of [reference, kernels]) {
      const { tensors, answer } = await executor.trace(golden.input);
      expect(toHex(answer)).toBe(toHex(golden.answer));
      expect(toHex(traceRoot(hasher, model.program, tensors))).toBe(golden.traceRoot);
    }
  });

  it("draws what the float model draws, as parity.json says", async () => {
    const graph = new ModelGraph(file("painter.onnx"));
    let sum = 0;
    for (const input of painterInputs("comparison", COMPARED_PICTURES)) {
      const { values } = describeOutput(model.manifest, await kernels.run(input));
      const floats = graph.evaluate(Float64Array.from(input)).values;
      expect(values.picture).toHaveLength(floats.length);
      sum += floats.reduce((all, each, i) => all + Math.abs(each - values.picture[i]), 0) / floats.length;
    }
    expect(sum / COMPARED_PICTURES).toBeLessThan(MOST_MEAN_DIFFERENCE);
    const { meanAbsoluteDifference } = parseParity(file("parity.json", PACKAGE));
    expect(meanAbsoluteDifference).toBeGreaterThan(0);
    expect(meanAbsoluteDifference).toBeLessThan(MOST_MEAN_DIFFERENCE);
  });

  it("draws pictures that digits reads as their label", async () => {
    const reader = await PaintingReader.create(
      await loadPackage(nodePackageFiles(new URL("../digits/package/", FOLDER))),
    );
    let right = 0;
    for (const input of painterInputs("test", READ_PICTURES)) {
      const { picture } = describeOutput(model.manifest, await kernels.run(input));
      if (picture !== null && (await reader.read(picture.pixels)) === input[0]) right++;
    }
    expect(right / READ_PICTURES).toBeGreaterThanOrEqual(LEAST_READ_SHARE);
  });
});
