import { expect, it } from "vitest";
import { Random } from "../../testing/random.ts";
import { createHasher } from "../hash/create-hasher.ts";
import { toHex } from "../hash/hex.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { ChangingTensor } from "./changing-tensor.ts";
import { tensorRoot } from "./tensor-root.ts";

it("has the root of the tensor that it is given, whatever changed since the one before", async () => {
  const hasher = await createHasher();
  const random = new Random(4);
  for (const [elements, log2Leaf] of [
    [1, 6],
    [32, 6],
    [33, 6],
    [1000, 7],
    [3000, 8],
  ]) {
    const type: TensorType = { dtype: "int16", shape: [elements], log2Leaf };
    const tree = new ChangingTensor(hasher, type);
    const bytes = new Uint8Array(2 * elements);
    for (const changes of [0, 1, 0, 3, 200, 1]) {
      for (let i = 0; i < changes; i++) bytes[random.integer(0, bytes.length - 1)] ^= random.integer(1, 255);
      expect(toHex(tree.root(bytes)), `${elements} elements`).toBe(toHex(tensorRoot(hasher, type, bytes)));
    }
  }
});
