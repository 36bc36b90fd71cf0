import type { DecodeTrace } from "../executor/decoder.ts";
import type { Hasher } from "../hash/hasher.ts";
import type { Program } from "../program/program.ts";
import { endTypes, loopOf, slotRoots } from "./decode-trace-root.ts";
import { MerkleTree } from "./merkle-tree.ts";
import { joinOpenings, type Opening } from "./opening.ts";
import { TraceTree } from "./trace-tree.ts";

/** The tree whose root is `decodeTraceRoot`. It holds one hash a step; a step is computed again when it is opened. */
export class DecodeTraceTree {
  /** Over the slots: `stepLimit` steps, EMPTY where the run had none, then the end. */
  readonly slots: MerkleTree;
  readonly #hasher: Hasher;
  readonly #program: Program;
  readonly #trace: DecodeTrace;
  /** The step that was asked for last: a dispute stays in one. */
  #last: { readonly slot: number; readonly tree: TraceTree } | null = null;

  private constructor(hasher: Hasher, program: Program, trace: DecodeTrace, slots: MerkleTree) {
    this.#hasher = hasher;
    this.#program = program;
    this.#trace = trace;
    this.slots = slots;
  }

  /**
   * Computes all steps once.
   * @throws TypeError when the program has no steps.
   */
  static async create(hasher: Hasher, program: Program, trace: DecodeTrace): Promise<DecodeTraceTree> {
    const slots = MerkleTree.ofHashes(hasher, await slotRoots(hasher, program, trace));
    return new DecodeTraceTree(hasher, program, trace, slots);
  }

  get root(): Uint8Array {
    return this.slots.root;
  }

  /**
   * What is in a slot: a step's tensors, or in slot `stepLimit` the end's two.
   * @throws RangeError when the slot is EMPTY.
   */
  async slot(slot: number): Promise<TraceTree> {
    if (this.#last?.slot === slot) return this.#last.tree;
    const tree = await this.#build(slot);
    this.#last = { slot, tree };
    return tree;
  }

  /**
   * Opens a leaf of a slot's tensor, or its aligned run `index` of 2^level leaves, from the root of the run.
   * @throws RangeError when there is no such slot, tensor or run.
   */
  async open(slot: number, tensor: number, index: number, level = 0): Promise<Opening> {
    const inner = (await this.slot(slot)).open(tensor, index, level);
    return joinOpenings([inner, this.slots.open(slot)]);
  }

  async #build(slot: number): Promise<TraceTree> {
    const loop = loopOf(this.#program);
    if (slot === loop.stepLimit) return new TraceTree(this.#hasher, endTypes(loop), this.#trace.end);
    const types = this.#program.instructions.map(({ output }) => output);
    return new TraceTree(this.#hasher, types, await this.#trace.tensors(slot));
  }
}
