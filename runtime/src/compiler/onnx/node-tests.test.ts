import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EXCLUDED_NODE_TESTS } from "../../../../test/onnx/excluded-node-tests.ts";
import {
  hasNodeTestFolder,
  installedNodeTests,
  type NodeTest,
  selectedNodeTests,
} from "../../../../test/onnx/node-tests.ts";
import { CompileError } from "../compile-error.ts";
import type { FloatTensor } from "../float-tensor.ts";
import { SUPPORTED_OPERATORS } from "../operators/operator-table.ts";
import { decodeOnnx } from "./decode-onnx.ts";
import { decodeOnnxTensor } from "./decode-onnx-tensor.ts";
import { evaluateOnnx } from "./evaluate-onnx.ts";

const RELATIVE = 1e-3;
const ABSOLUTE = 1e-5;
/** Of the 932 tests of ONNX 1.12, this many are of supported operators and pass. */
const LEAST_PASSES = 470;

/** The operators of a test's model, or null when it has one that is not supported, or is not read at all. */
function operatorsOf({ model }: NodeTest): string[] | null {
  try {
    const operators = decodeOnnx(model).nodes.map(({ operator }) => operator);
    return operators.every((operator) => SUPPORTED_OPERATORS.includes(operator)) ? operators : null;
  } catch (error) {
    if (error instanceof CompileError) return null;
    throw error;
  }
}

/** What is wrong with the evaluator's outputs, or null. */
function complaint({ model, inputs, outputs }: NodeTest): string | null {
  try {
    const found = evaluateOnnx(
      model,
      inputs.map((bytes) => decodeOnnxTensor(bytes).tensor),
    );
    const complaints = outputs.map((bytes, i) => difference(found[i], decodeOnnxTensor(bytes).tensor));
    return complaints.find((each) => each !== null) ?? null;
  } catch (error) {
    return String(error);
  }
}

function difference(found: FloatTensor, expected: FloatTensor): string | null {
  if (found.shape.join() !== expected.shape.join()) return `shape [${found.shape}], not [${expected.shape}]`;
  const wrong = expected.values.findIndex((value, i) => {
    const other = found.values[i];
    return (
      !Object.is(value, other) && value !== other && !(Math.abs(value - other) <= RELATIVE * Math.abs(value) + ABSOLUTE)
    );
  });
  return wrong === -1 ? null : `element ${wrong} is ${found.values[wrong]}, not ${expected.values[wrong]}`;
}

const exclusionOf = (name: string) => Object.keys(EXCLUDED_NODE_TESTS).find((start) => name.startsWith(start));

describe("ONNX's own node tests", () => {
  it.each(selectedNodeTests())("selection: $name", (test) => expect(complaint(test)).toBeNull());

  it.runIf(hasNodeTestFolder)("all of libonnx-testdata, but for the exclusions, which fail", () => {
    const passes = new Map<string, number>();
    const wrong: string[] = [];
    for (const test of installedNodeTests()) {
      const operators = operatorsOf(test);
      if (operators === null) continue;
      const found = complaint(test);
      const isExcluded = exclusionOf(test.name) !== undefined;
      if ((found === null) === isExcluded) wrong.push(`${test.name}: ${found ?? "passes, but is excluded"}`);
      const key = operators.length === 1 ? operators[0] : "(functions of several operators)";
      if (found === null) passes.set(key, (passes.get(key) ?? 0) + 1);
    }
    const total = [...passes.values()].reduce((sum, count) => sum + count, 0);
    console.log(`${total} pass: ${[...passes].map(([operator, count]) => `${operator} ${count}`).join(", ")}`);
    expect(wrong).toEqual([]);
    expect(total).toBeGreaterThanOrEqual(LEAST_PASSES);
  });

  it("are documented: every operator and every exclusion", () => {
    const text = readFileSync(new URL("../../../../docs/onnx-operators.md", import.meta.url), "utf8");
    const missing = SUPPORTED_OPERATORS.filter((operator) => !text.includes(`| ${operator} |`));
    const silent = Object.keys(EXCLUDED_NODE_TESTS).filter((start) => !text.includes(`\`${start}\``));
    expect([...missing, ...silent]).toEqual([]);
  });
});
