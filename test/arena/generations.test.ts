import { afterAll, beforeAll, expect, test } from "vitest";
import { expectBalanced, settle, sumOf } from "./books.ts";
import { type DigitsWorld, LONG_SECONDS, REQUEST, refused, STATUS, startDigitsWorld } from "./digits-world.ts";
import type { Player } from "./dispute.ts";
import { playOut } from "./play-out.ts";

/** Later than claims that nobody fights for are given up in the local court. */
const STALEMATE_SECONDS = 700;

let at: DigitsWorld;

beforeAll(async () => {
  at = await startDigitsWorld();
  at.world.watch(() => expectBalanced(at.world));
});

afterAll(() => at?.world.stop());

const second = (player: Player): Player => ({ ...player, generation: 2 });

/** Two wrong claims that nobody fights for, given up after their time, and the duel of the two. */
async function givenUp(proposer: Player, rival: Player) {
  const dispute = await at.disputeOf(proposer, rival);
  const duel = await dispute.duel(proposer, rival);
  await at.world.pass(LONG_SECONDS);
  await refused(dispute.conclude(proposer), "DisputeUndecided");
  await at.world.pass(STALEMATE_SECONDS);
  await dispute.conclude(proposer);
  expect((await dispute.state()).status).toBe(REQUEST.disputed);
  return { dispute, duel };
}

test("a case whose claims are given up opens again, and the right claim wins it", async () => {
  const [first, rival, honest] = [at.liar(1), at.liar(9, 3), second(at.honest())];
  const { dispute } = await givenUp(first, rival);
  await dispute.claim(honest);
  await at.concludes(dispute, honest);
  for (const loser of [first, rival])
    expect(sumOf(await settle(dispute, loser, honest))).toBe(dispute.openedCase.bondWei);
});

test("a duel of the first generation eliminates nobody in the second", async () => {
  const [first, rival, honest] = [at.liar(1), at.liar(9, 3), second(at.honest())];
  const { dispute, duel } = await givenUp(first, rival);
  await dispute.claim(honest);
  const liar = second(at.liar(5));
  await dispute.claim(liar);
  // Else two claims would live and one be counted, and the false one could be made to win.
  await refused(duel.timeout(first.account), "DisputeClaimStatus");
  await playOut(await dispute.duel(honest, liar), [honest, liar]);
  await at.concludes(dispute, honest);
});

test("a proposer that was silent in the first generation can't be silenced in the second", async () => {
  const [liar, honest, proposer] = [at.liar(), second(at.honest(4)), at.honest(1)];
  const dispute = await at.ask();
  await dispute.propose(proposer.account, proposer.answer);
  await dispute.contradict(liar);
  await at.world.pass(LONG_SECONDS + STALEMATE_SECONDS);
  await dispute.conclude(liar);
  await dispute.claim(honest);
  await refused(dispute.silence(liar.account), "DisputeClaimStatus");
  await at.concludes(dispute, honest);
  // It was right and only absent, even if nobody said so while it mattered.
  const shares = await settle(dispute, "untraced", honest);
  expect(shares.returnedWei).toBe((dispute.openedCase.bondWei * 70n) / 100n);
});

test("what was proved wrong in the first generation can't be claimed in the second", async () => {
  const [idle, liar, honest] = [at.liar(1), at.liar(9, 3), at.honest(4)];
  const dispute = await at.disputeOf(idle, liar);
  await dispute.claim(honest);
  await playOut(await dispute.duel(liar, honest), [honest, liar]);
  expect(await dispute.statusOf(liar)).toBe(STATUS.faulted);
  // Nobody fights the third claim, so the case opens again.
  await at.world.pass(LONG_SECONDS + STALEMATE_SECONDS);
  await dispute.conclude(honest);
  const again = second(honest);
  await dispute.claim(again);
  await refused(dispute.claim(at.liar(9, 5)), "DisputeAlreadyClaimed");
  await at.concludes(dispute, again);
});

test("a request of which no claim survives twice is void, and the requester gets back what it paid", async () => {
  const { world } = at;
  const requester = world.accounts[7].address;
  const paid = { ...world.oracle, functionName: "creditWei", args: [requester] } as const;
  const [first, rival] = [at.liar(1), at.liar(9, 3)];
  const { dispute } = await givenUp(first, rival);
  await world.pass(LONG_SECONDS);
  const before = await world.client.readContract(paid);
  await dispute.conclude(first);
  expect((await dispute.state()).status).toBe(REQUEST.void);
  const { feeAmount, operatorRewardWei, bondWei } = dispute.request;
  expect((await world.client.readContract(paid)) - before).toBe(feeAmount + operatorRewardWei);
  const shares = await settle(dispute, first, first);
  expect(shares).toMatchObject({
    burnedWei: (bondWei * 70n) / 100n,
    requesterWei: (bondWei * 30n) / 100n,
    moversWei: 0n,
  });
  await refused(dispute.conclude(first), "OracleRequestState");
});

test("a claim of the second generation has another id, and one of the first can't be played on", async () => {
  const [first, rival] = [at.liar(1), at.liar(9, 3)];
  const { dispute } = await givenUp(first, rival);
  const again = second(at.liar(1));
  await dispute.claim(again);
  expect(await dispute.claimId(again)).not.toBe(await dispute.claimId(first));
  await refused(dispute.openDuel(again, rival), "DisputeClaimStatus");
  await refused(dispute.openDuel(first, rival), "DisputeClaimStatus");
  const honest = second(at.honest(4));
  await dispute.claim(honest);
  await playOut(await dispute.duel(again, honest), [honest, again]);
  await at.concludes(dispute, honest);
});
