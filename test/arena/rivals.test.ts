import { afterAll, beforeAll, expect, test } from "vitest";
import { type DigitsWorld, STATUS, startDigitsWorld } from "./digits-world.ts";
import { onceTrace, stepOf } from "./liars.ts";
import { playAll, playOut } from "./play-out.ts";
import { tampered } from "./players.ts";

let at: DigitsWorld;

beforeAll(async () => {
  at = await startDigitsWorld();
});

afterAll(() => at?.world.stop());

test.each([1, 10])(
  "a right answer wins against %i rivals at once, whose bonds grow",
  async (count) => {
    const honest = at.honest();
    const rivals = Array.from({ length: count }, (_, i) => at.liar(i, 2 + (i % 4)));
    const dispute = await at.disputeOf(honest, rivals[0], 60);
    for (const [i, rival] of rivals.entries()) {
      if (i === 0) continue;
      expect(await dispute.nextBondWei()).toBe(dispute.openedCase.bondWei * BigInt(i + 1));
      await dispute.claim(rival);
    }
    const duels = [];
    for (const [i, rival] of rivals.entries()) {
      duels.push(await (i % 2 === 0 ? dispute.duel(honest, rival) : dispute.duel(rival, honest)));
    }
    await playAll(duels, [honest, ...rivals]);
    for (const rival of rivals) expect([STATUS.timedOut, STATUS.faulted]).toContain(await dispute.statusOf(rival));
    await at.concludes(dispute, honest);
  },
  120_000,
);

test("of two wrong claims one falls to the other, and the other to the right one", async () => {
  const [honest, first, second] = [at.honest(), at.liar(1), at.liar(9, 3)];
  const dispute = await at.disputeOf(first, second);
  await dispute.claim(honest);
  const between = await dispute.duel(first, second);
  const [one, two] = [await dispute.duel(honest, first), await dispute.duel(second, honest)];
  await playAll([between, one, two], [honest, first, second]);
  for (const liar of [first, second]) expect(await dispute.statusOf(liar)).not.toBe(STATUS.live);
  expect(await dispute.statusOf(honest)).toBe(STATUS.live);
  await at.concludes(dispute, honest);
});

test("two wrong claims that differ in the same element fall to the right one in its own duels", async () => {
  const [honest, first, second] = [at.honest(), at.liar(1), at.liar(1, 3)];
  const { hasher } = at.world;
  const tensors = tampered(at.tensors, 2, 0);
  const other = { ...second, trace: onceTrace(stepOf(hasher, at.digits.program, tensors)), answer: at.liar(0).answer };
  const dispute = await at.disputeOf(first, other);
  await dispute.claim(honest);
  const duels = [await dispute.duel(first, honest), await dispute.duel(honest, other)];
  await playAll(duels, [honest, first, other]);
  await at.concludes(dispute, honest);
});

test("a duel with a claim that is gone can't be opened or played", async () => {
  const [honest, first, second] = [at.honest(), at.liar(1), at.liar(9, 3)];
  const dispute = await at.disputeOf(honest, first);
  await dispute.claim(second);
  const between = await dispute.duel(first, second);
  await playOut(await dispute.duel(honest, first), [honest, first]);
  await expect(dispute.openDuel(first, honest)).rejects.toThrow("DisputeClaimStatus");
  await expect(between.act(second)).rejects.toThrow("DisputeClaimStatus");
  await at.world.pass(60);
  await expect(between.timeout(honest.account)).rejects.toThrow("DisputeClaimStatus");
  await playOut(await dispute.duel(honest, second), [honest, second]);
  await at.concludes(dispute, honest);
});
