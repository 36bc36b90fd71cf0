import { encodeFunctionData, type Hex } from "viem";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ClaimTrace } from "../../runtime/src/dispute/claim-trace.ts";
import { nextMove } from "../../runtime/src/dispute/duel-player.ts";
import { proveFault } from "../../runtime/src/dispute/fault-proof.ts";
import { leafPreimage } from "../../runtime/src/dispute/leaf-preimage.ts";
import { fromHex, toHex } from "../../runtime/src/hash/hex.ts";
import { type DigitsWorld, refused, STATUS, startDigitsWorld } from "./digits-world.ts";
import type { Dispute, Player } from "./dispute.ts";
import { type DuelOnChain, faultWords } from "./duel-on-chain.ts";
import { playOut } from "./play-out.ts";
import { playerOf, tampered } from "./players.ts";

let at: DigitsWorld;

beforeAll(async () => {
  at = await startDigitsWorld();
});

afterAll(() => at?.world.stop());

/** A liar in the hidden layer and in the scores. */
const twofold = (): Player => playerOf(at.world.accounts[2], at.disputed, tampered(tampered(at.tensors, 1, 20), 2, 4));

/** What a move says. */
interface Said {
  readonly index: number;
  readonly list: readonly Hex[];
  readonly preimage: Hex;
}

/** Makes a move that is changed from the one that is right for the player. */
async function moveBut(duel: DuelOnChain, player: Player, change: (said: Said) => Partial<Said>): Promise<unknown> {
  const { world } = duel.dispute;
  const situation = { place: duel.place, shown: duel.shown.map(fromHex) };
  const move = await nextMove(world.hasher, player.disputed.program, player.trace, situation);
  const right = { index: move.index, list: move.nodes.map(toHex), preimage: toHex(move.preimage) };
  const { index, list, preimage } = { ...right, ...change(right) };
  return duel.send(player.account, true, { index: BigInt(index), nodes: list, preimage });
}

const NODE = toHex(new Uint8Array(32).fill(3));
const CAST = 0;
const HIDDEN = 1;
const SCORES = 2;

test("a duel can't be steered to a later difference, nor to where there is none", async () => {
  const { world } = at;
  const [honest, liar] = [at.honest(), twofold()];
  const dispute = await at.disputeOf(honest, at.liar(5, 3));
  await dispute.claim(liar);
  const steps = [(await liar.trace.slot(0))!, (await honest.trace.slot(0))!] as const;
  const [own, other] = steps.map(({ tree }) => tree.tensors);
  // From below: on the right both sides' siblings, on the left the liar's only.
  const siblings = (index: number) =>
    [0, 1].flatMap((level) => {
      const at = (index >> level) ^ 1;
      const both = [own.node(level, at), other.node(level, at)];
      return at > index >> level ? both : both.slice(0, 1);
    });
  const open = (index: number, shown: readonly Uint8Array[], preimage: Uint8Array) => {
    const nodes = [other.node(0, index), ...siblings(index), ...shown].map(toHex);
    const move = { index: BigInt(index), nodes, preimage: toHex(preimage) };
    const args = [dispute.openedCase, dispute.key(liar), dispute.key(honest), move] as const;
    return world.send(liar.account, { ...world.court, functionName: "openDuel", args });
  };
  const leafOf = (instruction: number) =>
    leafPreimage(at.digits.program.instructions[instruction].output, steps[0].tensors[instruction], 0);
  // Both the hidden layer and the scores differ; the liar would rather have it about the scores.
  await refused(open(SCORES, [], leafOf(SCORES)), "DisputeDuelState");
  const cast = steps[0].tree.tensor(CAST);
  await refused(open(CAST, cast.children(cast.depth, 0, 4), new Uint8Array(0)), "DisputeMoveNotFirst");
  await open(HIDDEN, [], leafOf(HIDDEN));
});

test("there is one legal move", async () => {
  const [honest, liar] = [at.honest(), at.deepLiar()];
  const dispute = await at.disputeOf(liar, honest);
  const duel = await dispute.duel(liar, honest);
  const last = duel.shown.length - 1;
  const changed: [string, (said: Said) => Partial<Said>][] = [
    ["DisputeDuelState", ({ list }) => ({ list: [NODE, ...list.slice(1)] })],
    ["DisputeDuelState", ({ list }) => ({ list: [list[0], NODE, ...list.slice(2)] })],
    ["DisputeDuelState", ({ list }) => ({ list: [...list.slice(0, -1), NODE] })],
    ["DisputeDuelState", ({ index }) => ({ index: index ^ (index & 1 ? 2 : 1) })],
    ["DisputeMoveShape", () => ({ index: last + 1 })],
    ["DisputeMoveShape", ({ list }) => ({ list: list.slice(0, -1) })],
    ["DisputeMoveShape", ({ list }) => ({ list: [...list, NODE] })],
    ["DisputeDuelState", () => ({ preimage: "0x" })],
    ["DisputeDuelState", ({ preimage }) => ({ preimage: `${preimage}00` })],
  ];
  for (const [error, change] of changed) await refused(moveBut(duel, honest, change), error);
  await playOut(duel, [honest, liar]);
  expect(await dispute.statusOf(liar)).toBe(STATUS.timedOut);
  await at.concludes(dispute, honest);
});

test("a right leaf can't be proved wrong, whatever is shown of it", async () => {
  const [honest, liar] = [at.honest(), twofold()];
  const dispute = await at.disputeOf(honest, liar);
  // The right hidden layer was shown.
  const duel = await dispute.duel(honest, liar);
  const { world } = at;
  const honestId = await dispute.claimId(honest);
  const shown = fromHex(duel.preimage);
  // A proof as against somebody who is wrong there, with the right leaf in it.
  const wrong = shown.slice();
  wrong[32 + 20] ^= 1;
  const proof = { ...(await proveFault(honest.disputed, honest.trace, duel.place, wrong)), preimage: shown };
  const prove = (change: Partial<typeof proof>) => {
    const words = faultWords({ ...proof, ...change });
    const args = [dispute.openedCase, duel.state, dispute.key(liar), honestId, [], words] as const;
    return world.send(liar.account, { ...world.court, functionName: "proveFault", args });
  };
  // Up to this leaf both traces are the same, but its operands have to be opened under the liar's own root.
  await refused(prove({}), "WitnessWrong");
  await refused(prove({ preimage: wrong }), "FaultPreimage");
  await refused(prove({ element: 128 }), "FaultElement");
  await refused(prove({ record: proof.record.map((byte) => byte ^ 1) }), "FaultRecord");
  const own = await liar.trace.slot(0);
  const trace = { ...liar.trace, slot: async () => own && { ...own, tensors: at.tensors } };
  const rightly = await proveFault(honest.disputed, trace, duel.place, wrong);
  await refused(prove({ witness: rightly.witness }), "DisputeNoFault");
  await refused(prove({ witness: rightly.witness.subarray(0, -1) }), "WitnessWrong");
});

test("under any gas a proof about a Gemm is right or none", async () => {
  const { client, court } = at.world;
  const [honest, liar] = [at.honest(), twofold()];
  // Each was shown the other's leaf: the one is wrong, and the other right.
  const [accused, refuted] = [await at.disputeOf(liar, honest), await at.disputeOf(honest, liar)];
  const own = await liar.trace.slot(0);
  const misled = { ...liar.trace, slot: async () => own && { ...own, tensors: at.tensors } };
  const verdicts = async (dispute: Dispute, by: Player, against: Player, trace: ClaimTrace) => {
    const duel = await dispute.duel(liar, honest);
    const leaf = fromHex(duel.preimage);
    const wrong = leaf.slice();
    if (against === honest) wrong[32 + 20] ^= 1;
    const words = faultWords({ ...(await proveFault(honest.disputed, trace, duel.place, wrong)), preimage: leaf });
    const args = [dispute.openedCase, duel.state, dispute.key(by), await dispute.claimId(against), [], words] as const;
    const data = encodeFunctionData({ abi: court.abi, functionName: "proveFault", args });
    const taken = (gas: bigint) =>
      client.call({ account: by.account, to: court.address, data, gas }).then(
        () => true,
        () => false,
      );
    // A transaction has at least what its calldata costs, which is nearly enough.
    return Promise.all(Array.from({ length: 60 }, (_, i) => taken(BigInt(135_000 + 300 * i))));
  };
  const found = await verdicts(accused, honest, liar, honest.trace);
  const enough = found.indexOf(true);
  expect(enough).toBeGreaterThan(0);
  expect(found.slice(enough)).not.toContain(false);
  expect(await verdicts(refuted, liar, honest, misled)).not.toContain(true);
});
