import { keccak256, pad } from "viem";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toHex } from "../../runtime/src/hash/hex.ts";
import { concatBytes } from "../../runtime/src/tree/concat-bytes.ts";
import { type DigitsWorld, refused, STATUS, startDigitsWorld } from "./digits-world.ts";
import type { Dispute, Player } from "./dispute.ts";
import { playOut } from "./play-out.ts";

let at: DigitsWorld;

beforeAll(async () => {
  at = await startDigitsWorld();
});

afterAll(() => at?.world.stop());

const SALT = pad("0x05");

/** Puts down a commitment. */
async function commit(dispute: Dispute, player: Player): Promise<void> {
  const { world } = at;
  const args = [
    ...([world.oracle.address, dispute.requestId] as const),
    ...([keccak256(player.answer), toHex(player.trace.root), player.account.address, SALT] as const),
  ] as const;
  const commitment = await world.client.readContract({ ...world.court, functionName: "commitmentOf", args });
  await world.send(player.account, { ...world.court, functionName: "commit", args: [commitment] });
}

const sponsorOf = async (dispute: Dispute, player: Player) => {
  const args = [await dispute.claimId(player)] as const;
  return (await at.world.client.readContract({ ...at.world.court, functionName: "claimState", args })).sponsor;
};

test("an answer that is longer or shorter than its trace's is refused", async () => {
  const [honest, liar] = [at.honest(), at.liar()];
  const dispute = await at.ask();
  await dispute.propose(liar.account, liar.answer);
  const padded = { ...honest, answer: concatBytes([honest.answer, new Uint8Array(1)]) };
  await refused(dispute.contradict(padded), "DisputeAnswerNotInTrace");
  await refused(dispute.contradict({ ...honest, answer: honest.answer.slice(0, -1) }), "DisputeAnswerNotInTrace");
  await refused(dispute.contradict({ ...honest, answer: at.liar(5).answer }), "DisputeAnswerNotInTrace");
  await dispute.contradict(honest);
});

test("the answer itself is no contradiction of it", async () => {
  const dispute = await at.ask();
  await dispute.propose(at.honest().account, at.honest().answer);
  await refused(dispute.contradict(at.pretender()), "DisputeSameAnswer");
});

test("the right answer with another trace has to be duelled", async () => {
  const [honest, liar, pretender] = [at.honest(), at.deepLiar(), at.pretender(7)];
  const dispute = await at.disputeOf(honest, liar);
  await dispute.claim(pretender);
  await playOut(await dispute.duel(honest, liar), [honest, liar]);
  await refused(dispute.conclude(honest), "DisputeTooEarly");
  await at.world.pass(100);
  await refused(dispute.conclude(honest), "DisputeUndecided");
  await playOut(await dispute.duel(pretender, honest), [honest, pretender]);
  await at.concludes(dispute, honest);
});

test("the right answer and trace can't be claimed twice", async () => {
  const dispute = await at.disputeOf(at.honest(), at.liar());
  const bondWei = await dispute.nextBondWei();
  await refused(dispute.claim(at.honest(4)), "DisputeAlreadyClaimed");
  await refused(dispute.claim(at.honest(4), dispute.openedCase.bondWei), "DisputeAlreadyClaimed");
  // So nobody makes the next claim dearer by repeating one.
  expect(await dispute.nextBondWei()).toBe(bondWei);
});

test("a stranger can't commit a trace to an answer", async () => {
  const [honest, liar] = [at.honest(), at.liar()];
  const dispute = await at.ask();
  await dispute.propose(honest.account, honest.answer);
  await dispute.contradict(liar);
  await refused(dispute.commitTrace(at.pretender()), "DisputeNotProposer");
  await refused(dispute.commitTrace({ ...liar, account: honest.account }), "DisputeAnswerNotInTrace");
  await dispute.commitTrace(honest);
  await refused(dispute.commitTrace({ ...at.pretender(), account: honest.account }), "DisputeClaimStatus");
});

test("a claim that was proved wrong can't be made again", async () => {
  const [honest, liar] = [at.honest(), at.deepLiar()];
  const dispute = await at.disputeOf(honest, liar);
  await playOut(await dispute.duel(honest, liar), [honest, liar]);
  expect(await dispute.statusOf(liar)).toBe(STATUS.faulted);
  await refused(dispute.claim(at.deepLiar(0, 5)), "DisputeAlreadyClaimed");
  await at.concludes(dispute, honest);
});

test("a right claim that was silent once is made again and wins", async () => {
  const [honest, liar] = [at.honest(), at.liar()];
  const dispute = await at.disputeOf(liar, honest, 600);
  const duel = await dispute.duel(liar, honest);
  await at.world.pass(41);
  await duel.timeout(liar.account);
  expect(await dispute.statusOf(honest)).toBe(STATUS.timedOut);
  await refused(dispute.conclude(liar), "DisputeTooEarly");
  const again = { ...at.honest(4), attempt: 1 };
  await dispute.claim(again);
  await playOut(await dispute.duel(again, liar), [again, liar]);
  await at.world.pass(600);
  await at.concludes(dispute, again);
});

test("who copies a claim from the transaction pool loses it to who committed before", async () => {
  const [honest, liar] = [{ ...at.honest(), salt: SALT }, at.liar()];
  const dispute = await at.ask();
  await dispute.propose(liar.account, liar.answer);
  await commit(dispute, honest);
  await dispute.contradict(at.honest(5));
  expect(await sponsorOf(dispute, honest)).toBe(at.world.accounts[5].address);
  await dispute.claim(honest, dispute.openedCase.bondWei);
  expect(await sponsorOf(dispute, honest)).toBe(honest.account.address);
  const args = [at.world.accounts[5].address] as const;
  expect(await at.world.client.readContract({ ...at.world.court, functionName: "creditWei", args })).toBe(
    dispute.openedCase.bondWei,
  );
  await refused(dispute.claim(at.honest(5), dispute.openedCase.bondWei), "DisputeAlreadyClaimed");
  await dispute.commitTrace(liar);
  await playOut(await dispute.duel(honest, liar), [honest, liar]);
  await at.concludes(dispute, honest);
});

test("a commitment of the same block or one that is older than 256 blocks doesn't count", async () => {
  const [honest, liar] = [{ ...at.honest(), salt: SALT }, at.liar()];
  const dispute = await at.ask();
  await commit(dispute, honest);
  await at.world.chain.setBlockTimestampInterval({ interval: 0 });
  await at.world.chain.mine({ blocks: 256 });
  await at.world.chain.setBlockTimestampInterval({ interval: 1 });
  await dispute.propose(liar.account, liar.answer);
  await dispute.contradict(at.honest(5));
  await refused(dispute.claim(honest, dispute.openedCase.bondWei), "DisputeAlreadyClaimed");
});

test("who makes another's move in front of it only does it the favour", async () => {
  const [honest, liar] = [at.honest(), at.deepLiar()];
  const dispute = await at.disputeOf(liar, honest);
  const duel = await dispute.duel(liar, honest);
  const late = duel.copy();
  await duel.act(honest, at.world.accounts[6]);
  await refused(late.act(honest), "DisputeDuelState");
  await playOut(duel, [honest, liar]);
  await at.concludes(dispute, honest);
});
