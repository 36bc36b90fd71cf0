import { setTimeout as sleep } from "node:timers/promises";
import type { Story } from "./story.ts";

/** How often it is looked whether anybody has something to do; a second of the chain goes by in this time if not. */
const TICK_MS = 100;
/** So many ticks after the last transaction everybody has seen it who looks each 200 ms, on a busy machine too. */
const QUIET_TICKS = 8;

/** Somebody who acts on the chain by itself, in this process or in another one. */
export interface Player<T> {
  readonly ended: Promise<T>;
  /** Whether it has nothing to do but to wait. */
  isWaiting(): boolean;
}

/**
 * Lets the chain's time go by until all players have ended, and only while all of them wait: so however long the machine takes to
 * compute and to prove, nobody's clock runs out who would act.
 * @param pass Lets a second go by, where somebody else mines.
 */
export async function passTime<const T extends readonly Player<unknown>[]>(
  story: Story,
  players: T,
  pass = () => story.pass(1),
): Promise<{ [K in keyof T]: Awaited<T[K]["ended"]> }> {
  const open = new Set<Player<unknown>>(players);
  for (const player of players) {
    const close = () => open.delete(player);
    player.ended.then(close, close);
  }
  let seen = await story.reader.getBlock();
  for (let quiet = 0; open.size > 0; ) {
    await sleep(TICK_MS);
    const newest = await story.reader.getBlock();
    const isQuiet = newest.hash === seen.hash || newest.transactions.length === 0;
    quiet = isQuiet && [...open].every((player) => player.isWaiting()) ? quiet + 1 : 0;
    seen = newest;
    if (quiet > QUIET_TICKS) await pass();
  }
  return Promise.all(players.map(({ ended }) => ended)) as Promise<{ [K in keyof T]: Awaited<T[K]["ended"]> }>;
}
