import { afterAll, beforeAll, expect, test } from "vitest";
import { creditOf, expectBalanced, settle, sumOf } from "./books.ts";
import { GAS_PRICE_WEI } from "./court-world.ts";
import { type DigitsWorld, refused, startDigitsWorld } from "./digits-world.ts";
import { MOVE_GAS } from "./duel-on-chain.ts";
import { playAll, playOut } from "./play-out.ts";

let at: DigitsWorld;

beforeAll(async () => {
  at = await startDigitsWorld();
  at.world.watch(() => expectBalanced(at.world));
});

afterAll(() => at?.world.stop());

const percent = (amountWei: bigint, share: bigint) => (amountWei * share) / 100n;

test("a liar that challenges itself loses at least 30% of a bond", async () => {
  const { accounts, client } = at.world;
  // One coalition has all three seats: who asks, who answers falsely and who corrects it.
  const [liar, honest] = [at.liar(0, 7), at.honest(7)];
  const coalition = accounts[7].address;
  const before = await creditOf(at.world, coalition);
  const dispute = await at.disputeOf(liar, honest);
  const duel = await dispute.duel(honest, liar);
  await playOut(duel, [honest, liar]);
  await at.concludes(dispute, honest);
  const { bondWei } = dispute.openedCase;
  const shares = await settle(dispute, liar, honest, duel);
  expect(shares.burnedWei).toBe(percent(bondWei, 30n));
  expect(sumOf(shares)).toBe(bondWei);
  const back = (await creditOf(at.world, coalition)) - before;
  expect(2n * bondWei - back).toBeGreaterThanOrEqual(percent(bondWei, 30n));
  const reward = await client.readContract({ ...at.world.oracle, functionName: "creditWei", args: [coalition] });
  expect(reward).toBeGreaterThan(0n);
});

test("whoever moved for the winner is repaid, and not who moved for the loser", async () => {
  const [honest, liar] = [at.honest(), at.deepLiar()];
  const [helper, accomplice] = [at.world.accounts[4], at.world.accounts[5]];
  const dispute = await at.disputeOf(liar, honest);
  const duel = await dispute.duel(liar, honest);
  const before = await creditOf(at.world, helper.address);
  const accompliceBefore = await creditOf(at.world, accomplice.address);
  await duel.act(honest, helper);
  await expect(duel.act(liar, accomplice)).rejects.toThrow();
  await at.world.pass(50);
  await duel.timeout(honest.account);
  await at.concludes(dispute, honest);
  await refused(
    settle(dispute, liar, honest, { ...duel, payments: duel.payments.slice(1) } as never),
    "DisputePayments",
  );
  const shares = await settle(dispute, liar, honest, duel);
  expect(shares.moversWei).toBe(MOVE_GAS * GAS_PRICE_WEI);
  expect((await creditOf(at.world, helper.address)) - before).toBe(MOVE_GAS * GAS_PRICE_WEI);
  expect(await creditOf(at.world, accomplice.address)).toBe(accompliceBefore);
  expect(sumOf(shares)).toBe(dispute.openedCase.bondWei);
  expect(shares.sponsorWei * 3n).toBeLessThanOrEqual(shares.requesterWei * 4n);
  await refused(settle(dispute, liar, honest, duel), "DisputeClaimStatus");
});

test("moves of a duel between two false claims are repaid by nobody", async () => {
  const [honest, first, second] = [at.honest(), at.liar(1), at.liar(9, 3)];
  const dispute = await at.disputeOf(first, second);
  await dispute.claim(honest);
  const duels = [await dispute.duel(first, second), await dispute.duel(honest, first)];
  duels.push(await dispute.duel(honest, second));
  await playAll(duels, [honest, first, second]);
  await at.concludes(dispute, honest);
  await refused(settle(dispute, first, honest, duels[0]), "DisputeDuelState");
  const shares = [await settle(dispute, first, honest, duels[1]), await settle(dispute, second, honest, duels[2])];
  expect(shares.map(sumOf)).toEqual([dispute.openedCase.bondWei, dispute.openedCase.bondWei]);
});

test("the bond of the third claim is twice the first's, and its loser loses all of it", async () => {
  const [honest, ...liars] = [at.honest(), at.liar(1), at.liar(9, 3)];
  const dispute = await at.disputeOf(honest, liars[0]);
  await dispute.claim(liars[1]);
  const duels = [await dispute.duel(honest, liars[0]), await dispute.duel(honest, liars[1])];
  await playAll(duels, [honest, ...liars]);
  await at.concludes(dispute, honest);
  const { bondWei } = dispute.openedCase;
  expect(sumOf(await settle(dispute, liars[0], honest, duels[0]))).toBe(bondWei);
  expect(sumOf(await settle(dispute, liars[1], honest, duels[1]))).toBe(2n * bondWei);
});

test("a right proposer that was only silent gets 70% back, and nobody else gets any of it", async () => {
  const [helper, rival, proposer] = [at.honest(4), at.liar(), at.honest(1)];
  const dispute = await at.ask();
  await dispute.propose(proposer.account, proposer.answer);
  await dispute.contradict(rival);
  await at.world.pass(21);
  await dispute.silence(rival.account);
  await dispute.claim(helper);
  await playOut(await dispute.duel(helper, rival), [helper, rival]);
  await at.concludes(dispute, helper);
  const { bondWei } = dispute.openedCase;
  const before = await creditOf(at.world, proposer.account.address);
  const shares = await settle(dispute, "untraced", helper);
  expect(shares).toMatchObject({ burnedWei: percent(bondWei, 30n), returnedWei: percent(bondWei, 70n) });
  expect((await creditOf(at.world, proposer.account.address)) - before).toBe(percent(bondWei, 70n));
});

test("a wrong proposer that was silent loses its bond", async () => {
  const [honest, liar] = [at.honest(), at.liar()];
  const dispute = await at.ask();
  await dispute.propose(liar.account, liar.answer);
  await dispute.contradict(honest);
  await at.world.pass(21);
  await dispute.silence(honest.account);
  await at.concludes(dispute, honest);
  const { bondWei } = dispute.openedCase;
  const shares = await settle(dispute, "untraced", honest);
  expect(shares).toMatchObject({ returnedWei: 0n, moversWei: 0n, burnedWei: percent(bondWei, 30n) });
  expect(sumOf(shares)).toBe(bondWei);
});

test("a proposer whose trace somebody else had claimed gets its bond back and keeps its reward", async () => {
  const [proposer, rival, copy] = [at.honest(1), at.liar(), at.honest(5)];
  const dispute = await at.ask();
  await dispute.propose(proposer.account, proposer.answer);
  await dispute.contradict(rival);
  await dispute.claim(copy);
  const before = await creditOf(at.world, proposer.account.address);
  await dispute.commitTrace(proposer);
  expect((await creditOf(at.world, proposer.account.address)) - before).toBe(dispute.openedCase.bondWei);
  await playOut(await dispute.duel(copy, rival), [copy, rival]);
  await at.concludes(dispute, copy);
  expect((await dispute.state()).proposer).toBe(proposer.account.address);
});

test("a credit is paid once", async () => {
  const { world } = at;
  const { address } = world.accounts[1];
  const credit = await creditOf(world, address);
  const before = await world.client.getBalance({ address });
  await world.send(world.accounts[6], { ...world.court, functionName: "withdraw", args: [address] });
  expect((await world.client.getBalance({ address })) - before).toBe(credit);
  const again = world.send(world.accounts[6], { ...world.court, functionName: "withdraw", args: [address] });
  await refused(again, "DisputeNothingToWithdraw");
});
