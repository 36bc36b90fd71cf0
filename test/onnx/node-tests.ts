import { existsSync, readdirSync, readFileSync } from "node:fs";

/** One of ONNX's own tests of an operator: a model, its inputs and what it must give, as protobuf. */
export interface NodeTest {
  readonly name: string;
  readonly model: Uint8Array;
  readonly inputs: readonly Uint8Array[];
  readonly outputs: readonly Uint8Array[];
}

/** Where Debian's package `libonnx-testdata` (1.12) puts ONNX's node tests. */
export const NODE_TEST_FOLDER = "/usr/share/libonnx-testdata/data/node/";
/** One small test for each operator, taken from there by `test/onnx/select-node-tests.ts`. */
const SELECTION = new URL("node-tests.json", import.meta.url);

export const hasNodeTestFolder = existsSync(NODE_TEST_FOLDER);

/** All tests of the folder, where it is installed. */
export function installedNodeTests(): NodeTest[] {
  if (!hasNodeTestFolder) return [];
  return readdirSync(NODE_TEST_FOLDER)
    .sort()
    .map((name) => readTest(name));
}

function readTest(name: string): NodeTest {
  const folder = `${NODE_TEST_FOLDER}${name}/`;
  const list = (kind: string) => {
    const files: Uint8Array[] = [];
    const path = () => `${folder}test_data_set_0/${kind}_${files.length}.pb`;
    while (existsSync(path())) files.push(new Uint8Array(readFileSync(path())));
    return files;
  };
  const model = new Uint8Array(readFileSync(`${folder}model.onnx`));
  return { name, model, inputs: list("input"), outputs: list("output") };
}

interface WrittenTest {
  readonly name: string;
  readonly model: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** The committed selection. */
export function selectedNodeTests(): NodeTest[] {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64"));
  const written = JSON.parse(readFileSync(SELECTION, "utf8")) as WrittenTest[];
  return written.map(({ name, model, inputs, outputs }) => ({
    name,
    model: bytes(model),
    inputs: inputs.map(bytes),
    outputs: outputs.map(bytes),
  }));
}
