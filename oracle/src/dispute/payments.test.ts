import { type Address, encodeAbiParameters, type Hex, keccak256, padHex, parseAbiParameters, zeroHash } from "viem";
import { describe, expect, test } from "vitest";
import { matchPayments } from "./payments.ts";
import type { DuelTurn, KnownDuel } from "./read-duels.ts";

const [A, B] = (["0xa1", "0xb2"] as const).map((id) => padHex(id, { size: 32 }));
const ACTOR: Address = "0x00000000000000000000000000000000000000aa";
const HELPER: Address = "0x00000000000000000000000000000000000000bb";
const MOVE_GAS = 60_000n;
const PROOF_GAS = 120_000n;

const SETTING = { caseId: zeroHash, programRoot: zeroHash, instructionCount: 1, stepLimit: 0 };

type Move = { readonly side: Hex; readonly next: Hex; readonly actor?: Address; readonly wei: bigint };

/** A duel as the court chains it: `keccak256(abi.encode(chain, mover, amountWei, side))`. */
function duelOf(...moves: readonly [Move, ...Move[]]): KnownDuel {
  let movesHash: Hex = zeroHash;
  const turns = moves.map(({ side, next, actor = ACTOR, wei }, i): DuelTurn => {
    const link = parseAbiParameters("bytes32 chain, address mover, uint256 amountWei, bytes32 side");
    movesHash = keccak256(encodeAbiParameters(link, [movesHash, actor, wei, side]));
    const duel = { setting: zeroHash, mover: next, other: next === A ? B : A, movesHash, place: BigInt(i) };
    const nodes = { mover: padHex(`0x${i}1`, { size: 32 }), other: zeroHash };
    return { duel, nodes, shown: [], preimage: "0x", actor, transactionHash: padHex(`0x${i}`, { size: 32 }) };
  });
  const [first, ...rest] = turns;
  return { id: zeroHash, setting: SETTING, turns: [first, ...rest] };
}

describe("matchPayments", () => {
  test("names who moved, for what, and for which side", () => {
    const duel = duelOf(
      { side: A, next: B, wei: MOVE_GAS * 3n },
      { side: B, next: A, wei: MOVE_GAS * 5n, actor: HELPER },
      { side: A, next: B, wei: PROOF_GAS * 7n },
    );
    const { payments, duel: last, nodes } = matchPayments(duel, [3n, 5n, 7n], A);
    expect(payments).toEqual([
      { mover: ACTOR, amountWei: MOVE_GAS * 3n, forWinner: true },
      { mover: HELPER, amountWei: MOVE_GAS * 5n, forWinner: false },
      { mover: ACTOR, amountWei: PROOF_GAS * 7n, forWinner: true },
    ]);
    expect(last).toBe(duel.turns[2]?.duel);
    expect(nodes).toBe(duel.turns[2]?.nodes);
  });

  test("the opening may be either side's, whoever is to act next", () => {
    const opened = duelOf({ side: B, next: B, wei: MOVE_GAS });
    expect(matchPayments(opened, [1n], B).payments).toEqual([{ mover: ACTOR, amountWei: MOVE_GAS, forWinner: true }]);
    expect(matchPayments(opened, [1n], A).payments[0]?.forWinner).toBe(false);
  });

  test("a later turn is only that of the side that had to act", () => {
    const stolen = duelOf({ side: A, next: B, wei: MOVE_GAS }, { side: A, next: A, wei: MOVE_GAS });
    expect(() => matchPayments(stolen, [1n, 1n], A)).toThrow(`The payment of transaction 0x${"0".repeat(63)}1`);
  });

  test.each([
    ["another gas price", [2n, 1n]],
    ["the prices of other turns", [1n, 2n]],
  ])("a link that doesn't fit %s is no payment", (_what, prices) => {
    const duel = duelOf({ side: A, next: B, wei: MOVE_GAS }, { side: B, next: A, wei: MOVE_GAS });
    expect(matchPayments(duel, [1n, 1n], A).payments).toHaveLength(2);
    expect(() => matchPayments(duel, prices, A)).toThrow("can't be found");
  });

  test("a transaction without a price is a payment of nothing", () => {
    expect(matchPayments(duelOf({ side: A, next: B, wei: 0n }), [0n], A).payments).toEqual([
      { mover: ACTOR, amountWei: 0n, forWinner: true },
    ]);
  });
});
