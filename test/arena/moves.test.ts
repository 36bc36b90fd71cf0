import type { Hex } from "viem";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nextMove } from "../../runtime/src/dispute/duel-player.ts";
import { proveFault } from "../../runtime/src/dispute/fault-proof.ts";
import { fromHex, toHex } from "../../runtime/src/hash/hex.ts";
import { type DigitsWorld, refused, STATUS, startDigitsWorld } from "./digits-world.ts";
import type { Player } from "./dispute.ts";
import { type DuelOnChain, faultWords } from "./duel-on-chain.ts";
import { playOut } from "./play-out.ts";
import { playerOf, tampered } from "./players.ts";

let at: DigitsWorld;

beforeAll(async () => {
  at = await startDigitsWorld();
}, 120_000);

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
  const args = [duel.duel, duel.setting, BigInt(index), list, preimage] as const;
  return world.send(player.account, { ...world.court, functionName: "moveOn", args });
}

const NODE = toHex(new Uint8Array(32).fill(3));
const HIDDEN = 1;
const SCORES = 2;

test("a duel can't be steered to a later difference, nor to where there is none", async () => {
  const [honest, liar] = [at.honest(), twofold()];
  const dispute = await at.disputeOf(liar, honest);
  const duel = await dispute.openDuel(honest, liar);
  const tree = (await liar.trace.slot(0))!.tree.tensors;
  const right = (await honest.trace.slot(0))!.tree.tensors;
  // Both the hidden layer and the scores differ; the liar would rather have it about the scores.
  const to = (index: number) => [
    ...[toHex(tree.node(0, index)), toHex(right.node(0, index))],
    ...[toHex(tree.node(0, index ^ 1)), toHex(right.node(0, index ^ 1))],
    ...[toHex(tree.node(1, (index >> 1) ^ 1)), toHex(right.node(1, (index >> 1) ^ 1))],
  ];
  await refused(
    moveBut(duel, liar, ({ list }) => ({ index: SCORES, list: [...to(SCORES), ...list.slice(6)] })),
    "DisputeMoveNotFirst",
  );
  await refused(
    moveBut(duel, liar, ({ list }) => ({ index: 0, list: [...to(0), ...list.slice(6)] })),
    "DisputeMoveNotFirst",
  );
  await moveBut(duel, liar, ({ list }) => ({ index: HIDDEN, list: [...to(HIDDEN), ...list.slice(6)] }));
});

test("there is one legal move", async () => {
  const [honest, liar] = [at.honest(), twofold()];
  const dispute = await at.disputeOf(liar, honest);
  const duel = await dispute.openDuel(liar, honest);
  const changed: [string, (said: Said) => Partial<Said>][] = [
    ["DisputeDuelState", ({ list }) => ({ list: [NODE, ...list.slice(1)] })],
    ["DisputeDuelState", ({ list }) => ({ list: [list[0], NODE, ...list.slice(2)] })],
    ["DisputeDuelState", ({ list }) => ({ list: [...list.slice(0, 4), NODE, list[5]] })],
    ["DisputeDuelState", () => ({ index: 0 })],
    ["DisputeMoveShape", () => ({ index: 5 })],
    ["DisputeMoveShape", ({ list }) => ({ list: list.slice(0, 5) })],
    ["DisputeMoveShape", ({ list }) => ({ list: [...list, NODE] })],
    ["DisputeMoveNodes", () => ({ preimage: "0x" })],
    ["DisputeMoveNodes", ({ preimage }) => ({ preimage: `${preimage}00` })],
  ];
  for (const [error, change] of changed) await refused(moveBut(duel, honest, change), error);
  await playOut(duel, [honest, liar]);
  expect(await dispute.statusOf(liar)).toBe(STATUS.timedOut);
  await at.concludes(dispute, honest);
});

test("a right leaf can't be proved wrong, whatever is shown of it", async () => {
  const [honest, liar] = [at.honest(), twofold()];
  const dispute = await at.disputeOf(liar, honest);
  const duel = await dispute.openDuel(liar, honest);
  await duel.act(honest);
  const { world } = at;
  const shown = fromHex(duel.preimage);
  // A proof as against somebody who is wrong there, with the right leaf in it.
  const wrong = shown.slice();
  wrong[32 + 20] ^= 1;
  const proof = { ...(await proveFault(honest.disputed, honest.trace, duel.place, wrong)), preimage: shown };
  const prove = (change: Partial<typeof proof>) => {
    const words = faultWords({ ...proof, ...change });
    const args = [dispute.openedCase, duel.duel, duel.nodes, dispute.key(liar), words] as const;
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
