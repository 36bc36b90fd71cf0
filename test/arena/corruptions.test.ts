import { afterAll, beforeAll, expect, test } from "vitest";
import type { ModelPackage } from "../../runtime/src/package/model-package.ts";
import { Random } from "../../runtime/testing/random.ts";
import { compileSmallModel, smallOptions } from "../../runtime/testing/small-model.ts";
import { type CourtWorld, startCourtWorld } from "./court-world.ts";
import { STATUS } from "./digits-world.ts";
import { Dispute, type Player } from "./dispute.ts";
import { playOut } from "./play-out.ts";
import { disputedOf, playerOf, rightTensors } from "./players.ts";

const [input] = smallOptions().golden;
/** Which bit of each byte is turned; printed where a test fails. */
const seed = Random.seed() % 8;

let world: CourtWorld;
let model: ModelPackage;
let modelId: bigint;
let tensors: readonly Uint8Array[];

beforeAll(async () => {
  world = await startCourtWorld();
  ({ model } = await compileSmallModel());
  ({ modelId } = await world.register(model, "small"));
  tensors = await rightTensors(model, input);
});

afterAll(() => world?.stop());

const player = (account: number, of: readonly Uint8Array[]): Player =>
  playerOf(world.accounts[account], disputedOf(world.hasher, model, input, new Uint8Array(16)), of);

/**
 * All bytes of all tensors, one after the other, each with one of its bits turned: `first` tells which of the eight, and the next byte has
 * the next one. With `OPENIMO_ALL_BITS` all of them.
 */
function corruptions(first: number): Uint8Array[][] {
  const bits = process.env.OPENIMO_ALL_BITS === undefined ? 1 : 8;
  return tensors.flatMap((tensor, t) =>
    Array.from({ length: bits * tensor.length }, (_, i) => {
      const at = Math.floor(i / bits);
      const flipped = tensor[at] ^ (1 << ((first + t + i) % 8));
      return tensors.map((bytes, other) => (other === t ? bytes.with(at, flipped) : bytes));
    }),
  );
}

/** Somebody without whom there would be no dispute about a right answer with a wrong trace. */
const decoy = () =>
  player(
    3,
    tensors.map((bytes) => bytes.map((byte) => byte ^ 0x55)),
  );

/** That the liar falls in its duel with the honest claim, whoever shows first. */
async function expectOverturned(dispute: Dispute, honest: Player, liar: Player, i: number): Promise<void> {
  await playOut(await (i % 2 === 0 ? dispute.duel(honest, liar) : dispute.duel(liar, honest)), [honest, liar]);
  const found = {
    seed,
    i,
    honest: await dispute.statusOf(honest),
    gone: (await dispute.statusOf(liar)) !== STATUS.live,
  };
  expect(found).toEqual({ seed, i, honest: STATUS.live, gone: true });
}

/** Does something after which the chain is as before. */
async function takenBack(act: () => Promise<void>): Promise<void> {
  const id = await world.chain.snapshot();
  await act();
  await world.chain.revert({ id });
  world.forget();
}

test("a rival with any byte of any tensor wrong is overturned", async () => {
  const honest = player(1, tensors);
  const dispute = await Dispute.ask(world, modelId, input);
  await dispute.propose(honest.account, honest.answer);
  await dispute.contradict(decoy());
  await dispute.commitTrace(honest);
  const all = corruptions(seed);
  for (const [i, wrong] of all.entries()) {
    await takenBack(async () => {
      const liar = player(2, wrong);
      await dispute.claim(liar);
      await expectOverturned(dispute, honest, liar, i);
    });
  }
  const bits = all.length / tensors.reduce((sum, { length }) => sum + length, 0);
  expect(bits).toBe(process.env.OPENIMO_ALL_BITS === undefined ? 1 : 8);
});

test("a proposer with any byte of any tensor wrong is overturned", async () => {
  const honest = player(1, tensors);
  for (const [i, wrong] of corruptions(seed).entries()) {
    await takenBack(async () => {
      const liar = player(2, wrong);
      const dispute = await Dispute.ask(world, modelId, input);
      await dispute.propose(liar.account, liar.answer);
      await dispute.contradict(decoy());
      await dispute.commitTrace(liar);
      await dispute.claim(honest);
      await expectOverturned(dispute, honest, liar, i);
    });
  }
});
