import { writeFileSync } from "node:fs";
import { EXCLUDED_NODE_TESTS } from "./excluded-node-tests.ts";
import { installedNodeTests, type NodeTest } from "./node-tests.ts";

// Writes node-tests.json: for each operator its smallest test. Run: npx tsx test/onnx/select-node-tests.ts Add,Sub,...

/** Larger tests are left to machines that have the package. */
const MOST_BYTES = 4096;

const size = ({ model, inputs, outputs }: NodeTest) =>
  [model, ...inputs, ...outputs].reduce((sum, bytes) => sum + bytes.length, 0);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const isExcluded = (name: string) => Object.keys(EXCLUDED_NODE_TESTS).some((start) => name.startsWith(start));

const operators = (process.argv[2] ?? "").split(",");
const tests = installedNodeTests().filter((test) => !isExcluded(test.name) && size(test) <= MOST_BYTES);
const selection = operators.flatMap((operator) => {
  const own = tests.filter(({ name }) => name.startsWith(`test_${operator}`) && !name.endsWith("_expanded"));
  const [smallest] = own.sort((a, b) => size(a) - size(b));
  if (smallest === undefined) return [];
  const { name, model, inputs, outputs } = smallest;
  return [{ name, model: base64(model), inputs: inputs.map(base64), outputs: outputs.map(base64) }];
});
writeFileSync(new URL("node-tests.json", import.meta.url), `${JSON.stringify(selection, null, 2)}\n`);
console.log(`${selection.length} tests`);
