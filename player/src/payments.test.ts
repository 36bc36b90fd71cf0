import { type Address, encodeAbiParameters, type Hex, keccak256, padHex, parseAbiParameters, zeroHash } from "viem";
import { describe, expect, test } from "vitest";
import { matchPayments, UnmatchedPaymentError } from "./payments.ts";
import type { DuelTurn, KnownDuel } from "./read-duels.ts";

const [A, B] = (["0xa1", "0xb2"] as const).map((id) => padHex(id, { size: 32 }));
const ACTOR: Address = "0x00000000000000000000000000000000000000aa";
const HELPER: Address = "0x00000000000000000000000000000000000000bb";
const MOVE_GAS = 60_000n;
const PROOF_GAS = 120_000n;

const GAS = [MOVE_GAS, PROOF_GAS];

type Move = { readonly side: Hex; readonly actor?: Address; readonly wei: bigint };

/** A duel as the court chains it: `keccak256(abi.encode(chain, mover, amountWei, forSecond))`. */
function duelOf(...moves: readonly [Move, ...Move[]]): KnownDuel {
  let movesHash: Hex = zeroHash;
  const turns = moves.map(({ side, actor = ACTOR, wei }, i): DuelTurn => {
    const link = parseAbiParameters("bytes32 chain, address mover, uint256 amountWei, bool forSecond");
    movesHash = keccak256(encodeAbiParameters(link, [movesHash, actor, wei, side === B]));
    const state = { place: BigInt(i), movesHash, moverNode: padHex(`0x${i}1`, { size: 32 }), otherNode: zeroHash };
    return { state, shown: [], preimage: "0x", actor, transactionHash: padHex(`0x${i}`, { size: 32 }) };
  });
  const [first, ...rest] = turns;
  const duel = { caseId: zeroHash, programRoot: zeroHash, first: A, second: B };
  return { id: zeroHash, duel, turns: [first, ...rest] };
}

describe("matchPayments", () => {
  test("names who moved, for what, and for which side", () => {
    const duel = duelOf(
      { side: A, wei: MOVE_GAS * 3n },
      { side: B, wei: MOVE_GAS * 5n, actor: HELPER },
      { side: A, wei: PROOF_GAS * 7n },
    );
    const { payments, duel: last } = matchPayments(duel, { gas: GAS, pricesWei: [3n, 5n, 7n], winner: A });
    expect(payments).toEqual([
      { mover: ACTOR, amountWei: MOVE_GAS * 3n, forWinner: true },
      { mover: HELPER, amountWei: MOVE_GAS * 5n, forWinner: false },
      { mover: ACTOR, amountWei: PROOF_GAS * 7n, forWinner: true },
    ]);
    expect(last).toBe(duel.turns[2]?.state);
  });

  test("either side's turn may come first", () => {
    const opened = duelOf({ side: B, wei: MOVE_GAS });
    const paid = (winner: Hex) => matchPayments(opened, { gas: GAS, pricesWei: [1n], winner }).payments;
    expect(paid(B)).toEqual([{ mover: ACTOR, amountWei: MOVE_GAS, forWinner: true }]);
    expect(paid(A)[0]?.forWinner).toBe(false);
  });

  test.each([
    ["another gas price", [2n, 1n]],
    ["the prices of other turns", [1n, 2n]],
  ])("a link that doesn't fit %s is no payment", (_what, prices) => {
    const duel = duelOf({ side: A, wei: MOVE_GAS }, { side: B, wei: MOVE_GAS });
    expect(matchPayments(duel, { gas: GAS, pricesWei: [1n, 1n], winner: A }).payments).toHaveLength(2);
    expect(() => matchPayments(duel, { gas: GAS, pricesWei: prices, winner: A })).toThrow(UnmatchedPaymentError);
  });

  test("a transaction without a price is a payment of nothing", () => {
    expect(matchPayments(duelOf({ side: A, wei: 0n }), { gas: GAS, pricesWei: [0n], winner: A }).payments).toEqual([
      { mover: ACTOR, amountWei: 0n, forWinner: true },
    ]);
  });
});
