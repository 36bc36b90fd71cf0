import { PHASE } from "../../runtime/src/dispute/place.ts";
import { CallFailed } from "./court-world.ts";
import type { Player } from "./dispute.ts";
import type { DuelOnChain } from "./duel-on-chain.ts";

const MOST_TURNS = 40;
const LIVE = 1;

/**
 * Lets both players act in turn until a claim is gone. Who can't act (a liar that would have to prove a fault of a right leaf) lets its
 * clock run out.
 */
export async function playOut(duel: DuelOnChain, players: readonly Player[]): Promise<void> {
  await playAll([duel], players);
}

/** The same in several duels of one dispute at the same time: time passes only when nobody has anything left to do. */
export async function playAll(duels: readonly DuelOnChain[], players: readonly Player[]): Promise<void> {
  const { world } = duels[0].dispute;
  const byClaim = new Map<string, Player>();
  for (const player of players) byClaim.set(await duels[0].dispute.claimId(player), player);
  let open = [...duels];
  for (let turn = 0; open.length > 0; turn++) {
    if (turn > MOST_TURNS) throw new Error("The duels don't end.");
    const stuck: DuelOnChain[] = [];
    for (const duel of open) if (!(await acted(duel, byClaim, players[0]))) stuck.push(duel);
    open = await undecided(open);
    if (open.length === 0 || open.some((duel) => !stuck.includes(duel))) continue;
    await world.pass(Math.max(...open.map(({ place }) => place.moverSeconds)) + 1);
    for (const duel of open) if (await isOpen(duel)) await duel.timeout(players[0].account);
    open = await undecided(open);
  }
}

/** Where a run's end is to be shown, whoever of the two is the first player does it, even in the other's turn. */
async function acted(duel: DuelOnChain, byClaim: ReadonlyMap<string, Player>, first: Player): Promise<boolean> {
  const { mover, other } = duel;
  const shows = duel.place.phase === PHASE.end && byClaim.get(other) === first;
  const player = shows ? first : byClaim.get(mover);
  if (player === undefined) throw new Error("The duel is between others.");
  if (!(await isOpen(duel))) return false;
  try {
    await duel.act(player);
    return true;
  } catch (error) {
    if (!(error instanceof CallFailed || error instanceof RangeError)) throw error;
    return false;
  }
}

async function undecided(duels: readonly DuelOnChain[]): Promise<DuelOnChain[]> {
  const open: DuelOnChain[] = [];
  for (const duel of duels) if (await isOpen(duel)) open.push(duel);
  return open;
}

/** Whether both claims live. */
async function isOpen({ mover, other, dispute }: DuelOnChain): Promise<boolean> {
  const { client, court } = dispute.world;
  for (const id of [mover, other]) {
    const { status } = await client.readContract({ ...court, functionName: "claimState", args: [id] });
    if (status !== LIVE) return false;
  }
  return true;
}
