import { expect } from "vitest";
import type { CourtWorld } from "./court-world.ts";
import { Dispute, type Player } from "./dispute.ts";
import { playOut } from "./play-out.ts";

/** Later than any claims period of the local court. */
const LONG_SECONDS = 200;
const FINAL = 3;
const FAULTED = 3;
const TIMED_OUT = 2;

export type Side = "honest" | "liar";

/** Who answers first, and who shows first in the duel. */
export interface Fight {
  readonly proposer: Side;
  readonly opener: Side;
}

export const FIGHTS: readonly Fight[] = [
  { proposer: "liar", opener: "honest" },
  { proposer: "honest", opener: "liar" },
];
export const ALL_FIGHTS: readonly Fight[] = [
  ...FIGHTS,
  { proposer: "liar", opener: "liar" },
  { proposer: "honest", opener: "honest" },
];

/** A dispute of a new request between two players, whose answers differ, to its end; the honest one must win it. */
export async function fight(
  world: CourtWorld,
  {
    modelId,
    input,
    players,
    proposer,
    opener,
  }: Fight & {
    readonly modelId: bigint;
    readonly input: Uint8Array;
    readonly players: (dispute: Dispute) => Promise<Readonly<Record<Side, Player>>>;
  },
): Promise<Dispute> {
  const dispute = await Dispute.ask(world, modelId, input);
  const sides = await players(dispute);
  const rival = proposer === "liar" ? sides.honest : sides.liar;
  await dispute.propose(sides[proposer].account, sides[proposer].answer);
  await dispute.contradict(rival);
  await dispute.commitTrace(sides[proposer]);
  const other = opener === "liar" ? sides.honest : sides.liar;
  await playOut(await dispute.openDuel(sides[opener], other), [sides.honest, sides.liar]);
  expect([TIMED_OUT, FAULTED]).toContain(await dispute.statusOf(sides.liar));
  await world.pass(LONG_SECONDS);
  await dispute.conclude(sides.honest);
  const { status, outputHash } = await dispute.state();
  expect({ status, outputHash }).toEqual({ status: FINAL, outputHash: dispute.key(sides.honest).outputHash });
  return dispute;
}
