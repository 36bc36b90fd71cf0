import type { Hasher } from "../hash/hasher.ts";
import { HASH_BYTES } from "./empty.ts";
import type { Opening } from "./opening.ts";

/** Levels above the leaves that are not kept: with them a tree of small leaves would be as large as its bytes. */
const CHUNK_LEVELS = 6;
const NODE_BYTES = 2 * HASH_BYTES;

/** What a tree is over. The hashes may be computed when they are asked for, and must always be the same. */
export interface TreeLeaves {
  readonly count: number;
  /** Hashes of leaves `from` to before `to`, 32 bytes each, one after the other. */
  hashes(from: number, to: number): Uint8Array;
}

/** Levels between the leaves of a list of `count` and its root. */
export function treeDepth(count: number): number {
  let depth = 0;
  while (2 ** depth < count) depth++;
  return depth;
}

/**
 * A list's tree (as `listRoot`) of which every node can be had: level 0 are the leaves, padded with EMPTY to a power of
 * two, level `depth` is the root. It keeps one or two bytes for each leaf; nodes near the leaves are computed when asked for.
 */
export class MerkleTree {
  readonly depth: number;
  readonly #hasher: Hasher;
  readonly #leaves: TreeLeaves;
  readonly #chunkLevels: number;
  /** Levels from `#chunkLevels` up to the root. */
  readonly #kept: readonly Uint8Array[];
  /** The nodes of the chunk that was asked for last, by levels. */
  #chunk: { readonly index: number; readonly levels: readonly Uint8Array[] } | null = null;

  constructor(hasher: Hasher, leaves: TreeLeaves) {
    this.#hasher = hasher;
    this.#leaves = leaves;
    this.depth = treeDepth(leaves.count);
    this.#chunkLevels = Math.min(CHUNK_LEVELS, this.depth);
    this.#kept = this.#levelsAbove(this.#chunkRoots());
  }

  /** The tree of hashes, 32 bytes each, one after the other; they must not change. */
  static ofHashes(hasher: Hasher, hashes: Uint8Array): MerkleTree {
    return new MerkleTree(hasher, {
      count: hashes.length / HASH_BYTES,
      hashes: (from, to) => hashes.subarray(from * HASH_BYTES, to * HASH_BYTES),
    });
  }

  get root(): Uint8Array {
    return this.node(this.depth, 0);
  }

  /** @throws RangeError when the tree has no such node. */
  node(level: number, index: number): Uint8Array {
    this.#check(level, index);
    const { nodes, first } = this.#levelAt(level, index);
    return nodes.slice((index - first) * HASH_BYTES, (index - first + 1) * HASH_BYTES);
  }

  /**
   * The nodes `levels` levels below a node, from the left; the leaves below it when they are nearer.
   * @throws RangeError when the tree has no such node.
   */
  children(level: number, index: number, levels: number): Uint8Array[] {
    const down = Math.min(levels, level);
    return Array.from({ length: 2 ** down }, (_, i) => this.node(level - down, index * 2 ** down + i));
  }

  /**
   * Opens a leaf, or of `level` > 0 the aligned run of 2^level leaves that starts at leaf `index * 2^level`.
   * @throws RangeError when the tree has no such node.
   */
  open(index: number, level = 0): Opening {
    this.#check(level, index);
    const siblings: Uint8Array[] = [];
    for (let [at, place] = [level, index]; at < this.depth; at++, place >>= 1) siblings.push(this.node(at, place ^ 1));
    return { index, siblings };
  }

  #check(level: number, index: number): void {
    const isLevel = Number.isInteger(level) && level >= 0 && level <= this.depth;
    if (isLevel && Number.isInteger(index) && index >= 0 && index < 2 ** (this.depth - level)) return;
    throw new RangeError(`tree of ${this.depth} levels: no node ${index} on level ${level}`);
  }

  /** The nodes of a level that include `index`, and the place of the first of them. */
  #levelAt(level: number, index: number): { nodes: Uint8Array; first: number } {
    if (level >= this.#chunkLevels) return { nodes: this.#kept[level - this.#chunkLevels], first: 0 };
    const width = 2 ** (this.#chunkLevels - level);
    const chunk = Math.floor(index / width);
    if (this.#chunk?.index !== chunk) this.#chunk = { index: chunk, levels: this.#chunkNodes(chunk) };
    return { nodes: this.#chunk.levels[level], first: chunk * width };
  }

  #chunkRoots(): Uint8Array {
    const roots = new Uint8Array(2 ** (this.depth - this.#chunkLevels) * HASH_BYTES);
    const filled = Math.ceil(this.#leaves.count / 2 ** this.#chunkLevels);
    for (let chunk = 0; chunk < filled; chunk++) {
      roots.set(this.#chunkNodes(chunk)[this.#chunkLevels], chunk * HASH_BYTES);
    }
    const padding = filled * HASH_BYTES < roots.length ? this.#chunkNodes(filled)[this.#chunkLevels] : null;
    for (let at = filled * HASH_BYTES; padding !== null && at < roots.length; at += HASH_BYTES) roots.set(padding, at);
    return roots;
  }

  #chunkNodes(chunk: number): Uint8Array[] {
    const width = 2 ** this.#chunkLevels;
    const { count } = this.#leaves;
    const padded = new Uint8Array(width * HASH_BYTES);
    const [from, to] = [Math.min(count, chunk * width), Math.min(count, (chunk + 1) * width)];
    if (from < to) padded.set(this.#leaves.hashes(from, to));
    return this.#levelsAbove(padded);
  }

  /** A level of a power of two of nodes, and those above it. */
  #levelsAbove(nodes: Uint8Array): Uint8Array[] {
    const levels = [nodes];
    while (levels[levels.length - 1].length > HASH_BYTES) {
      levels.push(this.#hasher.hashMany(levels[levels.length - 1], NODE_BYTES));
    }
    return levels;
  }
}
