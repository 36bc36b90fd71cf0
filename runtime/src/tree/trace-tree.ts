import type { Hasher } from "../hash/hasher.ts";
import type { TensorType } from "../program/tensor-type.ts";
import { concatBytes } from "./concat-bytes.ts";
import { MerkleTree } from "./merkle-tree.ts";
import { joinOpenings, type Opening } from "./opening.ts";
import { tensorTree } from "./tensor-root.ts";
import { checkCount } from "./trace-root.ts";

/** A list of tensors, as of a run (its root is `traceRoot`), of one step, or of a run's end. */
export class TraceTree {
  /** Over the tensors' roots. */
  readonly tensors: MerkleTree;
  readonly #trees: readonly MerkleTree[];

  /**
   * @param types Of a run, the outputs of its instructions, in order.
   * @param tensors Bytes of each, as in `Trace`; they must not change.
   * @throws RangeError when a tensor is missing or has another length than its type says.
   */
  constructor(hasher: Hasher, types: readonly TensorType[], tensors: readonly Uint8Array[]) {
    checkCount(types, tensors);
    this.#trees = types.map((type, i) => tensorTree(hasher, type, tensors[i]));
    this.tensors = MerkleTree.ofHashes(hasher, concatBytes(this.#trees.map(({ root }) => root)));
  }

  get root(): Uint8Array {
    return this.tensors.root;
  }

  /** Over the leaves of the tensor that instruction `index` computed. */
  tensor(index: number): MerkleTree {
    const tree = this.#trees[index];
    if (tree === undefined) throw new RangeError(`trace: no tensor ${index}`);
    return tree;
  }

  /**
   * Opens a leaf of a tensor, or its aligned run `index` of 2^level leaves, from the root of the trace.
   * @throws RangeError when there is no such tensor or run.
   */
  open(tensor: number, index: number, level = 0): Opening {
    return joinOpenings([this.tensor(tensor).open(index, level), this.tensors.open(tensor)]);
  }
}
