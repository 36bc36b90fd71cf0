import { afterAll, beforeAll, expect, test } from "vitest";
import { PHASE } from "../../runtime/src/dispute/place.ts";
import { type DigitsWorld, STATUS, startDigitsWorld } from "./digits-world.ts";
import type { Player } from "./dispute.ts";
import type { DuelOnChain } from "./duel-on-chain.ts";
import { playOut } from "./play-out.ts";
import { disputedOf, playerOf, rightTensors } from "./players.ts";

let at: DigitsWorld;

beforeAll(async () => {
  at = await startDigitsWorld();
});

afterAll(() => at?.world.stop());

/** The model with weights that it doesn't have. Nothing of the right ones is left. */
const otherModel = () => ({
  ...at.digits,
  constants: at.digits.constants.map((bytes) => bytes.map((byte) => byte ^ 1)),
});

const otherWeights = () => disputedOf(at.world.hasher, otherModel(), at.input, new Uint8Array(16));

/** Somebody with a trace, and with weights that are not the model's. */
const without = (player: Player): Player => ({ ...player, disputed: otherWeights() });

async function toTheProof(duel: DuelOnChain, players: ReadonlyMap<string, Player>): Promise<void> {
  while (duel.place.phase === PHASE.move) {
    const player = players.get(duel.mover);
    if (player === undefined) throw new Error("The duel is between others.");
    await duel.act(player);
  }
}

test("who has lost the weights makes every move, and anybody who has them makes the proof", async () => {
  const [blind, liar] = [without(at.honest()), at.liar()];
  const stranger = at.world.accounts[5];
  const dispute = await at.disputeOf(liar, blind);
  const duel = await dispute.duel(blind, liar);
  const sides = new Map([
    [await dispute.claimId(blind), blind],
    [await dispute.claimId(liar), liar],
  ]);
  await toTheProof(duel, sides);
  expect(duel.mover).toBe(await dispute.claimId(blind));
  // A proof with other weights is none: it opens under another root than the model's.
  await expect(duel.act(blind)).rejects.toThrow();
  expect(await dispute.statusOf(liar)).toBe(STATUS.live);
  await duel.act(at.honest(), stranger);
  expect(await dispute.statusOf(liar)).toBe(STATUS.faulted);
  await at.concludes(dispute, blind);
});

test.each(["proposer", "rival"] as const)("a %s that ran other weights than the model's loses", async (seat) => {
  const honest = at.honest();
  const tensors = await rightTensors(otherModel(), at.input);
  const liar = playerOf(at.world.accounts[2], otherWeights(), tensors);
  expect(liar.answer).not.toEqual(honest.answer);
  const dispute = seat === "proposer" ? await at.disputeOf(liar, honest) : await at.disputeOf(honest, liar);
  await playOut(await dispute.duel(honest, liar), [honest, liar]);
  // A run that fits together under weights of its own is wrong in its first element that they change.
  expect([STATUS.faulted, STATUS.timedOut]).toContain(await dispute.statusOf(liar));
  expect(await dispute.statusOf(honest)).toBe(STATUS.live);
  await at.concludes(dispute, honest);
});
