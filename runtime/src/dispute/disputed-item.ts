import { batchLeaves, itemSeed } from "../tree/batch.ts";
import { inputHashOf } from "../tree/input-hash.ts";
import { MerkleTree } from "../tree/merkle-tree.ts";
import type { ClaimTrace } from "./claim-trace.ts";
import type { Disputed } from "./fault-proof.ts";

/** What a proof about a batch's item is judged by: its own input and seed. The same where one answer is asked for. */
export function disputedAt(disputed: Disputed, item: number): Disputed {
  if (disputed.inputs === null) return disputed;
  const input = disputed.inputs[item];
  if (input === undefined) throw new RangeError(`batch: no item ${item}`);
  return { ...disputed, input, inputs: null, seed: itemSeed(disputed.seed, item) };
}

/**
 * What shows which item of a batch a proof is about, as `item` in IDisputeCourt.sol: its input's hash and its root, each with its
 * siblings.
 * @returns Nothing where one answer is asked for.
 */
export function openItem({ hasher, inputs }: Disputed, { items }: ClaimTrace, item: number): readonly Uint8Array[] {
  if (inputs === null || items === null) return [];
  const ofInputs = MerkleTree.ofHashes(hasher, batchLeaves(inputs.map(inputHashOf)));
  return [ofInputs, items.tree].flatMap((tree) => [tree.node(0, item), ...tree.open(item).siblings]);
}
