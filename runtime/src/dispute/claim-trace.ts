import type { DecodeTrace } from "../executor/decoder.ts";
import type { Hasher } from "../hash/hasher.ts";
import type { Program } from "../program/program.ts";
import { batchLeaves } from "../tree/batch.ts";
import { endTypes, loopOf } from "../tree/decode-trace-root.ts";
import { DecodeTraceTree } from "../tree/decode-trace-tree.ts";
import { MerkleTree } from "../tree/merkle-tree.ts";
import { TraceTree } from "../tree/trace-tree.ts";
import type { StepTrace } from "./witness-source.ts";

/** The run that a claim is about, as far as its claimant knows it. */
export interface ClaimTrace {
  readonly root: Uint8Array;
  /** Of a batch, whose items have slots, and not itself; null where one answer is asked for. */
  readonly items: BatchTrace | null;
  /** Over the steps and the end; null in a program without steps. */
  readonly slots: MerkleTree | null;
  /**
   * What is in a slot: of a program without steps slot 0, of one with steps a step, or in slot `stepLimit` the end.
   * @returns null where the slot is EMPTY.
   */
  slot(slot: number): Promise<StepTrace | null>;
}

/** The items of a batch's trace. */
export interface BatchTrace {
  /** Over the roots of the runs, with EMPTY in unused slots and at least one level. */
  readonly tree: MerkleTree;
  readonly runs: readonly ClaimTrace[];
}

/** The trace of a batch, from those of its items. */
export function batchTrace(hasher: Hasher, runs: readonly ClaimTrace[]): ClaimTrace {
  const tree = MerkleTree.ofHashes(hasher, batchLeaves(runs.map(({ root }) => root)));
  return { root: tree.root, items: { tree, runs }, slots: null, slot: async () => null };
}

/** The trace of a batch's item; the trace itself where one answer is asked for. */
export function runAt(trace: ClaimTrace, item: number): ClaimTrace {
  if (trace.items === null) return trace;
  const run = trace.items.runs[item];
  if (run === undefined) throw new RangeError(`batch: no item ${item}`);
  return run;
}

/** The trace of a program that is run once. */
export function runTrace(hasher: Hasher, program: Program, tensors: readonly Uint8Array[]): ClaimTrace {
  const types = program.instructions.map(({ output }) => output);
  const step = { tree: new TraceTree(hasher, types, tensors), tensors };
  return { root: step.tree.root, items: null, slots: null, slot: async () => step };
}

/** The trace of a run with steps. It computes a step again when it is asked for, and keeps the last two. */
export async function decodeClaimTrace(hasher: Hasher, program: Program, trace: DecodeTrace): Promise<ClaimTrace> {
  const loop = loopOf(program);
  const { root, slots } = await DecodeTraceTree.create(hasher, program, trace);
  const end = { tree: new TraceTree(hasher, endTypes(loop), trace.end), tensors: trace.end };
  const types = program.instructions.map(({ output }) => output);
  const recent = new Map<number, StepTrace>();
  return {
    root,
    items: null,
    slots,
    async slot(slot) {
      if (slot === loop.stepLimit) return end;
      if (slot >= trace.steps) return null;
      const known = recent.get(slot);
      if (known !== undefined) return known;
      const tensors = await trace.tensors(slot);
      const made = { tree: new TraceTree(hasher, types, tensors), tensors };
      for (const other of recent.keys()) if (Math.abs(other - slot) > 1) recent.delete(other);
      recent.set(slot, made);
      return made;
    },
  };
}
