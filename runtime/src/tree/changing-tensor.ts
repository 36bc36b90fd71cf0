import type { Hasher } from "../hash/hasher.ts";
import { byteLength, type TensorType } from "../program/tensor-type.ts";
import { leafHashes } from "./bytes-root.ts";
import { HASH_BYTES } from "./empty.ts";
import { tensorFormat } from "./tensor-root.ts";

const NODE_BYTES = 2 * HASH_BYTES;

/** The tree of a tensor that changes little from step to step, as a cache does: only what changed is hashed again. */
export class ChangingTensor {
  readonly #hasher: Hasher;
  readonly #type: TensorType;
  /** Hashes of the leaves, padded with EMPTY, and of every level above them; the last is the root. */
  readonly #levels: Uint8Array[] = [];
  #bytes: Uint8Array | null = null;

  constructor(hasher: Hasher, type: TensorType) {
    this.#hasher = hasher;
    this.#type = type;
    let width = 1;
    while (width < this.#leafCount) width *= 2;
    for (; width >= 1; width /= 2) this.#levels.push(new Uint8Array(width * HASH_BYTES));
  }

  /** The same as `tensorRoot` of these bytes. */
  root(bytes: Uint8Array): Uint8Array {
    const leaves = this.#changedLeaves(bytes);
    const hashes = leafHashes(this.#hasher, bytes, tensorFormat(this.#type), leaves);
    leaves.forEach((leaf, i) => {
      this.#levels[0].set(hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES), leaf * HASH_BYTES);
    });
    // The first time, the nodes over EMPTY are hashed too.
    const width = this.#levels[0].length / HASH_BYTES;
    let changed = this.#bytes === null ? Array.from({ length: width }, (_, i) => i) : leaves;
    for (let level = 1; level < this.#levels.length; level++) changed = this.#hashParents(level, changed);
    this.#bytes = bytes.slice();
    return this.#levels[this.#levels.length - 1].slice();
  }

  #hashParents(level: number, children: readonly number[]): number[] {
    const parents = [...new Set(children.map((child) => child >> 1))];
    const below = this.#levels[level - 1];
    const messages = new Uint8Array(parents.length * NODE_BYTES);
    parents.forEach((parent, i) => {
      messages.set(below.subarray(parent * NODE_BYTES, (parent + 1) * NODE_BYTES), i * NODE_BYTES);
    });
    const hashes = this.#hasher.hashMany(messages, NODE_BYTES);
    parents.forEach((parent, i) => {
      this.#levels[level].set(hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES), parent * HASH_BYTES);
    });
    return parents;
  }

  #changedLeaves(bytes: Uint8Array): number[] {
    const before = this.#bytes;
    const size = 2 ** this.#type.log2Leaf;
    const leaves = Array.from({ length: this.#leafCount }, (_, leaf) => leaf);
    if (before === null) return leaves;
    return leaves.filter((leaf) => {
      const end = Math.min(bytes.length, (leaf + 1) * size);
      for (let i = leaf * size; i < end; i++) if (bytes[i] !== before[i]) return true;
      return false;
    });
  }

  get #leafCount(): number {
    return Math.ceil(byteLength(this.#type) / 2 ** this.#type.log2Leaf);
  }
}
