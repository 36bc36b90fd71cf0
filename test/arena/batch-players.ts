import type { HDAccount } from "viem/accounts";
import { batchTrace, type ClaimTrace } from "../../runtime/src/dispute/claim-trace.ts";
import { disputedAt } from "../../runtime/src/dispute/disputed-item.ts";
import type { Disputed } from "../../runtime/src/dispute/fault-proof.ts";
import type { Hasher } from "../../runtime/src/hash/hasher.ts";
import type { ExecutableModel } from "../../runtime/src/index.ts";
import { encodeItems } from "../../runtime/src/tree/batch.ts";
import { concatBytes } from "../../runtime/src/tree/concat-bytes.ts";
import { MerkleTree } from "../../runtime/src/tree/merkle-tree.ts";
import type { Player } from "./dispute.ts";
import { disputedOf } from "./players.ts";

/** What everybody knows of a batch. */
export function disputedBatch(
  hasher: Hasher,
  model: ExecutableModel,
  inputs: readonly Uint8Array[],
  seed: Uint8Array,
): Disputed {
  return { ...disputedOf(hasher, model, encodeItems(inputs), seed), inputs };
}

/** What everybody knows of each item. */
export const itemsOf = (disputed: Disputed): readonly Disputed[] =>
  (disputed.inputs ?? []).map((_, item) => disputedAt(disputed, item));

/** A player of a batch, from players of its items. */
export function batchPlayer(account: HDAccount, disputed: Disputed, items: readonly Player[]): Player {
  return {
    ...{ account, disputed },
    trace: batchTrace(
      disputed.hasher,
      items.map(({ trace }) => trace),
    ),
    answer: encodeItems(items.map(({ answer }) => answer)),
    leaves: new Map(items.flatMap(({ leaves }) => [...(leaves ?? [])])),
  };
}

/** A batch's trace with something in its last slot, which no item fills. */
export function filledSlot({ hasher }: Disputed, trace: ClaimTrace, node: Uint8Array): ClaimTrace {
  const { items } = trace;
  if (items === null) throw new TypeError("the trace has no items");
  const slots = 2 ** items.tree.depth;
  const nodes = Array.from({ length: slots }, (_, i) => (i === slots - 1 ? node : items.tree.node(0, i)));
  const tree = MerkleTree.ofHashes(hasher, concatBytes(nodes));
  return { ...trace, root: tree.root, items: { ...items, tree } };
}
