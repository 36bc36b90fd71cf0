import type { Connection } from "../chain/connection.ts";
import type { Call } from "../chain/transact.ts";
import { settleCourtCall } from "./court-calls.ts";
import { CLAIM_STATUS, type ClaimKey } from "./court-types.ts";
import type { CaseView } from "./next-action.ts";
import { paymentsOf } from "./payments.ts";

/**
 * Shares out the bond of a claim that lost.
 * @throws UnmatchedPaymentError when who moved in its duel with the winner can't be told; viem's errors.
 */
export async function settlementCall(
  connection: Connection,
  { openedCase, claims, duels }: Pick<CaseView, "openedCase" | "claims" | "duels">,
  loser: ClaimKey,
): Promise<Call> {
  const winner = claims.find(({ state }) => state.status === CLAIM_STATUS.winner);
  const lost = claims.find(({ key }) => key === loser);
  const duel = duels.find(({ duel: { first, second } }) => {
    const sides = [first, second];
    return lost !== undefined && winner !== undefined && sides.includes(lost.id) && sides.includes(winner.id);
  });
  const payments = await paymentsOf(connection, duel, winner?.id ?? "0x");
  const settlement = { loser, winner: winner?.key ?? loser, ...payments };
  return settleCourtCall(connection.deployment.disputeCourt, openedCase, settlement);
}
