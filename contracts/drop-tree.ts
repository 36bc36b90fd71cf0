import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import type { Address, Hex } from "viem";
import type { Contributor } from "./drop-table.ts";

/** A leaf of the tree with its proof. */
export type DropClaim = Contributor & { readonly index: number; readonly proof: readonly Hex[] };

/** What a `ContributorDrop` is created with, and what its contributors need to claim. */
export type Drop = {
  readonly root: Hex;
  /** Of all claims together, in base units. */
  readonly amount: bigint;
  readonly claims: readonly DropClaim[];
};

export const DROP_FORMAT = "openimo-drop-1";
const LEAF_TYPES = ["uint256", "address", "uint256"];

/** Builds the tree that `ContributorDrop` verifies: leaves of index, account and amount, hashed twice, pairs sorted. */
export function dropOf(contributors: readonly Contributor[]): Drop {
  const leaves = contributors.map(({ account, amount }, index): [string, Address, string] => [
    String(index),
    account,
    String(amount),
  ]);
  const tree = StandardMerkleTree.of(leaves, LEAF_TYPES);
  return {
    root: tree.root as Hex,
    amount: contributors.reduce((sum, { amount }) => sum + amount, 0n),
    claims: contributors.map((entry, index) => ({ ...entry, index, proof: tree.getProof(index) as Hex[] })),
  };
}

/** Whether a claim belongs to the root. */
export function isInDrop(root: Hex, { index, account, amount, proof }: DropClaim): boolean {
  return StandardMerkleTree.verify(root, LEAF_TYPES, [String(index), account, String(amount)], [...proof]);
}

/** The file with which contributors claim, and buyers prove that a round lists them. */
export function dropText({ root, amount, claims }: Drop): string {
  const json = {
    format: DROP_FORMAT,
    root,
    amount: String(amount),
    claims: claims.map((c) => ({ ...c, amount: String(c.amount) })),
  };
  return `${JSON.stringify(json, null, 1)}\n`;
}
