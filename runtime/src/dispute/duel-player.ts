import type { Hasher } from "../hash/hasher.ts";
import type { Program } from "../program/program.ts";
import { concatBytes } from "../tree/concat-bytes.ts";
import { EMPTY } from "../tree/empty.ts";
import type { MerkleTree } from "../tree/merkle-tree.ts";
import { type ClaimTrace, runAt } from "./claim-trace.ts";
import { leafPreimage } from "./leaf-preimage.ts";
import { type DuelPlace, firstPlace, PHASE, reach, SEGMENT, strideOf, tensorTypeAt } from "./place.ts";

/** What a side shows for the other's next turn. */
interface Shown {
  /** Its next descendants, from the left; none where a leaf is reached. */
  readonly nodes: readonly Uint8Array[];
  /** Its leaf with its header; empty where no leaf is reached. */
  readonly preimage: Uint8Array;
}

/** A move in a duel, as `DuelMove` in Duels.sol. */
export interface DuelMove {
  /** Whether a list or a tensor ends, so that it's `moveOn`. */
  readonly ends: boolean;
  readonly index: number;
  /** The other side's child, the siblings, what is shown. */
  readonly nodes: readonly Uint8Array[];
  readonly preimage: Uint8Array;
  /** Hash of the leaf that is reached; null where none is. */
  readonly leaf: Uint8Array | null;
}

const NO_LEAF = new Uint8Array(0);

/** The descendants of the root that a claim shows: `top` of `Statement` in IDisputeCourt.sol. */
export async function topOf(program: Program, trace: ClaimTrace): Promise<readonly Uint8Array[]> {
  const place = firstPlace(program, itemCountOf(trace));
  return (await treeAt(trace, place)).children(place.levels, place.index, strideOf(place));
}

/**
 * The move that opens the duel of `trace` with a claim whose `top` is known.
 * @throws RangeError when it is the side's own.
 */
export function openingMove(hasher: Hasher, program: Program, trace: ClaimTrace, top: readonly Uint8Array[]) {
  return nextMove(hasher, program, trace, { place: firstPlace(program, itemCountOf(trace)), shown: top });
}

/**
 * The one legal move of the side of `trace`.
 * @param place Where the duel is, in the phase of moves.
 * @param shown What the other side has shown: its descendants.
 * @throws RangeError when they are the side's own: then there is no difference.
 */
export async function nextMove(
  hasher: Hasher,
  program: Program,
  trace: ClaimTrace,
  { place, shown }: { readonly place: DuelPlace; readonly shown: readonly Uint8Array[] },
): Promise<DuelMove> {
  const stride = strideOf(place);
  const tree = await treeAt(trace, place);
  const own = tree.children(place.levels, place.index, stride);
  const index = own.findIndex((node, i) => !same(node, shown[i]));
  if (index < 0) throw new RangeError("duel: the other side has shown the same nodes");

  const nodes = [shown[index]];
  let others = [...shown];
  for (let level = 0; level < stride; level++) {
    const sibling = (index >> level) ^ 1;
    nodes.push(tree.node(place.levels - stride + level, place.index * 2 ** (stride - level) + sibling));
    // To the left both trees have the same.
    if ((index >> level) % 2 === 0) nodes.push(others[sibling]);
    others = pairs(hasher, others);
  }
  const below = { ...place, levels: place.levels - stride, index: place.index * 2 ** stride + index };
  const ends = below.levels === 0;
  const empty = same(own[index], EMPTY) || same(shown[index], EMPTY);
  const next = ends ? reach(program, below, empty, itemCountOf(trace)) : below;
  const showing =
    next.phase === PHASE.end ? { nodes: [own[index]], preimage: NO_LEAF } : await shownAt(program, trace, next);
  const leaf = next.phase === PHASE.prove ? own[index] : null;
  return { ends, index, nodes: [...nodes, ...showing.nodes], preimage: showing.preimage, leaf };
}

async function shownAt(program: Program, trace: ClaimTrace, place: DuelPlace): Promise<Shown> {
  if (place.phase === PHASE.prove) return { nodes: [], preimage: await ownLeaf(program, trace, place) };
  const tree = await treeAt(trace, place);
  return { nodes: tree.children(place.levels, place.index, strideOf(place)), preimage: NO_LEAF };
}

const itemCountOf = ({ items }: ClaimTrace): number => items?.runs.length ?? 0;

/** The tree that the place is in. */
export async function treeAt(trace: ClaimTrace, place: DuelPlace): Promise<MerkleTree> {
  if (place.segment === SEGMENT.items) {
    if (trace.items === null) throw new RangeError("duel: a trace without items");
    return trace.items.tree;
  }
  const run = runAt(trace, place.item);
  if (place.segment === SEGMENT.steps) {
    if (run.slots === null) throw new RangeError("duel: a trace without steps");
    return run.slots;
  }
  const slot = await run.slot(place.step);
  if (slot === null) throw new RangeError(`duel: the run had no step ${place.step}`);
  return place.segment === SEGMENT.instructions ? slot.tree.tensors : slot.tree.tensor(place.instruction);
}

/** The leaf of the side's own trace; nothing where it is EMPTY, past the tensor's end. */
export async function ownLeaf(program: Program, trace: ClaimTrace, place: DuelPlace): Promise<Uint8Array> {
  const slot = await runAt(trace, place.item).slot(place.step);
  if (slot === null) throw new RangeError(`duel: the run had no step ${place.step}`);
  return leafPreimage(tensorTypeAt(program, place), slot.tensors[place.instruction], place.index);
}

function pairs(hasher: Hasher, nodes: readonly Uint8Array[]): Uint8Array[] {
  return Array.from({ length: nodes.length / 2 }, (_, i) => hasher.hash(concatBytes([nodes[2 * i], nodes[2 * i + 1]])));
}

function same(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i]);
}
