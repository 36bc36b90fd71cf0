import { encodeAbiParameters, type Hash, type Hex, keccak256, parseAbiParameters, zeroHash } from "viem";
import { getTransactionReceipt, readContract } from "viem/actions";
import type { CourtConnection } from "./connection.ts";
import type { Settlement } from "./court-types.ts";
import { courtOf } from "./read-case.ts";
import { type DuelTurn, type KnownDuel, lastTurn } from "./read-duels.ts";

const LINK = parseAbiParameters("bytes32, address, uint256, bool");

type Payments = Pick<Settlement, "duel" | "payments">;

const NO_PAYMENTS: Payments = {
  duel: { place: 0n, movesHash: zeroHash, moverNode: zeroHash, otherNode: zeroHash },
  payments: [],
};

/** A link of the hash chain that no payment of its turn gives. Only this one bond can't be shared out. */
export class UnmatchedPaymentError extends Error {
  override readonly name = "UnmatchedPaymentError";
  readonly transactionHash: Hash;

  constructor(transactionHash: Hash) {
    super(`The payment of transaction ${transactionHash} can't be found.`);
    this.transactionHash = transactionHash;
  }
}

/** What the court repays: gas of a move and of a proof, and the highest price of it. */
type Tariff = { readonly gas: readonly bigint[]; readonly highestWei: bigint };

/**
 * Who is to be repaid for the moves of a duel.
 * @throws UnmatchedPaymentError as `matchPayments` does; viem's errors.
 */
export async function paymentsOf(
  connection: CourtConnection,
  known: KnownDuel | undefined,
  winner: Hex,
): Promise<Payments> {
  if (known === undefined) return NO_PAYMENTS;
  const { gas, highestWei } = await readTariff(connection);
  const pricesWei: bigint[] = [];
  for (const { transactionHash } of known.turns) {
    const { effectiveGasPrice } = await getTransactionReceipt(connection.client, { hash: transactionHash });
    pricesWei.push(effectiveGasPrice < highestWei ? effectiveGasPrice : highestWei);
  }
  return matchPayments(known, { gas, pricesWei, winner });
}

/**
 * Finds each link of the hash chain again that is all that the court keeps of the moves.
 * @param gas What the court repays of a move and of a proof.
 * @param pricesWei What the court counts of the gas price of each turn's transaction.
 * @param winner Id of the claim that won.
 * @throws UnmatchedPaymentError when a link isn't found: without all of them the court doesn't share out the bond.
 */
export function matchPayments(
  known: KnownDuel,
  { gas, pricesWei, winner }: { readonly gas: readonly bigint[]; readonly pricesWei: readonly bigint[]; winner: Hex },
): Payments {
  const winnerIsSecond = known.duel.second === winner;
  const payments = known.turns.map((turn, i) => {
    const chain = known.turns[i - 1]?.state.movesHash ?? zeroHash;
    const payment = matchPayment(chain, turn, { gas, priceWei: pricesWei[i] });
    if (payment === undefined) throw new UnmatchedPaymentError(turn.transactionHash);
    const { forSecond, ...paid } = payment;
    return { ...paid, forWinner: forSecond === winnerIsSecond };
  });
  return { duel: lastTurn(known).state, payments };
}

async function readTariff(connection: CourtConnection): Promise<Tariff> {
  const court = courtOf(connection);
  const [moveGas, proofGas, highestWei] = await Promise.all([
    readContract(connection.client, { ...court, functionName: "MOVE_GAS" }),
    readContract(connection.client, { ...court, functionName: "PROOF_GAS" }),
    readContract(connection.client, { ...court, functionName: "MOVE_GAS_PRICE_WEI" }),
  ]);
  return { gas: [moveGas, proofGas], highestWei };
}

function matchPayment(
  chain: Hex,
  { actor, state }: DuelTurn,
  { gas, priceWei }: { readonly gas: readonly bigint[]; readonly priceWei: bigint },
) {
  for (const gasUnits of gas) {
    for (const forSecond of [false, true]) {
      const amountWei = gasUnits * priceWei;
      const link = keccak256(encodeAbiParameters(LINK, [chain, actor, amountWei, forSecond]));
      if (link === state.movesHash) return { mover: actor, amountWei, forSecond };
    }
  }
  return undefined;
}
