import { keccak256, toHex } from "viem";
import { expect, test } from "vitest";
import { pickCommitment } from "./commitment.ts";

const at = (committedBlock: bigint) => ({
  commitment: keccak256(toHex(committedBlock)),
  salt: keccak256("0x"),
  committedBlock,
});

test.each([
  ["none", [], undefined],
  ["one that was not made", [0n], undefined],
  ["one in the request's block", [100n], undefined],
  ["one in the block before", [99n], 99n],
  ["one as old as may be", [44n], 44n],
  ["one that is too old", [43n], undefined],
  ["the earliest of those that count", [10n, 50n, 90n, 0n], 50n],
])("of %s", (_name, blocks, expected) => {
  expect(pickCommitment(blocks.map(at), { blockNumber: 100n }, 56n)?.committedBlock).toBe(expected);
});
