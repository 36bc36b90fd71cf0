import { afterAll, beforeAll, expect, test } from "vitest";
import { type DigitsWorld, LONG_SECONDS, refused, STATUS, startDigitsWorld } from "./digits-world.ts";
import { playOut } from "./play-out.ts";

/** Of the local court. */
const CLOCK_SECONDS = 40;

let at: DigitsWorld;

beforeAll(async () => {
  at = await startDigitsWorld();
});

afterAll(() => at?.world.stop());

/** A duel in which the honest side has to move next, and its last second. */
async function honestToMove() {
  const [honest, liar] = [at.honest(), at.deepLiar()];
  const dispute = await at.disputeOf(liar, honest);
  const duel = await dispute.duel(liar, honest);
  return { honest, liar, dispute, duel, last: duel.place.turnAt + duel.place.moverSeconds };
}

test.each([
  ["one second before its clock ends", -1],
  ["in its clock's last second", 0],
])("a move %s counts", async (_, seconds) => {
  const { honest, liar, dispute, duel, last } = await honestToMove();
  await at.world.at(last + seconds);
  await duel.act(honest);
  await playOut(duel, [honest, liar]);
  await at.concludes(dispute, honest);
});

test("a move after its clock's end is refused", async () => {
  const { honest, duel, last } = await honestToMove();
  await at.world.at(last + 1);
  await refused(duel.act(honest), "DisputeTooLate");
});

test("a side is out of time from the second after its clock's last one on", async () => {
  const { honest, liar, dispute, duel, last } = await honestToMove();
  expect(last - duel.place.turnAt).toBe(CLOCK_SECONDS);
  await refused(duel.timeout(liar.account), "DisputeTooEarly");
  await at.world.at(last);
  await refused(duel.timeout(liar.account), "DisputeTooEarly");
  await at.world.at(last + 1);
  await duel.timeout(liar.account);
  expect(await dispute.statusOf(honest)).toBe(STATUS.timedOut);
});

test("a turn has at least the increment, and no more than a clock in all", async () => {
  const { honest, duel, last } = await honestToMove();
  await at.world.at(last);
  await duel.act(honest);
  // The honest side has used up its clock.
  const spent = duel.place.otherSeconds;
  expect({ spent, other: duel.place.moverSeconds }).toEqual({ spent: 0, other: CLOCK_SECONDS });
});

test("a proof that comes late but before anybody ends the duel counts", async () => {
  const { honest, dispute, duel, liar } = await honestToMove();
  await at.world.pass(1);
  await duel.act(honest);
  expect(duel.place.phase).toBe(1);
  // The liar can't prove that the right leaf is wrong.
  await expect(duel.act(liar)).rejects.toThrow();
  await at.world.pass(CLOCK_SECONDS + 1);
  await duel.timeout(honest.account);
  await at.concludes(dispute, honest);
});

test("nothing can be done in a dispute that is decided", async () => {
  const { honest, liar, dispute, duel } = await honestToMove();
  const before = duel.copy();
  await playOut(duel, [honest, liar]);
  await at.concludes(dispute, honest);
  await refused(before.act(honest), "DisputeDuelState");
  await refused(duel.timeout(honest.account), "DisputeCaseClosed");
  await refused(dispute.conclude(honest), "OracleRequestState");
  await refused(dispute.openDuel(honest, liar), "DisputeCaseClosed");
  await refused(dispute.claim(at.liar(7)), "DisputeCaseClosed");
  await refused(dispute.silence(honest.account), "DisputeCaseClosed");
});

test("a claim in the last second counts and one at the end doesn't", async () => {
  const dispute = await at.disputeOf(at.liar(), at.liar(5, 3));
  const { claimsEnd } = await at.world.client.readContract({
    ...at.world.court,
    functionName: "caseState",
    args: [await dispute.caseId()],
  });
  await at.world.at(claimsEnd - 1);
  await dispute.claim(at.honest());
  await refused(dispute.claim(at.liar(8)), "DisputeClaimsOver");
  expect(await dispute.statusOf(at.honest())).toBe(STATUS.live);
});

test("beside a silent proposer and a rival in the last second an honest helper is still in time", async () => {
  const [helper, rival, proposer] = [at.honest(4), at.liar(), at.honest(1)];
  const dispute = await at.ask();
  await dispute.propose(proposer.account, proposer.answer);
  const { windowEnd } = await dispute.state();
  await at.world.at(windowEnd - 1);
  await dispute.contradict(rival);
  await at.world.at(windowEnd - 1 + 20 + 1);
  await refused(dispute.commitTrace(proposer), "DisputeTooLate");
  await dispute.silence(helper.account);
  await dispute.claim(helper);
  await playOut(await dispute.duel(helper, rival), [helper, rival]);
  await at.concludes(dispute, helper);
});

test("a proposer can commit in the last second, and is silent only after it", async () => {
  const [honest, rival] = [at.honest(), at.liar()];
  const dispute = await at.ask();
  await dispute.propose(honest.account, honest.answer);
  await dispute.contradict(rival);
  const { commitEnd } = await at.world.client.readContract({
    ...at.world.court,
    functionName: "caseState",
    args: [await dispute.caseId()],
  });
  await at.world.at(commitEnd - 1);
  await refused(dispute.silence(rival.account), "DisputeTooEarly");
  await at.world.at(commitEnd);
  await dispute.commitTrace(honest);
  await at.world.at(commitEnd + 1);
  await refused(dispute.silence(rival.account), "DisputeClaimStatus");
  await playOut(await dispute.duel(rival, honest), [honest, rival]);
  await at.concludes(dispute, honest);
});

test("with every move in its last second a dispute still ends within its bound", async () => {
  const [honest, liar] = [at.honest(), at.liar()];
  const dispute = await at.disputeOf(liar, honest);
  const begun = await at.world.now();
  const duel = await dispute.duel(honest, liar);
  let moves = 0;
  while (duel.eliminated.length === 0) {
    await at.world.at(duel.place.turnAt + duel.place.moverSeconds);
    const mover = duel.mover === (await dispute.claimId(honest)) ? honest : liar;
    await duel.act(mover);
    moves++;
  }
  expect(await dispute.statusOf(liar)).toBe(STATUS.faulted);
  expect((await at.world.now()) - begun).toBeLessThanOrEqual(2 * CLOCK_SECONDS + (moves + 1) * 10);
  expect(LONG_SECONDS).toBeGreaterThan(2 * CLOCK_SECONDS);
  await at.concludes(dispute, honest);
});
