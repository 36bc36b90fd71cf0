import { expect } from "vitest";
import type { CourtWorld } from "./court-world.ts";
import { refused } from "./digits-world.ts";
import { Dispute, type Player } from "./dispute.ts";
import { playOut } from "./play-out.ts";

/** Later than any claims period of the local court, also of a batch of sixteen. */
const LONG_SECONDS = 1_000;
const FINAL = 3;
const FAULTED = 3;
const TIMED_OUT = 2;
const MOST_REQUESTS = 20;

export type Side = "honest" | "liar";

/** Who answers first, and so moves first in the duel. */
export interface Fight {
  readonly proposer: Side;
}

export const FIGHTS: readonly Fight[] = [{ proposer: "liar" }, { proposer: "honest" }];

async function askUntil<T>(players: (dispute: Dispute) => Promise<T | null>, ask: () => Promise<Dispute>) {
  for (let request = 0; request < MOST_REQUESTS; request++) {
    const dispute = await ask();
    const sides = await players(dispute);
    if (sides !== null) return { dispute, sides };
  }
  throw new Error(`No run of ${MOST_REQUESTS} could be lied about.`);
}

/** A dispute of a new request between two players, whose answers differ, to its end; the honest one must win it. */
export async function fight(
  world: CourtWorld,
  {
    modelId,
    input,
    inputs,
    players,
    proposer,
    stuckBy,
  }: Fight & {
    readonly modelId: bigint;
    readonly input?: Uint8Array;
    /** Of a batch, instead of the one input. */
    readonly inputs?: readonly Uint8Array[];
    /** Of a liar that has no first move, so that it can't commit to its trace: the error. */
    readonly stuckBy?: string;
    /** @returns null where the request's seed, which nobody can choose, makes a run that the lie can't be told of. */
    readonly players: (dispute: Dispute) => Promise<Readonly<Record<Side, Player>> | null>;
  },
): Promise<Dispute> {
  const { dispute, sides } = await askUntil(players, () =>
    inputs === undefined
      ? Dispute.ask(world, modelId, input ?? new Uint8Array(0))
      : Dispute.askBatch(world, modelId, inputs),
  );
  const rival = proposer === "liar" ? sides.honest : sides.liar;
  await dispute.propose(sides[proposer].account, sides[proposer].answer);
  await dispute.contradict(rival);
  if (stuckBy !== undefined && proposer === "liar") {
    await refused(dispute.commitTrace(sides.liar), stuckBy);
    await world.pass(LONG_SECONDS);
    await dispute.silence(sides.honest.account);
  } else {
    await dispute.commitTrace(sides[proposer]);
    await playOut(await dispute.duel(sides.honest, sides.liar), [sides.honest, sides.liar]);
    expect([TIMED_OUT, FAULTED]).toContain(await dispute.statusOf(sides.liar));
  }
  await world.pass(LONG_SECONDS);
  await dispute.conclude(sides.honest);
  const { status, outputHash } = await dispute.state();
  expect({ status, outputHash }).toEqual({ status: FINAL, outputHash: dispute.key(sides.honest).outputHash });
  return dispute;
}
