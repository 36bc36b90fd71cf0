import { encodeAbiParameters, type Hex, keccak256, parseAbiParameters, zeroHash } from "viem";
import type { Connection } from "../chain/connection.ts";
import { FailedError } from "../command-line/errors.ts";
import type { Settlement } from "./court-types.ts";
import { courtOf } from "./read-case.ts";
import { type DuelTurn, type KnownDuel, lastTurn } from "./read-duels.ts";

const LINK = parseAbiParameters("bytes32, address, uint256, bool");

type Payments = Pick<Settlement, "duel" | "payments">;

const NO_PAYMENTS: Payments = {
  duel: { place: 0n, movesHash: zeroHash, moverNode: zeroHash, otherNode: zeroHash },
  payments: [],
};

/** What the court repays: gas of a move and of a proof, and the highest price of it. */
type Tariff = { readonly gas: readonly bigint[]; readonly highestWei: bigint };

/**
 * Who is to be repaid for the moves of a duel. The court keeps a hash chain of them only, so each link is found again from its
 * event and the gas price of its transaction.
 * @throws FailedError when a link isn't found: without all of them the court doesn't share out the bond.
 */
export async function paymentsOf(connection: Connection, known: KnownDuel | undefined, winner: Hex): Promise<Payments> {
  if (known === undefined) return NO_PAYMENTS;
  const tariff = await readTariff(connection);
  const winnerIsSecond = known.duel.second === winner;
  const payments: Settlement["payments"][number][] = [];
  let chain: Hex = zeroHash;
  for (const turn of known.turns) {
    const payment = await paymentOf(connection, tariff, chain, turn);
    if (payment === undefined)
      throw new FailedError(`The payment of transaction ${turn.transactionHash} can't be found.`);
    const { forSecond, ...paid } = payment;
    payments.push({ ...paid, forWinner: forSecond === winnerIsSecond });
    chain = turn.state.movesHash;
  }
  return { duel: lastTurn(known).state, payments };
}

async function readTariff(connection: Connection): Promise<Tariff> {
  const court = courtOf(connection);
  const [moveGas, proofGas, highestWei] = await Promise.all([
    connection.client.readContract({ ...court, functionName: "MOVE_GAS" }),
    connection.client.readContract({ ...court, functionName: "PROOF_GAS" }),
    connection.client.readContract({ ...court, functionName: "MOVE_GAS_PRICE_WEI" }),
  ]);
  return { gas: [moveGas, proofGas], highestWei };
}

async function paymentOf({ client }: Connection, { gas, highestWei }: Tariff, chain: Hex, turn: DuelTurn) {
  const { actor, state, transactionHash } = turn;
  const { effectiveGasPrice } = await client.getTransactionReceipt({ hash: transactionHash });
  const priceWei = effectiveGasPrice < highestWei ? effectiveGasPrice : highestWei;
  for (const gasUnits of gas) {
    for (const forSecond of [false, true]) {
      const amountWei = gasUnits * priceWei;
      const link = keccak256(encodeAbiParameters(LINK, [chain, actor, amountWei, forSecond]));
      if (link === state.movesHash) return { mover: actor, amountWei, forSecond };
    }
  }
  return undefined;
}
