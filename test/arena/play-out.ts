import { CallFailed } from "./court-world.ts";
import type { DuelOnChain, Player } from "./dispute.ts";

const MOST_TURNS = 40;

/**
 * Lets both players act in turn until a claim is gone. Who can't act (a liar that would have to prove a fault of a right leaf) lets its
 * clock run out.
 */
export async function playOut(duel: DuelOnChain, players: readonly Player[]): Promise<void> {
  const { world } = duel.dispute;
  const ids = await Promise.all(players.map((player) => duel.dispute.claimId(player)));
  for (let turn = 0; duel.eliminated.length === 0; turn++) {
    if (turn > MOST_TURNS) throw new Error("The duel doesn't end.");
    const player = players[ids.indexOf(duel.duel.mover)];
    try {
      await duel.act(player);
    } catch (error) {
      if (!(error instanceof CallFailed || error instanceof RangeError)) throw error;
      await world.pass(duel.place.moverSeconds + 1);
      await duel.timeout(players[0].account);
    }
  }
}
