import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { describe, expect, it } from "vitest";
import { type BuiltNode, type BuiltTensor, buildOnnx } from "../../../test/onnx/build-onnx.ts";
import { Random } from "../../testing/random.ts";
import { smallOnnx } from "../../testing/small-model.ts";
import { CompileError } from "./compile-error.ts";
import { ModelGraph } from "./model-graph.ts";

const MUTANTS = 2000;
/** A file that a person waits for this long has hung. */
const PATIENCE_MS = 20_000;

const model = (
  nodes: readonly BuiltNode[],
  initializers: Readonly<Record<string, BuiltTensor>> = {},
  shape: readonly number[] = [1, 4],
) => buildOnnx({ opset: 17, nodes, initializers, inputs: { x: { shape } }, outputs: ["y"] });
const node = (operator: string, inputs: readonly string[], output = "y", attributes: BuiltNode["attributes"] = {}) => ({
  ...{ operator, inputs, outputs: [output], attributes },
});
const ints = (...values: number[]): BuiltTensor => ({ shape: [values.length], values, type: "int64" });

/** Groups within groups, as deep as the file is long. */
function deepGroups(): Uint8Array {
  const writer = new BinaryWriter();
  for (let depth = 0; depth < 200_000; depth++) writer.tag(99, WireType.StartGroup);
  return writer.finish();
}

/** A tensor that says that it is in another file, and one whose data are shorter than its shape. */
function tensorFile(write: (tensor: BinaryWriter) => void): Uint8Array {
  const tensor = new BinaryWriter();
  write(tensor);
  const graph = new BinaryWriter().tag(5, WireType.LengthDelimited).bytes(tensor.finish());
  const opset = new BinaryWriter().tag(2, WireType.Varint).int64(17);
  const file = new BinaryWriter().tag(8, WireType.LengthDelimited).bytes(opset.finish());
  return file.tag(7, WireType.LengthDelimited).bytes(graph.finish()).finish();
}

const huge = 2 ** 40;
const CASES: readonly { what: string; onnx: () => Uint8Array; message: string }[] = [
  { what: "deep groups", onnx: deepGroups, message: "not a readable ONNX file" },
  {
    what: "a cycle",
    onnx: () => model([node("Add", ["x", "b"], "a"), node("Relu", ["a"], "b"), node("Relu", ["b"])]),
    message: 'Add "a_node" reads "b" before it is computed',
  },
  { what: "a missing input", onnx: () => model([node("Add", ["x"])]), message: 'Add "y_node": has no input 1' },
  { what: "an unknown value", onnx: () => model([node("Relu", ["z"])]), message: 'reads "z" before' },
  {
    what: "two nodes of one value",
    onnx: () => model([node("Relu", ["x"]), node("Abs", ["x"])]),
    message: 'compute "y"',
  },
  { what: "no such output", onnx: () => model([node("Relu", ["x"], "z")]), message: 'output "y" does not depend' },
  {
    what: "an input beyond all memory",
    onnx: () => model([node("Relu", ["x"])], {}, [huge, huge]),
    message: "more than",
  },
  {
    what: "a constant beyond all memory",
    onnx: () => model([node("ConstantOfShape", ["s"], "c"), node("Add", ["x", "c"])], { s: ints(huge, huge) }),
    message: 'ConstantOfShape "c_node" of shape',
  },
  {
    what: "an endless range",
    onnx: () =>
      model([node("Range", ["a", "b", "d"], "c"), node("Add", ["x", "c"])], {
        a: { shape: [], values: [0] },
        b: { shape: [], values: [1e30] },
        d: { shape: [], values: [1e-30] },
      }),
    message: 'Range "c_node" has a dimension of',
  },
  {
    what: "an expansion beyond all memory",
    onnx: () => model([node("Expand", ["x", "s"])], { s: ints(huge, 1, 4) }),
    message: 'Expand "y_node" of shape',
  },
  {
    what: "a pad beyond all memory",
    onnx: () => model([node("Pad", ["x", "p"])], { p: ints(0, 0, huge, huge) }),
    message: 'Pad "y_node" of shape',
  },
  {
    what: "a product that takes years",
    onnx: () =>
      model(
        [node("Expand", ["x", "s"], "a"), node("Transpose", ["a"], "b"), node("MatMul", ["a", "b"])],
        {
          s: ints(3500, 3500),
        },
        [1, 1],
      ),
    message: "operations a run",
  },
  {
    what: "a kernel of no size",
    onnx: () => model([node("MaxPool", ["x"], "y", { kernel_shape: [0, 0] })], {}, [1, 1, 4, 4]),
    message: "a kernel of [0, 0]",
  },
  {
    what: "a stride of no size",
    onnx: () => model([node("MaxPool", ["x"], "y", { kernel_shape: [1, 1], strides: [0, 1] })], {}, [1, 1, 4, 4]),
    message: "strides [0, 1]",
  },
  { what: "an axis that is none", onnx: () => model([node("Softmax", ["x"], "y", { axis: 7 })]), message: "axis 7" },
  {
    what: "a shape that depends on the input",
    onnx: () => model([node("Reshape", ["x", "x"])]),
    message: 'Reshape "y_node": its input 1 depends on the model\'s input',
  },
  {
    what: "external data",
    onnx: () => tensorFile((tensor) => tensor.tag(2, WireType.Varint).int32(1).tag(14, WireType.Varint).int32(1)),
    message: "is in a file of its own",
  },
  {
    what: "a string tensor",
    onnx: () => tensorFile((tensor) => tensor.tag(2, WireType.Varint).int32(8)),
    message: "has element type 8; supported are float",
  },
  {
    what: "too few data",
    onnx: () => tensorFile((tensor) => tensor.tag(1, WireType.Varint).int64(9).tag(2, WireType.Varint).int32(1)),
    message: "of shape [9] has 0 values",
  },
  {
    what: "a negative dimension",
    onnx: () => tensorFile((tensor) => tensor.tag(1, WireType.Varint).int64(-9).tag(2, WireType.Varint).int32(1)),
    message: "has a dimension of -9",
  },
];

describe("a hostile ONNX file", () => {
  it.each(CASES)("with $what is refused, and soon", { timeout: PATIENCE_MS }, ({ onnx, message }) => {
    const read = () => new ModelGraph(onnx());
    expect(read).toThrow(CompileError);
    expect(read).toThrow(message);
  });

  it("cut anywhere is refused", () => {
    const whole = smallOnnx();
    for (let length = 0; length < whole.length; length += 7) {
      expect(() => new ModelGraph(whole.slice(0, length)), `${length} bytes`).toThrow(CompileError);
    }
  });

  it("with random bytes changed is read or refused, never more", { timeout: 60_000 }, () => {
    const seed = Random.seed();
    console.log(`hostile: OPENIMO_SEED=${seed}`);
    const random = new Random(seed);
    const whole = smallOnnx();
    let refused = 0;
    for (let i = 0; i < MUTANTS; i++) {
      const mutant = whole.slice();
      for (let change = random.integer(1, 4); change > 0; change--) {
        mutant[random.integer(0, mutant.length - 1)] = random.integer(0, 255);
      }
      try {
        new ModelGraph(mutant);
      } catch (error) {
        refused++;
        if (!(error instanceof CompileError)) throw new Error(`seed ${seed} mutant ${i}`, { cause: error });
      }
    }
    expect(refused).toBeGreaterThan(0);
  });
});
