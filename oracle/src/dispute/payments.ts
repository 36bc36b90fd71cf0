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
 * Who is to be repaid for the moves of a duel. The court keeps a hash chain of them only, so each link is found again from its
 * event and the gas price of its transaction.
 * @throws FailedError when a link isn't found: without all of them the court doesn't share out the bond.
 */
export async function paymentsOf(connection: Connection, duel: KnownDuel | undefined, winner: Hex): Promise<Payments> {
  if (duel === undefined) return NO_PAYMENTS;
  const highestWei = await connection.client.readContract({
    ...courtOf(connection),
    functionName: "MOVE_GAS_PRICE_WEI",
  });
  const payments: Settlement["payments"][number][] = [];
  let before: DuelTurn | undefined;
  for (const turn of duel.turns) {
    const payment = await paymentOf(connection, before, turn, winner, highestWei);
    if (payment === undefined)
      throw new FailedError(`The payment of transaction ${turn.transactionHash} can't be found.`);
    payments.push(payment);
    before = turn;
  }
  const { duel: last, nodes } = lastTurn(duel);
  return { duel: last, nodes, payments };
}

async function paymentOf(
  { client }: Connection,
  before: DuelTurn | undefined,
  { duel, actor, transactionHash }: DuelTurn,
  winner: Hex,
  highestWei: bigint,
) {
  const { effectiveGasPrice } = await client.getTransactionReceipt({ hash: transactionHash });
  const priceWei = effectiveGasPrice < highestWei ? effectiveGasPrice : highestWei;
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
