import { readFileSync } from "node:fs";
import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, it } from "vitest";
import { readTokens } from "../../models/storyteller/read-tokens.ts";
import { nodePackageFiles } from "../testing/node-package-files.ts";
import { forcedLogits, measureRunParity, surprise } from "./compiler/steps/run-parity.ts";
import { sequenceGraph } from "./compiler/steps/sequence-graph.ts";
import { StepGraph } from "./compiler/steps/step-graph.ts";
import { createMachine } from "./executor/create-machine.ts";
import {
  createDecoder,
  createHasher,
  decodeTokens,
  decodeTraceRoot,
  describeAnswer,
  encodeText,
  loadPackage,
  parseGolden,
  parseParity,
  promptText,
  toHex,
} from "./index.ts";

const FOLDER = new URL("../../models/storyteller/", import.meta.url);
const PACKAGE = new URL("package/", FOLDER);
const read = (path: string, folder = PACKAGE) => new Uint8Array(readFileSync(new URL(path, folder)));

describe("the model storyteller", async () => {
  const model = await loadPackage(nodePackageFiles(PACKAGE));
  const { heldOut, encoded } = readTokens();
  const parity = parseParity(read("parity.json"));
  const onnx = read("storyteller.onnx", FOLDER);
  const { instructions } = model.program;
  const sample = instructions[instructions.length - 1];
  // Their scale is no part of the program: it is the head's, as the compiler chose it.
  const logits = { value: sample.operands[0] ?? 0, scale: logitsScale() };
  const machine = await createMachine(model, {});

  /** The scale at which the logits' softmax is the program's own: of a Sample at temperature 0.7, 1477 units a nat. */
  function logitsScale(): number {
    if (sample.op !== "Sample") throw new TypeError(`${sample.op} draws no token`);
    return ((sample.multiplier / 2 ** sample.shift) * 0.7) / 1477;
  }

  it("is what it was: a change of this hash is a new model", () => {
    expect(model.modelHash).toBe("0x5380b6b6f6d40d346bddc54f2954f149973a91ebadeb69716f8086bb81da45f8");
    expect(instructions).toHaveLength(168);
    expect(model.program.loop).toMatchObject({ stepLimit: 256, tokenLimit: 160, stopToken: 0 });
    expect(model.constants.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(2_000_000);
  });

  it("is compiled from the model and card that are beside it: else run models/storyteller/compile.ts", () => {
    expect(model.manifest.source.sha256).toBe(toHex(sha256(onnx)));
    expect(model.card).toBe(readFileSync(new URL("README.md", FOLDER), "utf8"));
  });

  it("cuts texts in the tokens that bpe.py does, and gives them back", () => {
    expect(encoded.length).toBeGreaterThan(3);
    const { tokenizer } = model;
    if (tokenizer === null) throw new TypeError("no tokenizer");
    for (const { text, ids } of encoded) expect(encodeText(tokenizer, text)).toEqual([0, ...ids]);
    for (const run of heldOut) {
      const text = decodeTokens(tokenizer, run);
      expect(decodeTokens(tokenizer, encodeText(tokenizer, text))).toBe(text);
    }
  });

  it("has a perplexity of held-out text within 0.5% of the float model's", () => {
    let [sum, count] = [0, 0];
    for (const run of heldOut) {
      let step = 0;
      for (const each of forcedLogits(machine, logits, run.slice(0, -1))) sum += surprise(each, run[++step]);
      count += step;
    }
    const { samples, floatPerplexity = 0, integerPerplexity = 0 } = parity;
    expect(count).toBe(samples);
    expect(Math.exp(sum / count)).toBeCloseTo(integerPerplexity, 5);
    expect(integerPerplexity).toBeLessThanOrEqual(1.005 * floatPerplexity);
  });

  it("agrees with the float step, run by its own caches, and with what that was understood as", () => {
    const step = new StepGraph(onnx);
    const run = heldOut[0].slice(0, 64);
    const caches = step.emptyCaches();
    let float = 0;
    for (let position = 0; position < run.length - 1; position++) {
      float += surprise(step.step(run[position], position, caches).values, run[position + 1]);
    }
    const found = measureRunParity({ graph: sequenceGraph(step), machine, logits }, [run]);
    const floatPerplexity = Math.exp(float / (run.length - 1));
    expect(found.floatPerplexity).toBeCloseTo(floatPerplexity, 6);
    expect(Math.abs(Math.log((found.integerPerplexity ?? 0) / floatPerplexity))).toBeLessThan(0.01);
    expect(found.minCosine).toBeGreaterThan(0.999);
  });

  it.each([0, 1, 2])("reproduces golden run %i", async (i) => {
    const path = `golden/${i}.json`;
    const { input, seed, answer, traceRoot } = parseGolden(path, read(path));
    const decoder = await createDecoder(model);
    const trace = await decoder.trace(input, { seed });
    expect(toHex(trace.answer)).toBe(toHex(answer));
    expect(toHex(await decodeTraceRoot(await createHasher(), model.program, trace))).toBe(traceRoot);
    expect(describeAnswer(model, answer).text).toMatch(/^[A-Za-z ,.:;!?'()\n-]{100,}$/);
    expect(promptText(model, input)).toBe(["", "In the beginning", "And the king said unto the wise man,"][i]);
  });

  it("gives the same in the reference", async () => {
    const { input, seed, answer } = parseGolden("golden/0.json", read("golden/0.json"));
    const reference = await createDecoder(model, { engine: "reference" });
    expect(toHex(await reference.run(input, { seed }))).toBe(toHex(answer));
  });
});
