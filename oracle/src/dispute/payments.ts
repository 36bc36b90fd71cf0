import { encodeAbiParameters, type Hex, keccak256, parseAbiParameters, zeroHash } from "viem";
import type { Connection } from "../chain/connection.ts";
import { FailedError } from "../command-line/errors.ts";
import type { Settlement } from "./court-types.ts";
import { courtOf } from "./read-case.ts";
import { type DuelTurn, type KnownDuel, lastTurn } from "./read-duels.ts";

/** Gas that `DisputeCourt` repays for a move and for a proof. */
const REPAID_GAS = [60_000n, 120_000n];
const LINK = parseAbiParameters("bytes32, address, uint256, bytes32");

type Payments = Pick<Settlement, "duel" | "nodes" | "payments">;

const NO_PAYMENTS: Payments = {
  duel: { setting: zeroHash, mover: zeroHash, other: zeroHash, movesHash: zeroHash, place: 0n },
  nodes: { mover: zeroHash, other: zeroHash },
  payments: [],
};

/**
 * Who is to be repaid for the moves of a duel.
 * @throws FailedError as `matchPayments` does.
 */
export async function paymentsOf(connection: Connection, duel: KnownDuel | undefined, winner: Hex): Promise<Payments> {
  if (duel === undefined) return NO_PAYMENTS;
  const { client } = connection;
  const highestWei = await client.readContract({ ...courtOf(connection), functionName: "MOVE_GAS_PRICE_WEI" });
  const pricesWei: bigint[] = [];
  for (const { transactionHash } of duel.turns) {
    const { effectiveGasPrice } = await client.getTransactionReceipt({ hash: transactionHash });
    pricesWei.push(effectiveGasPrice < highestWei ? effectiveGasPrice : highestWei);
  }
  return matchPayments(duel, pricesWei, winner);
}

/**
 * Finds each link of the hash chain again that is all that the court keeps of the moves.
 * @param pricesWei What the court counts of the gas price of each turn's transaction.
 * @param winner Id of the claim that won.
 * @throws FailedError when a link isn't found: without all of them the court doesn't share out the bond.
 */
export function matchPayments(duel: KnownDuel, pricesWei: readonly bigint[], winner: Hex): Payments {
  const payments = duel.turns.map((turn, i) => {
    const payment = matchPayment(duel.turns[i - 1], turn, pricesWei[i], winner);
    if (payment !== undefined) return payment;
    throw new FailedError(`The payment of transaction ${turn.transactionHash} can't be found.`);
  });
  const { duel: last, nodes } = lastTurn(duel);
  return { duel: last, nodes, payments };
}

function matchPayment(before: DuelTurn | undefined, { duel, actor }: DuelTurn, priceWei: bigint, winner: Hex) {
  const chain = before?.duel.movesHash ?? zeroHash;
  const sides = before === undefined ? [duel.mover, duel.other] : [before.duel.mover];
  for (const gas of REPAID_GAS) {
    for (const side of sides) {
      const amountWei = gas * priceWei;
      const link = keccak256(encodeAbiParameters(LINK, [chain, actor, amountWei, side]));
      if (link === duel.movesHash) return { mover: actor, amountWei, forWinner: side === winner };
    }
  }
  return undefined;
}
