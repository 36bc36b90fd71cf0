import type { Hex } from "viem";
import type { ClaimTrace } from "../../runtime/src/dispute/claim-trace.ts";
import type { StepTrace } from "../../runtime/src/dispute/witness-source.ts";
import type { Hasher } from "../../runtime/src/hash/hasher.ts";
import { toHex } from "../../runtime/src/hash/hex.ts";
import { DTYPES } from "../../runtime/src/program/dtype.ts";
import type { Program } from "../../runtime/src/program/program.ts";
import { decodeTensor, encodeTensor } from "../../runtime/src/program/tensor-values.ts";
import { concatBytes } from "../../runtime/src/tree/concat-bytes.ts";
import { endTypes, loopOf } from "../../runtime/src/tree/decode-trace-root.ts";
import { EMPTY } from "../../runtime/src/tree/empty.ts";
import { MerkleTree } from "../../runtime/src/tree/merkle-tree.ts";
import { TraceTree } from "../../runtime/src/tree/trace-tree.ts";

/** Lies that are in a step's nodes, not in its tensors. */
export interface Lies {
  /** Trees instead of those of the tensors. */
  readonly trees?: ReadonlyMap<number, MerkleTree>;
  /** What is in the slots after the last instruction. */
  readonly unused?: readonly Uint8Array[];
}

/** The tree of a step that has other trees than its tensors' ones, or more tensors than the program has instructions. */
export class LyingTree extends TraceTree {
  override readonly tensors: MerkleTree;
  readonly #right: TraceTree;
  readonly #trees: ReadonlyMap<number, MerkleTree>;

  /** @param right The tree that is lied about, of `count` tensors. */
  constructor(hasher: Hasher, right: TraceTree, count: number, { trees = new Map(), unused = [] }: Lies) {
    super(hasher, [], []);
    this.#right = right;
    this.#trees = trees;
    const roots = Array.from({ length: count }, (_, i) => this.tensor(i).root);
    this.tensors = MerkleTree.ofHashes(hasher, concatBytes([...roots, ...unused]));
  }

  override tensor(index: number): MerkleTree {
    return this.#trees.get(index) ?? this.#right.tensor(index);
  }
}

/** A step of these tensors, which need not fit together. */
export function stepOf(hasher: Hasher, program: Program, tensors: readonly Uint8Array[], lies: Lies = {}): StepTrace {
  const types = program.instructions.map(({ output }) => output);
  const right = new TraceTree(hasher, types, tensors);
  return { tree: new LyingTree(hasher, right, types.length, lies), tensors };
}

/** The trace of a program that is run once, with a step that need not be right. */
export function onceTrace(step: StepTrace): ClaimTrace {
  return { root: step.tree.root, items: null, slots: null, slot: async () => step };
}

/** A leaf of a tree instead of the right one, and its preimage. */
export function lyingLeaf(hasher: Hasher, tree: MerkleTree, leaf: number, preimage: Uint8Array) {
  const hash = hasher.hash(preimage);
  const hashes = Array.from({ length: 2 ** tree.depth }, (_, i) => (i === leaf ? hash : tree.node(0, i)));
  return {
    tree: MerkleTree.ofHashes(hasher, concatBytes(hashes)),
    leaves: new Map<Hex, Uint8Array>([[toHex(hash), preimage]]),
  };
}

/** The trace with other steps (null for EMPTY), another end, or something in the slots after it. */
export function changedSlots(
  hasher: Hasher,
  trace: ClaimTrace,
  changes: ReadonlyMap<number, StepTrace | null>,
  beyond: readonly Uint8Array[] = [],
  count = 0,
): ClaimTrace {
  const { slots } = trace;
  if (slots === null) throw new TypeError("the trace has no steps");
  const hashes = Array.from({ length: 2 ** slots.depth }, (_, i) => {
    const change = changes.get(i);
    return change === undefined ? slots.node(0, i) : (change?.tree.root ?? EMPTY);
  });
  beyond.forEach((node, i) => {
    hashes[count + i] = node;
  });
  const tree = MerkleTree.ofHashes(hasher, concatBytes(hashes));
  return {
    root: tree.root,
    items: null,
    slots: tree,
    slot: async (slot) => changes.get(slot) ?? (changes.has(slot) ? null : trace.slot(slot)),
  };
}

/** The end of a run that gave these tokens. `length` is their number unless the claim has it otherwise. */
export function endOf(hasher: Hasher, program: Program, tokens: readonly number[], length = tokens.length): StepTrace {
  const loop = loopOf(program);
  const { dtype } = loop.prompt;
  const list = new Uint8Array(loop.tokenLimit * DTYPES[dtype].bytes);
  list.set(encodeTensor(dtype, tokens));
  const tensors = [encodeTensor("int32", [length]), list];
  return { tree: new TraceTree(hasher, endTypes(loop), tensors), tensors };
}

/** The tensors with a value of one of them changed by one; what follows is left as it was. */
export function oneOff(
  program: Program,
  tensors: readonly Uint8Array[],
  instruction: number,
  element: number,
): Uint8Array[] {
  const { dtype } = program.instructions[instruction].output;
  return tensors.map((bytes, i) => {
    if (i !== instruction) return bytes.slice();
    const values = [...decodeTensor(dtype, bytes)];
    values[element] += values[element] > 0 ? -1 : 1;
    return encodeTensor(dtype, values);
  });
}
