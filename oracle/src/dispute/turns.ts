import { PHASE } from "@openimo/runtime/dispute";
import { concat, type Hex, keccak256, size, slice, zeroHash } from "viem";
import type { DuelState } from "./court-types.ts";
import { unpackPlace } from "./unpack-place.ts";

const NODE_BYTES = 32;

/** The event `DuelTurn` of IDisputeCourt.sol, as far as the state of a duel follows from it. */
type LoggedTurn = Pick<DuelState, "place" | "movesHash" | "moverNode"> & { readonly shown: Hex };

type Turn = { readonly state: DuelState; readonly shown: readonly Hex[]; readonly preimage: Hex };

/** The state of a duel after a turn, and the nodes or the leaf that the turn has shown. */
export function readTurn({ place, movesHash, moverNode, shown }: LoggedTurn): Turn {
  const isLeaf = unpackPlace({ place }).phase === PHASE.prove;
  const nodes = isLeaf ? [] : wordsOf(shown);
  const otherNode = isLeaf ? leafHash(shown) : above(nodes);
  return { state: { place, movesHash, moverNode, otherNode }, shown: nodes, preimage: isLeaf ? shown : "0x" };
}

const wordsOf = (bytes: Hex): Hex[] =>
  Array.from({ length: size(bytes) / NODE_BYTES }, (_, i) => slice(bytes, i * NODE_BYTES, (i + 1) * NODE_BYTES));

/** EMPTY has no leaf. */
const leafHash = (leaf: Hex): Hex => (leaf === "0x" ? zeroHash : keccak256(leaf));

/** The node above so many others, a power of two. */
function above(nodes: readonly Hex[]): Hex {
  let level = nodes;
  while (level.length > 1) {
    const below = level;
    level = Array.from({ length: below.length / 2 }, (_, i) => keccak256(concat([below[2 * i], below[2 * i + 1]])));
  }
  return level[0];
}
